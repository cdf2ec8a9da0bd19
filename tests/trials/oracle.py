"""Who may see what, in plain Python: the rules of safety.md said a second time.

Nothing here asks the product. People are named as in `world.py`.
"""

from tests.trials.world import ALL, MINE, OTHER, SEALED

MEMBERS = {
    MINE: {
        "viewer",
        "officer",
        "coordinator",
        "manager",
        "administrator",
        "insider",
        "sealed manager",
        "external",
        "external member",
        "leaver",
    },
    OTHER: {"client"},
    SEALED: {"insider", "sealed manager", "external member"},
}
MANAGERS = {"manager", "sealed manager"}
EXTERNAL = {"external", "external member"}
TRANSLATORS = {*EXTERNAL, "translator"}
STRANGERS = {"anonymous", "leaver"}
READERS = {
    "viewer",
    "officer",
    "coordinator",
    "manager",
    "administrator",
    "insider",
    "sealed manager",
}
FOR_TRANSLATORS = {
    "translations.Document",
    "translations.DocumentTitle",
    "translations.Edition",
    "translations.Segment",
    "translations.SegmentComment",
    "translations.SourceText",
    "translations.StyleSheet",
    "translations.Translation",
}
NOT_FOR_EXTERNALS = {"withdrawn_because"}


def circles_of(person):
    """The circles whose records this person sees."""
    if person in STRANGERS | EXTERNAL:
        return set()
    mine = {circle for circle, members in MEMBERS.items() if person in members}
    return {ALL} | mine | ({MINE, OTHER} if person in MANAGERS else set())


def may_see(person, owner, field=""):
    """Whether what `owner` describes may show to `person`."""
    if person in STRANGERS:
        return False
    if owner.kind == "staff.User":
        return sees_name(person, owner.person)
    if owner.kind == "staff.ImportFile":
        return person == owner.person
    if owner.kind in ("staff.Draft", "staff.AccessChange"):
        return person == owner.person
    if owner.kind == "staff.SavedView":
        shared = owner.circle == ALL and person not in EXTERNAL
        return person == owner.person or shared
    if owner.kind == "officials.Circle":
        return (
            owner.circle in circles_of(person)
            or person in MANAGERS
            or person == "administrator"
        )
    if owner.kind == "engagements.Watch" and person != owner.person:
        return False
    if person in EXTERNAL and field in NOT_FOR_EXTERNALS:
        return False
    if person in TRANSLATORS and owner.kind not in FOR_TRANSLATORS:
        return False
    return owner.circle in circles_of(person) or person in owner.workers


def sees_name(person, other):
    """Staff know each other; a translator from outside knows who shares a job."""
    if person not in EXTERNAL:
        return True
    return other == person
