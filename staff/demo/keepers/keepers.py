"""Two managers and an administrator who have long held the keys, and three keepers.

The demo is entered with the password alone: it only says that those who hold the keys
have had a second factor for years, so that its rules are awake, and the keepers have
one that no sign-in asks for.
"""

from allauth.mfa.models import Authenticator

from officials.security.context import acting_as
from staff.accounts.sign_in import NOT_ASKED_FOR
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
        person = people[row["person"]]
        with acting_as(person):
            Authenticator.objects.create(user=person, type="totp", data=NOT_ASKED_FOR)
        with acting_as(first):
            keeper = workflow.name(person, by=first)
        with acting_as(second):
            workflow.confirm(keeper, by=second)
