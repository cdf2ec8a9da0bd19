"""The Django admin of every room."""

from officials.institutions import admin as institutions
from officials.people import admin as people
from officials.safeguards import admin as safeguards
from officials.security import admin as security
from officials.sources import admin as sources
from officials.themes import admin as themes

__all__ = ["institutions", "people", "safeguards", "security", "sources", "themes"]
