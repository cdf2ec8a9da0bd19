"""Files that wait, and what I imported."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.batches.models import Batch
from staff import slow_files
from staff.import_files import SOURCE
from staff.models import ImportFile
from staff.pages import Page
from staff.views.imports.imports import OFFICIALS
from staff.views.imports.progress import next_page
from staff.views.imports.tallies import counts_in_words


def page_of(file):
    """The address of a file that waits: to be read, or to be looked over."""
    of_job = file.kind == SOURCE  # whose page forgets it once it is split
    if of_job or slow_files.waits(file) or "refused" in file.work:
        return reverse("import-progress", args=[file.pk])
    return next_page(file)


SHOWN = 200  # imports, the latest first


class ImportList(Page):
    """Files that wait, and imports made: when, how much, and a button that undoes."""

    permission_required = "staff.import"
    template_name = "staff/imports/import_list.html"
    title = gettext_lazy("Imports")
    trail = (OFFICIALS,)

    def get_context_data(self, **context):
        mine = ImportFile.objects.filter(brought_by=self.request.user)
        names = dict(mine.values_list("pk", "name"))
        files = mine.exclude(kept_until=None).defer("content")
        import_batches = Batch.objects.visible_to(self.request.user)
        import_batches = import_batches.filter(kind=Batch.Kind.IMPORT)[:SHOWN]
        return super().get_context_data(
            waiting=[{"file": file, "url": page_of(file)} for file in files],
            made=[
                {
                    "batch": batch,
                    "name": names.get(batch.details.get("file")) or name_of(batch),
                    "what": self.what(batch),
                }
                for batch in import_batches
            ],
            **context,
        )

    def what(self, batch):
        return counts_in_words(
            **{k: v for k, v in batch.details.items() if k != "file"}
        )


def name_of(batch):
    """What an import is called that left no file behind."""
    return _("Translation memory") if "pairs" in batch.details else "…"
