"""What the walls around keepers say, and which roles they know."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from officials.schema.sql_files import generate_list
from officials.security.refusals import register
from staff.roles import NEEDS_SECOND_FACTOR

generate_list(
    Path(__file__).with_name("before.sql"),
    "app_roles_of_power",
    sorted(NEEDS_SECOND_FACTOR),
)

register(
    {
        "keeper_by_two_managers": _(
            "A manager names a keeper, another manager confirms, each in their own "
            "name; a keeper alone lays it down."
        ),
        "keeper_has_factor": _(
            "Whoever is to be a keeper sets up a second factor first, in the menu of "
            "their account."
        ),
        "assured_by_another": _(
            "Somebody else of the circle confirms it: in their own name, not suspended "
            "themselves, and without a part in the changes."
        ),
        "password_not_own": _(
            "Their password is one that somebody else chose. First they choose one of "
            "their own."
        ),
        "key_request_by_two": _(
            "One asks and another confirms, each in their own name. Both are "
            "administrator, manager or keeper, and the second is not who it is about."
        ),
        "rescue_without_part": _(
            "You had a part in what was changed: somebody else who may be the second "
            "person confirms this rescue."
        ),
        "role_by_two": _(
            "Managers and administrators are made by two people: one asks, and another "
            "administrator, manager or keeper confirms."
        ),
        "factor_by_two": _(
            "Somebody else’s second factor is taken off by two people: one asks, and "
            "another administrator, manager or keeper confirms."
        ),
    }
)
