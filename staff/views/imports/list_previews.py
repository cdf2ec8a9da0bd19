"""Lists that somebody brought, looked over row by row before they go in."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.import_files import forget
from staff.models import ImportFile
from staff.pages import Page

LONGEST_NUMBER = 9  # digits of the number of a row


class ListPreview(Page):
    """The rows of a list with ticks: all of it goes in, or some.

    `kind` is that of the file, which shows to who brought it and is not there for
    anybody else (404); `list_name` names the page that one comes back to.
    """

    kind = ""
    list_name = ""
    nothing_ticked = gettext_lazy("No row was ticked, so nothing was imported.")

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            return self.handle_no_permission()
        mine = ImportFile.objects.filter(
            brought_by=request.user, kind=self.kind, kept_until__isnull=False
        )
        self.file = get_object_or_404(mine, pk=kwargs["pk"])
        if self.file.work.keys().isdisjoint({"lines", "rows"}):  # still to be read
            return HttpResponseRedirect(reverse("import-progress", args=[self.file.pk]))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **context):
        return super().get_context_data(
            file=self.file, list_url=reverse(self.list_name), **context
        )

    def take_in(self, file, numbers):
        """Writes the rows `numbers`, or all where it is None.

        Returns a sentence on what that did, and where it is undone (or "").
        """
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        numbers = chosen_rows(request)
        if numbers is not None and not numbers:
            messages.error(request, self.nothing_ticked)
            return HttpResponseRedirect(request.path)
        with transaction.atomic():
            file = ImportFile.objects.select_for_update().get(pk=self.file.pk)
            if file.content:
                sentence, undo = self.take_in(file, numbers)
                forget(file)
                messages.success(request, sentence, extra_tags=undo)
            else:
                messages.info(request, _("This file was imported already."))
        return HttpResponseRedirect(reverse(self.list_name))


def chosen_rows(request):
    """The numbers of the rows that were ticked; None where all are to go in."""
    if request.POST.get("which") == "all":
        return None
    numbers = request.POST.getlist("row")
    return {int(n) for n in numbers if n.isdecimal() and len(n) <= LONGEST_NUMBER}
