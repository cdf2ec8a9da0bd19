"""What the walls around keepers say."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import register

register(
    {
        "keeper_by_two_managers": _(
            "A manager names a keeper, another manager confirms, each in their own "
            "name; a keeper alone lays it down."
        ),
    }
)
