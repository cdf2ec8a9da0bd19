"""A file that takes long to read: how far it is, and where it leads; or dropped."""

import datetime
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.monitoring import recommendation_list
from staff import import_files, slow_files
from staff.import_files import EMAIL, RETURN, RETURNED_TEXT, SOURCE
from staff.views.catalogue.instruments import DOCUMENTS
from staff.views.contacts.emails import TRAIL as EMAIL_TRAIL
from staff.views.imports.imports import IMPORTS, OFFICIALS, ImportPage
from staff.views.monitoring.recommendations import LIST, OUTCOMES
from translations.catalogue import instrument_list

PATIENCE = datetime.timedelta(seconds=30)  # without a sign, until a button is offered


class Road(NamedTuple):
    """Where a file of some kind is brought, and the pages above."""

    begins: str
    trail: tuple


ROAD = Road("import-add", (OFFICIALS, IMPORTS))
ROADS = {
    recommendation_list.KIND: Road("recommendation-import", (OUTCOMES, LIST)),
    instrument_list.KIND: Road("document-import", (DOCUMENTS,)),
    EMAIL: Road("email-bring", EMAIL_TRAIL),
}


RETURNS = {RETURN: "return-preview", RETURNED_TEXT: "returned-text"}


def road_of(file):
    return ROADS.get(file.kind, ROAD)


def job_of(file):
    """The address of the translation that is split, or that the file comes back to."""
    key = file.work.get("translation") or file.settings["translation"]
    return reverse("translation-detail", args=[key])


def beginning_of(file):
    """The address where another file may be brought in place of this one."""
    if file.kind in RETURNS:
        job = file.settings["translation"]
        return reverse("translation-bring_back", args=[job])
    return job_of(file) if file.kind == SOURCE else reverse(road_of(file).begins)


def next_page(file):
    """The address where a file that was read is looked over."""
    if file.kind == SOURCE:
        return job_of(file)
    if file.kind in RETURNS:
        return reverse(RETURNS[file.kind], args=[file.pk])
    if file.kind == EMAIL:
        return reverse("email-check", args=[file.work["email"]])
    if file.kind == recommendation_list.KIND:
        return reverse("recommendation-preview", args=[file.pk])
    if file.kind == instrument_list.KIND:
        return reverse("document-preview", args=[file.pk])
    page = "import-preview" if file.settings else "import-settings"
    return reverse(page, args=[file.pk])


class ImportProgress(ImportPage):
    """The page that asks again every two seconds; it reads the file itself by POST,
    for a server whose background does nothing."""

    template_name = "staff/imports/import_progress.html"
    title = gettext_lazy("The file is being read")
    waits = True
    of_any_kind = True

    def get(self, request, *args, **kwargs):
        if slow_files.waits(self.file) or "refused" in self.file.work:
            return super().get(request, *args, **kwargs)
        if self.file.kind == SOURCE:  # nothing of it is to be looked over
            messages.success(request, _("It is split into sentences."))
            import_files.drop(self.file)
        return self.lead_to(next_page(self.file))

    def get_trail(self):
        if self.file.kind == SOURCE or self.file.kind in RETURNS:
            return [(_("Translation"), job_of(self.file))]
        trail = road_of(self.file).trail
        return [(label, reverse(name)) for label, name in trail]

    def get_context_data(self, **context):
        work = self.file.work
        sign = datetime.datetime.fromisoformat(work["at"]) if "at" in work else None
        return super().get_context_data(
            file=self.file,
            refused=work.get("refused"),
            rows=work.get("rows"),
            is_listed=self.file.kind not in RETURNS
            and self.request.user.has_perm("staff.import"),
            again_url=beginning_of(self.file),
            is_source=self.file.kind == SOURCE,
            is_stuck=sign is not None and timezone.now() - sign > PATIENCE,
            **context,
        )

    def post(self, request, *args, **kwargs):
        slow_files.go_on(self.file.pk, request.user.pk)
        return HttpResponseRedirect(request.path)


class ImportDrop(ImportPage):
    """Drops a file without importing it; by POST only."""

    http_method_names = ["post"]
    waits = True
    of_any_kind = True

    def post(self, request, *args, **kwargs):
        import_files.drop(self.file)
        message = _("%(file)s was dropped; nothing was imported.") % {
            "file": self.file.name
        }
        messages.success(request, message)
        return HttpResponseRedirect(beginning_of(self.file))
