"""The translator's workbench, and the plain form of fifty sentences."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from staff.addresses import address
from staff.pages import Page, RecordPage
from staff.views.catalogue.documents import ForJobs
from staff.views.imports.list_previews import LONGEST_NUMBER
from staff.views.workbench import guides
from staff.views.workbench.sentences import direction_of, row_of, side_of
from translations.jobs.flow import state_after
from translations.jobs.models import Translation
from translations.jobs.publication import blocks_of
from translations.workbench import selection, workflow
from translations.workbench.turns import why_not_write
from translations.workbench.workflow import digest


class OfJob(ForJobs):
    """Open to those who may read translations, and to translators for their jobs."""

    def get_permission_required(self):
        return ["translations.view_translation"]


class TranslationWorkbench(OfJob, RecordPage):
    """Fifteen sentences, source and target beside each other; one is open."""

    model = Translation
    template_name = "translations/workbench/workbench.html"
    size, before = selection.ROWS, selection.BEFORE
    verb = "workbench"

    def get_queryset(self):
        return Translation.objects.select_related(
            "document", "source", "translator", "reviser"
        )

    def get_title(self):
        return _("Workbench")

    def get_trail(self):
        record = self.record
        return [
            (_("Translations"), reverse("translation-list")),
            (str(record), address(record)),
        ]

    def get_template_names(self):
        if self.request.headers.get("X-Part") == "rows":
            return ["translations/workbench/rows.html"]
        return [self.template_name]

    @property
    def choice(self):
        """(position, filter, text) that the address asks for."""
        asked = self.request.GET
        only = asked.get("only", "")
        at = asked.get("at", "")
        return (
            int(at) if at.isdecimal() and len(at) < 8 else 1,
            only if only in selection.FILTERS else "",
            asked.get("q", "")[:200].replace("\x00", ""),
        )

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        at, only, text = self.choice
        segments = selection.filtered(record, only, text)
        segments = segments.select_related("changed_by")
        if self.request.GET.get("to") == "unresolved":
            at = selection.next_unresolved(record, at)
        rows = selection.window(segments, at, self.size, self.before)
        for each in rows:
            each.translation = record
        current = selection.nearest(rows, at, self.request.GET.get("way") == "-1")
        return super().get_context_data(
            translation=record,
            rows=self.rows(rows, current),
            current=current,
            side=current and side_of(current, user),
            numbers=selection.numbers_of(record),
            why_not=why_not_write(record, user),
            blocks=self.blocks(),
            brief=guides.brief_of(record),
            sheets=guides.sheets_for(record, user),
            filters=self.filters(only, text),
            only=only,
            text=text,
            query=urlencode({k: v for k, v in [("only", only), ("q", text)] if v}),
            direction=direction_of(record.language),
            source_direction=direction_of(record.source.language),
            **context,
        )

    def rows(self, segments, current):
        keys = [each.pk for each in segments]
        questions = self.record.comments.open_questions().filter(segment__in=keys)
        questions = set(questions.values_list("segment", flat=True))
        rows = [row_of(each, current, questions) for each in segments]
        for row in rows:
            row["was"] = digest(row["segment"].target)
            row["noted"] = digest(row["segment"].note)
        return rows

    def blocks(self):
        """What has to be done before the next step."""
        state = state_after(self.record.state)
        for_office = not self.request.user.is_external
        return blocks_of(self.record, state, for_office=for_office) if state else []

    def filters(self, only, text):
        return [
            {
                "label": label,
                "url": f"?{urlencode({'only': name, 'q': text})}",
                "is_current": name == only,
            }
            for name, label in selection.FILTERS.items()
        ]

    def post(self, request, *args, **kwargs):
        """Saves every sentence of the form that was typed in; a page with what was
        refused, or the way back."""
        typed = self.typed()
        saved, refusals = 0, []
        for segment, fields in typed:
            try:
                outcome = workflow.write(segment, by=request.user, **fields)
            except ValidationError as reason:
                refusals.append((segment, fields["target"], reason.messages))
                continue
            if outcome.kept:
                reason = _("Somebody else wrote there too: yours is kept as a comment.")
                refusals.append((segment, fields["target"], [reason]))
            else:
                saved += 1
        refusals += self.save_notes()
        if saved:
            messages.success(request, saved_words(saved))
        if refusals:
            context = self.get_context_data(refusals=refusals)
            return self.render_to_response(context, status=409)
        return HttpResponseRedirect(self.way_on(typed))

    def typed(self):
        """(segment, what `write` needs) of each that was typed in or confirmed."""
        posted = self.request.POST
        keys = [key for key in posted.getlist("segment") if is_key(key)]
        segments = self.record.segments.filter(pk__in=keys).order_by("position")
        typed = []
        for segment in segments[: selection.FORM_ROWS]:
            if f"target-{segment.pk}" not in posted:
                continue
            target = posted[f"target-{segment.pk}"].replace("\r\n", "\n")
            confirm = f"confirm-{segment.pk}" in posted
            is_new = digest(target) != posted.get(f"was-{segment.pk}")
            if is_new or confirm:
                fields = {
                    "target": target,
                    "version": number_in(posted.get(f"version-{segment.pk}", "")),
                    "confirm": confirm,
                }
                typed.append((segment, fields))
        return typed

    def save_notes(self):
        """Saves each note that was typed anew; gives back those that were refused."""
        posted, refusals = self.request.POST, []
        keys = [each for each in posted.getlist("segment") if f"note-{each}" in posted]
        segments = self.record.segments.filter(pk__in=filter(is_key, keys))
        for segment in segments.order_by("position")[: selection.FORM_ROWS]:
            key = segment.pk
            note, stood = posted[f"note-{key}"], posted.get(f"noted-{key}")
            if digest(note) == stood:
                continue
            try:
                workflow.note(
                    segment, by=self.request.user, text=note, stood=stood or ""
                )
            except ValidationError as reason:
                refusals.append((segment, note, reason.messages))
        return refusals

    def way_on(self, typed):
        """The page to go on with: where the last one was confirmed, the one behind."""
        at, only, text = self.choice
        if typed and self.verb == "workbench":
            last, fields = typed[-1]
            at = last.position + fields["confirm"]
        query = urlencode({"at": at, "only": only, "q": text})
        return f"{address(self.record, self.verb)}?{query}"


class TranslationWorkbenchForm(TranslationWorkbench):
    """The same as an ordinary form of fifty sentences, for whoever has no scripts."""

    template_name = "translations/workbench/workbench_form.html"
    size, before = selection.FORM_ROWS, 0
    verb = "workbench_form"

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        rows = context["rows"]
        here = address(self.record, self.verb)
        query = f"&{context['query']}" if context["query"] else ""
        first = rows[0]["segment"].position if rows else 1
        last = rows[-1]["segment"].position if rows else 1
        earlier, later = max(1, first - self.size), last + 1
        return context | {
            "earlier_url": f"{here}?at={earlier}{query}" if first > 1 else "",
            "later_url": f"{here}?at={later}{query}" if len(rows) == self.size else "",
        }


class WorkbenchKeys(OfJob, Page):
    """What each key does."""

    template_name = "translations/workbench/keys.html"
    title = gettext_lazy("Keys of the workbench")


def is_key(text):
    """Whether `text` may be the key of a record."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def number_in(text, otherwise=-1):
    """The number that was sent, no longer than the database takes one."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else otherwise


def saved_words(number):
    return ngettext(
        "%(number)s sentence saved.", "%(number)s sentences saved.", number
    ) % {"number": number}
