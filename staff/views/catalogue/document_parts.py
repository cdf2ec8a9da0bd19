"""Pages of what a document consists of: its texts, its titles, and texts of others."""

from django.utils.translation import gettext_lazy

from staff.pages import CreatePart, FilePage, RemovePage, UpdatePage
from staff.views.catalogue.documents import ForJobs, OwnCircles
from translations.catalogue import forms
from translations.catalogue.models import Document, DocumentTitle, SourceText
from translations.jobs.forms import AttachedEditionForm
from translations.jobs.models import Edition


class SourceTextAdd(OwnCircles, CreatePart):
    model = Document
    part = SourceText
    form_class = forms.SourceTextForm
    title = gettext_lazy("Add a text")


class SourceTextEdit(OwnCircles, UpdatePage):
    model = SourceText
    form_class = forms.SourceTextForm


class SourceTextFile(ForJobs, FilePage):
    model = SourceText


class EditionAdd(OwnCircles, CreatePart):
    model = Document
    part = Edition
    form_class = AttachedEditionForm
    title = gettext_lazy("Attach a text that others made")


class DocumentTitleAdd(OwnCircles, CreatePart):
    model = Document
    part = DocumentTitle
    form_class = forms.DocumentTitleForm
    title = gettext_lazy("Add a title")


class DocumentTitleEdit(OwnCircles, UpdatePage):
    model = DocumentTitle
    form_class = forms.DocumentTitleForm


class DocumentTitleRemove(OwnCircles, RemovePage):
    model = DocumentTitle
