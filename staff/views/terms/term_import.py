"""Bringing in a table of terms: the file, then its rows looked over."""

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.import_files import of_kind
from staff.pages import FormPage
from staff.views.imports.list_previews import ListPreview
from translations.catalogue.languages import LANGUAGES
from translations.terms import term_list
from translations.terms.forms import TermFileForm
from translations.terms.models import TermForm

TRAIL = ((gettext_lazy("Terms"), "term-list"),)
PERMISSIONS = (
    "translations.add_term",
    "translations.add_termform",
    "translations.change_term",
)
COLOURS = {"new": "green", "changed": "amber", "same": "secondary", "wrong": "red"}
TAKEN = ("new", "changed")


class TermImport(FormPage):
    """The file; it is read before it is kept."""

    permission_required = PERMISSIONS
    title = gettext_lazy("Import terms")
    trail = TRAIL
    form_class = TermFileForm
    keeps_drafts = False  # a file
    submit_label = gettext_lazy("Read it")

    def get_context_data(self, **context):
        intro = _("Nothing is imported before you have looked it over.")
        return super().get_context_data(intro=intro, **context)

    def keep(self, form):
        upload = form.cleaned_data["file"]
        if upload.size > term_list.LARGEST:
            raise ValidationError(
                {"file": _("The file is too large: 5 MB is the most that fits.")}
            )
        content, by = upload.read(), self.request.user
        self.file = of_kind(term_list.KIND, content, name=upload.name, by=by)
        try:
            self.file.work = {"lines": term_list.read(content)}
        except ValidationError as refusal:
            raise ValidationError({"file": refusal.messages}) from None
        self.file.save()

    def finish(self, form):
        return HttpResponseRedirect(reverse("term-preview", args=[self.file.pk]))


class TermPreview(ListPreview):
    """Row by row: new, changed, the same, or wrong and why."""

    kind = term_list.KIND
    list_name = "term-list"
    permission_required = PERMISSIONS
    template_name = "translations/terms/term_preview.html"
    title = gettext_lazy("Look it over")
    trail = TRAIL

    def get_context_data(self, **context):
        rows = term_list.compare(self.file.work["lines"], self.request.user)
        counts = dict.fromkeys(COLOURS, 0)
        for row in rows:
            counts[row.status] += 1
        return super().get_context_data(
            rows=[self.row(each) for each in rows],
            counts=counts,
            is_worth_it=any(counts[status] for status in TAKEN),
            **context,
        )

    def row(self, row):
        labels = {
            "new": _("New"),
            "changed": _("Changed"),
            "same": _("The same"),
            "wrong": _("Left out"),
        }
        return {
            "number": row.number,
            "may_go_in": row.status in TAKEN,
            "status": labels[row.status],
            "colour": COLOURS[row.status],
            "term": row.term or "",
            "forms": [form_in_words(*form) for form in row.forms],
            "details": " · ".join(filter(None, row.details.values())),
            "why": row.why,
        }

    def take_in(self, file, numbers):
        counts, batch = term_list.take_in(
            file.work["lines"],
            by=self.request.user,
            chosen=numbers,
            details={"file": file.pk},
        )
        undo = reverse("batch-undo", args=[batch.pk]) if batch else ""
        words = _("Terms from %(file)s: %(new)s new, %(changed)s changed.")
        return words % {
            "file": file.name,
            "new": counts["new"],
            "changed": counts["changed"],
        }, undo


def form_in_words(language, state, text):
    """“Russian: осуждённый”, with the state where it is not approved."""
    words = f"{dict(LANGUAGES)[language]}: {text}"
    if state == TermForm.State.APPROVED:
        return words
    return f"{words} ({TermForm.State(state).label})"
