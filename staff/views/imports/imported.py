"""Files that wait, and what I imported."""

from django.utils.translation import gettext_lazy

from engagements.monitoring import recommendation_list
from officials.batches.models import Batch
from staff.models import ImportFile
from staff.pages import Page
from staff.views.imports.imports import OFFICIALS, counts_in_words


def page_of(file):
    """The page on which a file that waits is looked over."""
    if file.kind == recommendation_list.KIND:
        return "recommendations"
    return "preview" if file.settings else "settings"


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
            waiting=[{"file": file, "page": page_of(file)} for file in files],
            made=[
                {
                    "batch": batch,
                    "name": names.get(batch.details.get("file"), "…"),
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
