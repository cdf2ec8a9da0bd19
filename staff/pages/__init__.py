"""The kinds of page: list, record, new, edit, remove, step.

Each asks the same four questions: may they see it (`visible_to`), does it match
(`search`), what may come next (`NEXT`), who may do it (`staff/roles.py`).
"""

from staff.pages.base import FromFile, Page, RecordPage
from staff.pages.forms import (
    CreatePage,
    CreatePart,
    EditPage,
    FormPage,
    NewRecordPage,
    UpdatePage,
)
from staff.pages.lists import ListPage
from staff.pages.records import DetailPage, FilePage, StepPage
from staff.pages.removal import RemovePage

__all__ = [
    "CreatePage",
    "CreatePart",
    "DetailPage",
    "EditPage",
    "FilePage",
    "FormPage",
    "FromFile",
    "ListPage",
    "NewRecordPage",
    "Page",
    "RecordPage",
    "RemovePage",
    "StepPage",
    "UpdatePage",
]
