"""What I imported, and how to undo it while nothing was built on it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from officials import batches
from officials.models import Batch
from staff.models import ImportFile
from staff.pages import Page
from staff.views.imports import OFFICIALS, counted

SHOWN = 200  # imports, the latest first


class ImportList(Page):
    """Files that wait, and imports made: when, how much, and a button that undoes."""

    permission_required = "staff.import"
    template_name = "staff/import_list.html"
    title = gettext_lazy("Imports")
    trail = (OFFICIALS,)

    def get_context_data(self, **context):
        mine = ImportFile.objects.filter(brought_by=self.request.user)
        names = dict(mine.values_list("pk", "name"))
        waiting = mine.exclude(kept_until=None).defer("content")
        made = Batch.objects.visible_to(self.request.user)
        made = made.filter(kind=Batch.Kind.IMPORT)[:SHOWN]
        return super().get_context_data(
            waiting=[
                {"file": file, "page": "preview" if file.settings else "settings"}
                for file in waiting
            ],
            made=[
                {
                    "batch": batch,
                    "name": names.get(batch.details.get("file"), "…"),
                    "what": self.what(batch),
                }
                for batch in made
            ],
            **context,
        )

    def what(self, batch):
        return counted(**{k: v for k, v in batch.details.items() if k != "file"})


class ImportUndo(Page):
    """Undoes an import; by POST only."""

    permission_required = "staff.import"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        mine = Batch.objects.visible_to(request.user).filter(kind=Batch.Kind.IMPORT)
        batch = get_object_or_404(mine, pk=kwargs["pk"])
        try:
            undone = batches.undo(batch, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            messages.success(request, _("The import is undone."))
            if undone.left:
                messages.warning(request, left_as_they_are(len(undone.left)))
        return HttpResponseRedirect(reverse("import-list"))


def left_as_they_are(count):
    said = ngettext(
        "One value was changed since, and stays as it is.",
        "%(count)s values were changed since, and stay as they are.",
        count,
    )
    return said % {"count": count}
