"""Terms."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.terms import style_sheets, term_import, terms

urlpatterns = [
    path("terms/import/", term_import.TermImport.as_view(), name="term-import"),
    path(
        "terms/import/<int:pk>/", term_import.TermPreview.as_view(), name="term-preview"
    ),
    *rooms(
        "terms",
        "term",
        list=terms.TermList,
        add=terms.TermAdd,
        detail=terms.TermDetail,
        edit=terms.TermEdit,
        remove=terms.TermRemove,
    ),
    part("terms", "termform", terms.TermFormAdd),
    *rooms(
        "term-forms",
        "termform",
        edit=terms.TermFormEdit,
        remove=terms.TermFormRemove,
    ),
    *rooms(
        "style-sheets",
        "stylesheet",
        list=style_sheets.StyleSheetList,
        add=style_sheets.StyleSheetAdd,
        detail=style_sheets.StyleSheetDetail,
        edit=style_sheets.StyleSheetEdit,
        remove=style_sheets.StyleSheetRemove,
    ),
]
