"""Who we engage with: circles, institutions, posts, officials and their names."""

from officials.models.circles import Circle, Membership
from officials.models.institutions import Institution, Post
from officials.models.people import (
    Appointment,
    ContactPoint,
    Official,
    OfficialName,
    OfficialTheme,
)
from officials.models.themes import Theme

__all__ = [
    "Appointment",
    "Circle",
    "ContactPoint",
    "Institution",
    "Membership",
    "Official",
    "OfficialName",
    "OfficialTheme",
    "Post",
    "Theme",
]
