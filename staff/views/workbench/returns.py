"""The table of a job goes out; it, a translated document or a memory come back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from staff import slow_files
from staff.addresses import address
from staff.exports import attachment
from staff.import_files import RETURN, RETURNED_TEXT, drop, sweep
from staff.models import ImportFile
from staff.pages import FormPage, RecordPage
from staff.views.catalogue.documents import ForJobs
from staff.views.imports.list_previews import LONGEST_NUMBER, ListPreview
from staff.views.workbench.sentences import chips, direction_of
from staff.views.workbench.workbench import OfJob
from translations.jobs.models import Translation
from translations.jobs.publication import next_number
from translations.jobs.segmentation import name_of_file
from translations.workbench.faults import book_for
from translations.workbench.returns import memory_pairs, returned_table
from translations.workbench.returns.acceptance import accept
from translations.workbench.returns.forms import ReturnForm
from translations.workbench.returns.offers import LEFT_OUT, counts_of, judged
from translations.workbench.returns.returned_file import MEMORY
from translations.workbench.turns import why_not_write

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST = 300  # rows on one page; the others come when these are done
FEW = 12  # numbers that are named of rows that are not in the file


class TranslationTable(ForJobs, RecordPage):
    """Every sentence with its translation as a table in Word."""

    model = Translation

    def get_permission_required(self):
        return [self.permission("view")]

    def get(self, request, *args, **kwargs):
        job = self.record
        if not job.segments.exists():
            raise Http404
        content = returned_table.table_for(
            job,
            top=top_of(job),
            heads=[_("Number"), _("Source text"), _("Translation"), _("Comment")],
            own=get_language() or "en",
            locked=_("locked"),
        )
        stem, _dot, _ending = name_of_file(job).rpartition(".")
        rows = job.segments.count()
        return attachment(
            request,
            content,
            [job],
            name=f"{stem}-table",
            extension="docx",
            content_type=DOCX,
            rows=rows,
        )


def top_of(job):
    """The lines above the table: which document, languages, edition; what stays."""
    number, correction = next_number(job)
    document = job.document
    return [
        " ".join(filter(None, (document.symbol, job.title or document.title))),
        _("From %(source)s into %(target)s; for edition %(number)s")
        % {
            "source": job.source.get_language_display(),
            "target": job.get_language_display(),
            "number": f"{number}.{correction}" if correction else number,
        },
        _(
            "Write in the third column, and what you want to say in the fourth. The "
            "first two columns must stay as they are: by the number with the signs "
            "below it each row finds its sentence again. Marks such as ⟦1⟧ and ⟦/1⟧ "
            "stand for what is inside the sentence: put them where they belong."
        ),
    ]


class TranslationReturn(OfJob, RecordPage, FormPage):
    """A file comes back; it is read before it is kept, and looked over after."""

    model = Translation
    form_class = ReturnForm
    keeps_drafts = False  # a file
    submit_label = gettext_lazy("Read it")
    title = gettext_lazy("Bring a file back")

    def get_title(self):
        return self.title

    def get_queryset(self):
        return Translation.objects.select_related("document", "source")

    def get_trail(self):
        return trail_of(self.record)

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotTheirTurn as reason:
            messages.error(request, str(reason))
            return HttpResponseRedirect(address(self.record))

    def get(self, request, *args, **kwargs):
        self.check_turn()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.check_turn()
        return super().post(request, *args, **kwargs)

    def check_turn(self):
        """Leads back, with the reason, where somebody else writes now."""
        if not self.record.segments.exists():
            raise Http404
        if reason := why_not_write(self.record, self.request.user):
            raise NotTheirTurn(reason)

    def get_context_data(self, **context):
        intro = _("Nothing is written before you have looked it over.")
        return super().get_context_data(intro=intro, **context)

    def keep(self, form):
        sweep()
        try:
            self.file = slow_files.bring_return(
                form.content,
                job=self.record,
                name=form.cleaned_data["file"].name,
                by=self.request.user,
                as_final=form.cleaned_data["as_final"],
            )
        except ValidationError as refusal:
            raise ValidationError({"file": refusal.messages}) from None

    def finish(self, form):
        return HttpResponseRedirect(preview_of(self.file))


class NotTheirTurn(Exception):
    """Somebody else writes in the job now."""


def waiting_for(job, user):
    """Rows of the files of `user` for `job` that are still to be looked over."""
    files = ImportFile.objects.filter(
        brought_by=user,
        kind__in=(RETURN, RETURNED_TEXT),
        kept_until__isnull=False,
        settings__translation=str(job.pk),
    )
    return [
        {
            "title": file.name,
            "url": preview_of(file),
            "detail": _("It came back, and waits to be looked over."),
            "state_label": _("waits"),
            "colour": "amber",
        }
        for file in files
    ]


def trail_of(job):
    return [(_("Translations"), reverse("translation-list")), (str(job), address(job))]


def preview_of(file):
    """Where a file that came back is looked over."""
    name = "returned-text" if file.kind == RETURNED_TEXT else "return-preview"
    return reverse(name, args=[file.pk])


class ReturnedFile(ListPreview):
    """A file that came back to a job: what it offers, with ticks."""

    permission_required = "translations.translate_translation"
    title = gettext_lazy("Look it over")

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)

    @property
    def job(self):
        """The job that the file is for, where the reader still sees it."""
        jobs = Translation.objects.visible_to(self.request.user)
        jobs = jobs.select_related("document", "source", "translator", "reviser")
        job = jobs.filter(pk=self.file.settings.get("translation")).first()
        if job is None:
            raise Http404
        return job

    def get_trail(self):
        return trail_of(self.job)

    def get_template_names(self):
        return [self.template_name]

    def judged(self, job):
        """(a `Judged` for each offer, numbers of sentences that the file lacks)."""
        lines, missing = self.file.work["lines"], []
        if self.file.work.get("manner") == MEMORY:
            offers = memory_pairs.offers_of(lines, job)
        else:
            offers, missing = returned_table.offers_of(lines, job)
        return judged(offers, book_for(job, self.request.user)), missing

    def context_of(self, job, **context):
        """What both pages need."""
        return {
            "title": self.title,
            "trail": trail_of(job),
            "file": self.file,
            "translation": job,
            "direction": direction_of(job.language),
            "source_direction": direction_of(job.source.language),
            "why_not": why_not_write(job, self.request.user),
            "may_confirm": job.state == Translation.State.TRANSLATING,
            "cancel_url": address(job),
            **context,
        }

    def post(self, request, *args, **kwargs):
        job = self.job
        if "drop" in request.POST:
            drop(self.file)
            messages.success(request, _("The file is forgotten."))
            return HttpResponseRedirect(address(job))
        return self.take(job)

    def take(self, job):
        """Does what the page asks for, and leads on."""
        raise NotImplementedError

    def write(self, job, rows):
        """Writes what was ticked, and says what became of it; whether it was done."""
        posted = self.request.POST
        try:
            written, comments, late = accept(
                job,
                rows,
                by=self.request.user,
                chosen=pairs_in(posted.getlist("row")),
                remarks=pairs_in(posted.getlist("comment")),
                questions=pairs_in(posted.getlist("question")),
                confirm="confirm" in posted,
            )
        except ValidationError as reason:
            for sentence in reason.messages:
                messages.error(self.request, sentence)
            return False
        messages.success(self.request, written_words(written, comments))
        if late:
            words = _("Changed meanwhile, so they stay as they are: %(numbers)s.")
            messages.warning(self.request, words % {"numbers": ", ".join(late)})
        return True


def pairs_in(values):
    """{number of a row: version of its sentence} of “12:3” and the like."""
    pairs = {}
    for value in values:
        number, _colon, version = value.partition(":")
        if all(is_number(each) for each in (number, version)):
            pairs[int(number)] = int(version)
    return pairs


def is_number(text):
    return text.isdecimal() and len(text) <= LONGEST_NUMBER


def written_words(written, comments):
    """“12 sentences written, 3 comments.”"""
    words = ngettext(
        "%(number)s sentence written.", "%(number)s sentences written.", written
    ) % {"number": written}
    if comments:
        more = ngettext("%(number)s comment.", "%(number)s comments.", comments)
        words += " " + more % {"number": comments}
    return words


def row_of(row):
    """How an offer stands on the page."""
    segment = row.offer.segment
    return {
        "number": row.offer.number,
        "label": row.offer.label,
        "version": segment.version if segment else 0,
        "source": chips(segment.source if segment else row.offer.source),
        "given_source": row.offer.source if row.offer.is_moved else "",
        "words": row.changes or [("same", row.offer.target)],
        "now": segment.target if segment and row.status in ("late", "twice") else "",
        "status": row.status,
        "why": row.why,
        "faults": row.faults,
        "comments": row.comments,
        "may_go_in": row.may_go_in,
        "is_ticked": row.is_ticked,
    }


class ReturnPreview(ReturnedFile):
    """Row by row: what the table or the memory changes, and what it leaves out."""

    kind = RETURN
    template_name = "translations/workbench/return.html"

    def get_context_data(self, **context):
        job = self.job
        rows, missing = self.judged(job)
        offered = [row for row in rows if row.may_go_in or row.comments]
        left_out = [row for row in rows if row.status in LEFT_OUT]
        return self.context_of(
            job,
            rows=[row_of(row) for row in offered[:MOST]],
            left_out=[row_of(row) for row in left_out[:MOST]],
            is_full=len(offered) > MOST,
            most=MOST,
            counts=counts_of(rows),
            number=len(rows),
            missing=missing_words(missing),
            missing_number=len(missing),
            **context,
        )

    def take(self, job):
        rows, _missing = self.judged(job)
        if not self.write(job, rows):
            return HttpResponseRedirect(self.request.path)
        rows, _missing = self.judged(self.job)
        if any(row.may_go_in for row in rows):
            return HttpResponseRedirect(self.request.path)
        drop(self.file)
        return HttpResponseRedirect(address(job))


def missing_words(numbers):
    """“4, 7, 12” and how many more, of rows that are not in the file."""
    words = ", ".join(str(number) for number in numbers[:FEW])
    if len(numbers) > FEW:
        more = len(numbers) - FEW
        words = _("%(numbers)s and %(more)s more") % {"numbers": words, "more": more}
    return words
