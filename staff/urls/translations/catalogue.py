"""Documents."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.catalogue import (
    document_parts,
    documents,
    instruments,
    issuers,
    named_documents,
)

urlpatterns = [
    path(
        "documents/import/",
        instruments.DocumentImport.as_view(),
        name="document-import",
    ),
    path(
        "documents/import/<int:pk>/",
        instruments.DocumentPreview.as_view(),
        name="document-preview",
    ),
    path(
        "documents/named/",
        named_documents.NamedDocuments.as_view(),
        name="document-named",
    ),
    *rooms(
        "documents",
        "document",
        list=documents.DocumentList,
        add=documents.DocumentAdd,
        detail=documents.DocumentDetail,
        edit=documents.DocumentEdit,
        translate=documents.DocumentTranslate,
    ),
    part("documents", "documenttitle", document_parts.DocumentTitleAdd),
    part("documents", "sourcetext", document_parts.SourceTextAdd),
    part("documents", "edition", document_parts.EditionAdd),
    *rooms(
        "issuers",
        "issuer",
        list=issuers.IssuerList,
        add=issuers.IssuerAdd,
        detail=issuers.IssuerDetail,
        edit=issuers.IssuerEdit,
    ),
    part("issuers", "disclaimer", issuers.DisclaimerAdd),
    *rooms(
        "disclaimers",
        "disclaimer",
        edit=issuers.DisclaimerEdit,
        remove=issuers.DisclaimerRemove,
    ),
    *rooms(
        "titles",
        "documenttitle",
        edit=document_parts.DocumentTitleEdit,
        remove=document_parts.DocumentTitleRemove,
    ),
    *rooms(
        "texts",
        "sourcetext",
        edit=document_parts.SourceTextEdit,
        file=document_parts.SourceTextFile,
    ),
]
