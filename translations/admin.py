"""The Django admin of every room."""

from translations.catalogue import admin as catalogue
from translations.deliveries import admin as deliveries
from translations.jobs import admin as jobs
from translations.terms import admin as terms

__all__ = ["catalogue", "deliveries", "jobs", "terms"]
