"""Officials: their names, contacts and ties, and how one writes to them."""

from officials.people.models.contact_points import ContactPoint, Identifier
from officials.people.models.people import Official, OfficialName, OfficialTheme
from officials.people.models.ties import Tie

__all__ = [
    "ContactPoint",
    "Identifier",
    "Official",
    "OfficialName",
    "OfficialTheme",
    "Tie",
]
