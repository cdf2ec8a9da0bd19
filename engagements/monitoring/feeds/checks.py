"""Checks of the settings: what the server may ask of the network."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def check_feeds(app_configs, **options):
    """Feeds may be read from the machine itself by tests only."""
    if not settings.FEEDS_MAY_READ_LOOPBACK:
        return []
    return [
        Error(
            "Feeds may be read from this machine itself.",
            hint="Leave FEEDS_MAY_READ_LOOPBACK off: it is for tests.",
            id="engagements.E001",
        )
    ]
