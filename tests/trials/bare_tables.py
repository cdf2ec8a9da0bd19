"""The tables without row security: why each has none, and what it must not hold.

Most are read before anybody has spoken: to know who speaks, and what they may do. No
table here holds the text of a record, or its key.
"""

WHO_SPEAKS = "Asked to know who speaks and what they may see, before they do."
DJANGO = "Names of tables, permissions and migrations of ours; nothing of a record."
JOBS = "The worker takes what waits before it speaks for anybody; arguments are keys."
FOR_ALL = "A list that everybody reads, and whoever manages it writes; names no record."

# table: why
BARE = {
    "staff_user": WHO_SPEAKS,  # names of colleagues, which all may know
    "staff_user_groups": WHO_SPEAKS,
    "staff_user_user_permissions": WHO_SPEAKS,
    "auth_group": WHO_SPEAKS,
    "auth_group_permissions": WHO_SPEAKS,
    "auth_permission": WHO_SPEAKS,
    "officials_circle": WHO_SPEAKS,  # policies ask them; a name tells of no record
    "officials_membership": WHO_SPEAKS,
    "staff_lock": WHO_SPEAKS,  # no word that somebody typed
    "staff_houselock": WHO_SPEAKS,
    "staff_housekey": WHO_SPEAKS,
    "account_emailaddress": WHO_SPEAKS,
    "account_emailconfirmation": WHO_SPEAKS,
    "mfa_authenticator": WHO_SPEAKS,  # secrets encrypted
    "usersessions_usersession": WHO_SPEAKS,
    "django_session": WHO_SPEAKS,  # encrypted, with the messages in it
    "rapport_cache": "Limits on sign-in count before it; keys are hashed.",
    "pghistory_context": (
        "Triggers write it for the history of all records, and those show; who, when, "
        "and the page without its key."
    ),
    "django_content_type": DJANGO,
    "django_migrations": DJANGO,
    "procrastinate_jobs": JOBS,
    "procrastinate_events": JOBS,
    "procrastinate_periodic_defers": JOBS,
    "procrastinate_workers": JOBS,
    "officials_startinglist": FOR_ALL,
    "officials_switch": FOR_ALL,
    "officials_theme": FOR_ALL,
    "officials_wallchange": "Who changed which list for all; names no record.",
    "officials_workcountry": FOR_ALL,
    "engagements_markeridea": FOR_ALL,
    "engagements_playbook": FOR_ALL,
    "engagements_playbookstep": FOR_ALL,
    "engagements_professionalday": FOR_ALL,
    "engagements_queuerule": FOR_ALL,
    "engagements_respectword": FOR_ALL,
    "engagements_sumsmade": "One moment: when the sums were last made.",
}
