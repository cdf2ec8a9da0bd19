"""Bringing in files of office-holders: choose the file, look it over, import."""

from collections import Counter
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from officials.office_holders.comparison import Status
from officials.office_holders.forms import HolderFileForm
from staff.addresses import address
from staff.imports import ImportedAlready, confirm, look_over, stage
from staff.models import ImportFile
from staff.pages import FormPage, Page

ONE_PAGE = 600  # rows that are shown without paging
PAGE_SIZE = 100
COLOURS = {
    Status.NEW: "green",
    Status.CHANGED: "blue",
    Status.SAME: "secondary",
    Status.WRONG: "red",
}
OFFICIALS = (gettext_lazy("Officials"), "official-list")


class ImportAdd(FormPage):
    """The file, and where its rows go; it is read before it is kept."""

    permission_required = "staff.import"
    title = gettext_lazy("Import office-holders")
    trail = (OFFICIALS,)
    form_class = HolderFileForm
    submit_label = gettext_lazy("Look it over")

    def get_context_data(self, **context):
        context["intro"] = _("Nothing is imported before you have looked it over.")
        return super().get_context_data(**context)

    def keep(self, form):
        self.file = stage(
            form.content,
            name=form.cleaned_data["file"].name,
            destination=form.destination,
            by=self.request.user,
        )

    def finish(self, form):
        return HttpResponseRedirect(reverse("import-preview", args=[self.file.pk]))


class ImportPage(Page):
    """A page about a file that waits; it shows to who brought it, and is not there
    for anybody else (404)."""

    permission_required = "staff.import"

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            return self.handle_no_permission()
        mine = ImportFile.objects.filter(brought_by=request.user)
        self.file = get_object_or_404(mine, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def refuse(self, reason):
        """Says why not, and leads to where one can go on."""
        messages.error(self.request, " ".join(reason.messages))
        done = isinstance(reason, ImportedAlready)
        return HttpResponseRedirect(reverse("official-list" if done else "import-add"))


class ImportPreview(ImportPage):
    """Row by row: new, changed, the same or wrong, and why; then all or the chosen."""

    template_name = "staff/import_preview.html"
    title = gettext_lazy("Look it over")
    trail = (OFFICIALS, (gettext_lazy("Import office-holders"), "import-add"))

    def get(self, request, *args, **kwargs):
        try:
            looked_over = look_over(self.file)
        except ValidationError as reason:
            return self.refuse(reason)
        return self.render_to_response(self.get_context_data(looked_over=looked_over))

    def get_context_data(self, looked_over, **context):
        holders, to, lines = looked_over
        counts = Counter(line.status for line in lines)
        status = self.request.GET.get("status", "")
        status = status if status in Status.values else ""
        shown = [line for line in lines if status in ("", line.status)]
        shown, page = self.page_of(shown, status)
        return super().get_context_data(
            file=self.file,
            holders=holders,
            to=to,
            tabs=self.tabs(counts, status),
            importable=counts[Status.NEW] + counts[Status.CHANGED],
            wrong=counts[Status.WRONG],
            ticks=any(line.can_be_imported for line in shown),
            rows=[self.row(line) for line in shown],
            page=page,
            **context,
        )

    def here(self, **query):
        said = urlencode({name: value for name, value in query.items() if value})
        return f"{self.request.path}?{said}"

    def tabs(self, counts, status):
        """Addresses of all rows and of those of each status, with how many they are."""
        tabs = [("", _("All"), counts.total())]
        tabs += [(each.value, each.label, counts[each]) for each in Status]
        return [
            {
                "label": label,
                "count": number_format(count),
                "url": self.here(status=value),
                "current": value == status,
            }
            for value, label, count in tabs
            if count or not value
        ]

    def page_of(self, lines, status):
        """The lines of the page asked for, and its paging; None where one holds all."""
        if len(lines) <= ONE_PAGE:
            return lines, None
        page = Paginator(lines, PAGE_SIZE).get_page(self.request.GET.get("page"))
        before, after = page.number - 1, page.number + 1
        ends = {
            "first": number_format(page.start_index()),
            "last": number_format(page.end_index()),
            "all": number_format(len(lines)),
        }
        return page.object_list, {
            "text": _("%(first)s–%(last)s of %(all)s") % ends,
            "previous_url": page.has_previous()
            and self.here(status=status, page=before),
            "next_url": page.has_next() and self.here(status=status, page=after),
        }

    def row(self, line):
        on_record = line.official is not None and not line.official._state.adding
        return {
            "line": line,
            "colour": COLOURS[line.status],
            "status": Status(line.status).label,
            "url": address(line.official) if on_record else "",
        }

    # Importing

    def post(self, request, *args, **kwargs):
        try:
            tally = confirm(self.file, self.chosen())
        except ImportedAlready as reason:
            return self.refuse(reason)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        except IntegrityError:
            reason = _("Somebody saved one of these records just now. Look again.")
            messages.error(request, reason)
        else:
            messages.success(request, sentence_of(tally, self.file))
            return HttpResponseRedirect(reverse("official-list"))
        return HttpResponseRedirect(reverse("import-preview", args=[self.file.pk]))

    def chosen(self):
        """The numbers of the ticked rows; None for all of the file."""
        if self.request.POST.get("which") == "all":
            return None
        ticked = {
            int(number)
            for number in self.request.POST.getlist("row")
            if number.isascii() and number.isdigit() and len(number) < 10
        }
        if not ticked:
            raise ValidationError(_("No row was ticked, so nothing was imported."))
        return ticked


def sentence_of(tally, file):
    """What an import did, for who did it."""
    if not any(tally):
        return _("There was nothing new in %(file)s.") % {"file": file.name}
    appointments, officials, changed = tally
    said = (
        (
            appointments,
            ngettext("%(count)s appointment", "%(count)s appointments", appointments),
        ),
        (
            officials,
            ngettext("%(count)s new official", "%(count)s new officials", officials),
        ),
        (changed, ngettext("%(count)s change", "%(count)s changes", changed)),
    )
    what = [word % {"count": number_format(count)} for count, word in said if count]
    return _("Imported from %(file)s: %(what)s.") % {
        "file": file.name,
        "what": ", ".join(what),
    }


class ImportDrop(ImportPage):
    """Drops a file without importing it; by POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        self.file.delete()
        said = _("%(file)s was dropped; nothing was imported.") % {
            "file": self.file.name
        }
        messages.success(request, said)
        return HttpResponseRedirect(reverse("import-add"))
