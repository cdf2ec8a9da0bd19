"""A file that takes long to read: how far it is, and then on to where it leads."""

import datetime

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRedirect

from staff import slow_files
from staff.views.imports.imports import IMPORTS, OFFICIALS, ImportPage

PATIENCE = datetime.timedelta(seconds=30)  # without a sign, until a button is offered


class ImportProgress(ImportPage):
    """The page that asks again every two seconds; it reads the file itself by POST,
    for a server whose background does nothing."""

    template_name = "staff/imports/import_progress.html"
    title = gettext_lazy("The file is being read")
    trail = (OFFICIALS, IMPORTS)
    waits = True

    def get(self, request, *args, **kwargs):
        if slow_files.waits(self.file) or "refused" in self.file.work:
            return super().get(request, *args, **kwargs)
        page = "import-preview" if self.file.settings else "import-settings"
        return self.lead_to(reverse(page, args=[self.file.pk]))

    def lead_to(self, url):
        redirect = HttpResponseRedirect
        if self.request.htmx:
            redirect = HttpResponseClientRedirect
        return redirect(url)

    def get_context_data(self, **context):
        work = self.file.work
        sign = datetime.datetime.fromisoformat(work["at"]) if "at" in work else None
        return super().get_context_data(
            file=self.file,
            refused=work.get("refused"),
            rows=work.get("rows"),
            is_stuck=sign is not None and timezone.now() - sign > PATIENCE,
            **context,
        )

    def post(self, request, *args, **kwargs):
        slow_files.go_on(self.file.pk, request.user.pk)
        return HttpResponseRedirect(request.path)
