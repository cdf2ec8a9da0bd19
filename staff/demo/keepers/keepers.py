"""Two managers and an administrator who have long held the keys, and three keepers.

Nobody of the demo has a second factor, since it is entered with the password alone: it
only says that they have had one for years, so that its rules are awake.
"""

from officials.security.context import acting_as
from staff.keepers import workflow
from staff.models import Tenure


def add_keepers(demo, rows):
    """Begins the tenures, and names keepers as managers do."""
    people = demo.people
    for row in rows["tenures"]:
        began_at = demo.moment(-row["days_ago"])
        Tenure.objects.create(person=people[row["person"]], began_at=began_at)
    for row in rows["keepers"]:
        first, second = people[row["named_by"]], people[row["confirmed_by"]]
        with acting_as(first):
            keeper = workflow.name(people[row["person"]], by=first)
        with acting_as(second):
            workflow.confirm(keeper, by=second)
