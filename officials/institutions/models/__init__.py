"""Institutions, the posts in them, and who held them when."""

from officials.institutions.models.agreements import Agreement, InstitutionChange
from officials.institutions.models.appointments import Appointment
from officials.institutions.models.institutions import Institution, Post

__all__ = [
    "Agreement",
    "Appointment",
    "Institution",
    "InstitutionChange",
    "Post",
]
