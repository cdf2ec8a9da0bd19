"""Bringing in files: choose the file, say what it is, look it over, import, undo."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRedirect

from officials.imports.file_reader import check as check_readable
from officials.imports.forms import DestinationForm, FileForm
from officials.imports.models import StagedRow
from officials.imports.sentences import reason, sentence
from officials.people.models import Official
from officials.security.refusals import sentence_of_code
from staff import import_files, slow_files
from staff.addresses import address
from staff.import_files import ImportedAlready
from staff.keepers.suspension import closes_what_was_brought
from staff.models import ImportFile
from staff.pages import FormPage, FromFile, Page
from staff.views.imports.tallies import counts_in_words

ONE_PAGE = 600  # rows that are shown without paging
PAGE_SIZE = 100
Status = StagedRow.Status
COLOURS = {
    Status.NEW: "green",
    Status.CHANGED: "blue",
    Status.SAME: "secondary",
    Status.DOUBT: "amber",
    Status.WRONG: "red",
}
BRING_OTHERS = "engagements.add_outreachaction", "translations.translate_translation"
OFFICIALS = (gettext_lazy("Officials"), "official-list")
IMPORTS = (gettext_lazy("Imports"), "import-list")


class ImportAdd(FormPage):
    """The file; it is read before it is kept."""

    permission_required = "staff.import"
    keeps_drafts = False  # a file, and what is read in it
    title = gettext_lazy("Import a file")
    trail = (OFFICIALS, IMPORTS)
    form_class = FileForm
    submit_label = gettext_lazy("Read it")

    def get_context_data(self, **context):
        context["intro"] = _("Nothing is imported before you have looked it over.")
        return super().get_context_data(**context)

    def keep(self, form):
        try:
            self.file = slow_files.bring(
                form.content,
                name=form.cleaned_data["file"].name,
                by=self.request.user,
            )
        except ValidationError as refusal:
            raise ValidationError({"file": refusal.messages}) from None

    def finish(self, form):
        return HttpResponseRedirect(reverse("import-settings", args=[self.file.pk]))


class ImportPage(FromFile, Page):
    """A page about a file that waits; it shows to who brought it, and is not there
    for anybody else (404)."""

    permission_required = "staff.import"
    back = "import-add"
    waits = False  # whether it is there for a file that is still being read
    of_any_kind = False  # whether also for a list of recommendations, or an e-mail

    def has_permission(self):
        may = self.of_any_kind and any(map(self.request.user.has_perm, BRING_OTHERS))
        return may or super().has_permission()

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            return self.handle_no_permission()
        mine = ImportFile.objects.filter(brought_by=request.user)
        if not self.of_any_kind:
            mine = mine.exclude(kind__in=import_files.BROUGHT_ELSEWHERE)
        self.file = mine.filter(pk=kwargs["pk"]).first()
        if self.file is None:
            return self.gone()
        if slow_files.waits(self.file) and not self.waits:
            return HttpResponseRedirect(reverse("import-progress", args=[self.file.pk]))
        return super().dispatch(request, *args, **kwargs)

    def gone(self):
        """Not there (404). To whom what they brought is closed it is said, of any."""
        if not closes_what_was_brought():
            raise Http404
        messages.warning(
            self.request,
            _(
                "What you brought before is closed to you for now: somebody else "
                "changed how you get in or what you may do. Nothing is lost; here "
                "stands who can open it again."
            ),
        )
        return self.lead_to(reverse("suspension-list"))

    def lead_to(self, url):
        """Leads there; also from a page that asks again by itself."""
        redirect = HttpResponseRedirect
        if self.request.htmx:
            redirect = HttpResponseClientRedirect
        return redirect(url)

    def refuse(self, reason):
        """Says why not, and leads to where one can go on."""
        messages.error(self.request, " ".join(reason.messages))
        if isinstance(reason, ImportedAlready):
            return HttpResponseRedirect(reverse("official-list"))
        return HttpResponseRedirect(reverse("import-settings", args=[self.file.pk]))


class ImportSettings(ImportPage, FormPage):
    """What the file is, what its columns mean, and where its rows go."""

    template_name = "staff/imports/import_settings.html"
    keeps_drafts = False  # a file, and what is read in it
    title = gettext_lazy("What is in the file")
    trail = (OFFICIALS, IMPORTS)
    form_class = DestinationForm
    submit_label = gettext_lazy("Look it over")

    def get(self, request, *args, **kwargs):
        if not self.file.content:
            return self.refuse(ImportedAlready(_("This file was imported already.")))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if not self.file.content:
            return self.refuse(ImportedAlready(_("This file was imported already.")))
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        self.layout = import_files.layout(self.file)
        return {
            **super().get_form_kwargs(),
            "file": self.file,
            "layout": self.layout,
            "meanings": import_files.all_meanings(),
        }

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        manner = self.layout.manner if self.layout else ""
        return {**context, "file": self.file, "manner": manner}

    def get_form(self):
        form = super().get_form()
        if form.is_bound and form.other_kind and self.becomes(form):
            self.file.kind, self.file.work = form.other_kind, {}
            self.file.save(update_fields=["kind", "work"])
            kwargs = self.get_form_kwargs()
            form = self.form_class(**{**kwargs, "data": None, "files": None})
            form.changed_kind = True
        return form

    def becomes(self, form):
        """Whether the file can be read as what the person says that it is."""
        content = bytes(self.file.content)
        try:
            check_readable(content, form.other_kind, import_files.all_meanings())
        except ValidationError as refusal:
            form.add_error("file_kind", refusal)
            return False
        return True

    def keep(self, form):
        if self.layout:
            import_files.keep_mapping(
                self.layout.header, form.chosen, self.request.user
            )
        slow_files.set_up(self.file, form.destination, form.chosen)

    def finish(self, form):
        return HttpResponseRedirect(reverse("import-preview", args=[self.file.pk]))


class ImportPreview(ImportPage):
    """Row by row: new, changed, the same, in doubt or wrong, and why."""

    template_name = "staff/imports/import_preview.html"
    title = gettext_lazy("Look it over")
    trail = (OFFICIALS, IMPORTS)

    def get(self, request, *args, **kwargs):
        try:
            to = import_files.destination_of(self.file)
            rows = import_files.rows_of(self.file)
        except ValidationError as reason:
            return self.refuse(reason)
        return self.render_to_response(self.get_context_data(to=to, staged=rows))

    def get_context_data(self, to, staged, **context):
        status_counts = staged.order_by().values_list("status").annotate(Count("pk"))
        counts = dict.fromkeys(Status, 0) | {Status(s): n for s, n in status_counts}
        status = self.request.GET.get("status", "")
        status = status if status in Status.values else ""
        page_rows = staged.order_by("number").filter(
            **({"status": status} if status else {})
        )
        total = counts[Status(status)] if status else sum(counts.values())
        page_rows, page = self.page_of(page_rows, total, status)
        return super().get_context_data(
            file=self.file,
            to=to,
            tabs=self.tabs(counts, status),
            importable=counts[Status.NEW] + counts[Status.CHANGED],
            wrong=counts[Status.WRONG],
            doubts=counts[Status.DOUBT],
            crowded=self.file.settings.get("crowded", ()),
            stages=import_files.stage_sentences(self.file),
            ticks=any(row.status in StagedRow.IMPORTABLE for row in page_rows),
            rows=self.rows(page_rows),
            page=page,
            **context,
        )

    def here(self, **query):
        parameters = urlencode({name: value for name, value in query.items() if value})
        return f"{self.request.path}?{parameters}"

    def tabs(self, counts, status):
        """Addresses of all rows and of those of each status, with how many they are."""
        tabs = [("", _("All"), sum(counts.values()))]
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

    def page_of(self, rows, total, status):
        """The rows of the page asked for, and its paging; None where one holds all."""
        if total <= ONE_PAGE:
            return list(rows), None
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        before, after = page.number - 1, page.number + 1
        ends = {
            "first": number_format(page.start_index()),
            "last": number_format(page.end_index()),
            "all": number_format(total),
        }
        return list(page.object_list), {
            "text": _("%(first)s–%(last)s of %(all)s") % ends,
            "previous_url": page.has_previous()
            and self.here(status=status, page=before),
            "next_url": page.has_next() and self.here(status=status, page=after),
        }

    def rows(self, page_rows):
        keys = {row.official for row in page_rows if row.official}
        keys |= {each["official"] for row in page_rows for each in row.candidates}
        officials = Official.objects.visible_to(self.request.user).with_post()
        officials = {str(each.pk): each for each in officials.filter(pk__in=keys)}
        return [self.row(row, officials) for row in page_rows]

    def row(self, row, officials):
        official = officials.get(str(row.official))
        return {
            "row": row,
            "importable": row.status in StagedRow.IMPORTABLE,
            "colour": COLOURS[row.status],
            "status": Status(row.status).label,
            "why": [*row.problems, *row.faults, *map(sentence, row.why)],
            "url": address(official) if official else "",
            "choice": self.file.choices.get(str(row.number), ""),
            "candidates": [
                {"official": officials[each["official"]], "reason": reason(each)}
                for each in row.candidates
                if each["official"] in officials
            ],
        }

    # Deciding and importing

    def post(self, request, *args, **kwargs):
        try:
            import_files.destination_of(self.file)
            self.decide()
            if request.POST.get("which") == "decide":
                messages.success(request, _("Your answers are kept."))
                return HttpResponseRedirect(request.get_full_path())
            intake = import_files.confirm(self.file, self.row_numbers())
        except ImportedAlready as reason:
            return self.refuse(reason)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        except IntegrityError as error:
            reason = sentence_of_code(
                error,
                otherwise=_(
                    "Somebody saved one of these records just now. Look again."
                ),
            )
            messages.error(request, reason)
        else:
            messages.success(request, sentence_of(intake, self.file.name))
            for text in intake.stages:
                messages.info(request, text)
            return self.go_on()
        return HttpResponseRedirect(reverse("import-preview", args=[self.file.pk]))

    def decide(self):
        """Keeps the answers of this page, whatever button was pressed."""
        answers = {
            int(name.removeprefix("who-")): value
            for name, value in self.request.POST.items()
            if name.startswith("who-") and is_number(name.removeprefix("who-"))
        }
        if answers:
            import_files.decide(self.file, answers)

    def row_numbers(self):
        """The numbers of the ticked rows; None for all of the file."""
        if self.request.POST.get("which") == "all":
            return None
        ticked = {int(n) for n in self.request.POST.getlist("row") if is_number(n)}
        if not ticked:
            raise ValidationError(_("No row was ticked, so nothing was imported."))
        return ticked

    def go_on(self):
        """To the rows that still wait, else to the officials."""
        self.file.refresh_from_db()
        if not self.file.content:
            return HttpResponseRedirect(reverse("official-list"))
        messages.info(self.request, _("The rows that are left wait here for 30 days."))
        return HttpResponseRedirect(reverse("import-preview", args=[self.file.pk]))


def is_number(text):
    return text.isascii() and text.isdigit() and len(text) < 10


def sentence_of(intake, name):
    """What an import did, for who did it."""
    appointments, officials, changes = intake.tally
    what = counts_in_words(
        appointments=appointments,
        officials=officials,
        changed=changes,
        relationships=intake.relationships,
    )
    if not what:
        return _("There was nothing new in %(file)s.") % {"file": name}
    return _("Imported from %(file)s: %(what)s.") % {"file": name, "what": what}
