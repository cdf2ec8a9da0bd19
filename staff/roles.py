"""Who may do what, readable by the director.

A role is a Django group; the table is written to the database after each migrate.
`*` stands for every app or every permission of an app.
"""

from fnmatch import fnmatch

from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.utils.translation import gettext_lazy as _

from officials.security.models import Circle

ROLES = {
    "Viewer": ["*.view_*"],
    "Officer": [
        "*.view_*",
        "officials.add_*",
        "officials.change_*",
        "officials.merge_official",
        "officials.delete_tie",
        "officials.delete_contactpoint",
        "officials.delete_identifier",
        "engagements.add_*",
        "engagements.change_*",
        "engagements.delete_mention",
        "engagements.delete_notelink",
        "engagements.delete_outcomelink",
        "engagements.delete_substantiation",
        "engagements.delete_reformcopy",
        "translations.add_*",
        "translations.change_*",
        "translations.approve_translation",
        "translations.publish_translation",
        "translations.delete_documenttitle",
        "translations.delete_disclaimer",
        "translations.delete_stylesheet",
        "translations.delete_term",
        "translations.delete_termform",
        "translations.translate_translation",
        "exchanges.add_participation",
        "exchanges.change_participation",
        "exchanges.invite_participation",
        "staff.import",
    ],
    "Translator": ["translations.translate_translation"],
    "Coordinator": [
        "*.view_*",
        "exchanges.*",
        "engagements.add_*",
        "engagements.change_outreachaction",
    ],
    "Manager": [
        "officials.*",
        "translations.*",
        "exchanges.*",
        "engagements.*",
        "staff.import",
        "staff.see_history",
        "staff.lock_user",
        "staff.view_export",
        "staff.name_keeper",
        "officials.see_open_circles",
    ],
    "Administrator": [
        "*.view_*",
        "*.add_*",
        "*.change_*",
        "officials.delete_membership",
        "staff.*",
        "auth.view_group",
    ],
}
# What they are called on a page.
NAMES = {
    "Viewer": _("Viewer"),
    "Officer": _("Officer"),
    "Translator": _("Translator"),
    "Coordinator": _("Coordinator"),
    "Manager": _("Manager"),
    "Administrator": _("Administrator"),
}
# The next circle must not be given the key of the built-in one.
PAST_BUILT_IN = """
    SELECT setval(pg_get_serial_sequence('officials_circle', 'id'), max(id))
    FROM officials_circle
"""
NEEDS_SECOND_FACTOR = {"Manager", "Administrator"}
DOMAIN = ("officials", "translations", "exchanges", "engagements")
ADMINISTERED = ("circle", "membership", "switch")
# Everybody reads them, managers and administrators change them.
MANAGED = (
    "workcountry",
    "queuerule",
    "respectword",
    "playbook",
    "playbookstep",
    "markeridea",
    "legallabel",
    "professionalday",
)
OF_MANAGERS = ("keeper",)  # an administrator manages people, and names none of them
READ_BY_OTHERS = ("theme", "feed")  # what an administrator enters, and others read


def is_allowed(role, app, codename):
    """Whether `role` holds the permission `app.codename`.

    Circles and switches are an administrator's matter whatever a pattern says, and
    reference lists are for the others to read, and so are rules for whoever is no
    manager.
    """
    verb, _underscore, subject = codename.partition("_")
    if role != "Administrator":
        if subject in ADMINISTERED:
            return False
        if subject in READ_BY_OTHERS and verb != "view":
            return False
    if subject in OF_MANAGERS and role != "Manager":
        return False
    if subject in MANAGED and verb != "view":
        return role in ("Manager", "Administrator")
    return any(
        fnmatch(f"{app}.{codename}", pattern)
        and (app in DOMAIN or not pattern.startswith("*"))
        for pattern in ROLES[role]
    )


def set_roles():
    """Writes the table and the built-in circle."""
    _circle, is_new = Circle.objects.get_or_create(
        pk=Circle.ALL_STAFF, defaults={"name": "All staff", "everyone": True}
    )
    if is_new:
        with connection.cursor() as cursor:
            cursor.execute(PAST_BUILT_IN)
    permissions = list(Permission.objects.select_related("content_type"))
    for role in ROLES:
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set(
            permission
            for permission in permissions
            if is_allowed(role, permission.content_type.app_label, permission.codename)
        )
