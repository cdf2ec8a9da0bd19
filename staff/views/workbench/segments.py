"""What is done to one sentence, sent by the workbench or by a plain form."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect, JsonResponse
from django.utils import timezone

from staff.addresses import address
from staff.pages import RecordPage
from staff.views.workbench.sentences import (
    clock,
    faults_in_words,
    row_of,
    side_of,
)
from staff.views.workbench.workbench import OfJob, number_in
from translations.jobs.models import Segment
from translations.workbench import selection, workflow
from translations.workbench.turns import name_for


class SegmentPage(OfJob, RecordPage):
    """A page about one sentence of a job."""

    model = Segment

    def get_queryset(self):
        return Segment.objects.select_related(
            "translation__document",
            "translation__translator",
            "translation__reviser",
            "translation__source",
            "changed_by",
        )

    def back(self, segment):
        """The workbench, at a sentence."""
        way = address(segment.translation, "workbench")
        return f"{way}?at={segment.position}"


class SegmentStep(SegmentPage):
    """Something that is done to a sentence; by POST only."""

    http_method_names = ["post"]

    def get_permission_required(self):
        return ["translations.translate_translation"]

    def has_permission(self):
        return RecordPage.has_permission(self)

    def post(self, request, *args, **kwargs):
        """Does it; the column beside it for the workbench, else the way back."""
        try:
            segment = self.step() or self.record
        except Segment.DoesNotExist:
            segment = self.record
        except ValidationError as reason:
            if self.wants_part():
                return JsonResponse({"sentence": " ".join(reason.messages)}, status=422)
            for sentence in reason.messages:
                messages.error(request, sentence)
            segment = self.record
        if self.wants_part():
            side = side_of(self.get_record(), request.user)
            self.template_name = "translations/workbench/side.html"
            return self.render_to_response({"side": side})
        return HttpResponseRedirect(self.back(segment))

    def wants_part(self):
        return self.request.headers.get("X-Part") == "side"

    def step(self):
        """The verb; the segment to go back to, or None."""
        raise NotImplementedError


class SegmentSave(SegmentStep):
    """Saves what was typed, and answers in JSON.

    200 with the new version; 409 with the text that stands there, while this one is
    kept as a comment; 422 with the sentence that says why not.
    """

    def post(self, request, *args, **kwargs):
        posted = request.POST
        try:
            outcome = workflow.write(
                self.record,
                by=request.user,
                target=posted.get("target", "").replace("\r\n", "\n"),
                version=number_in(posted.get("version", "")),
                confirm="confirm" in posted,
                propagate="propagate" in posted,
                sent=posted.get("sent"),
            )
        except ValidationError as reason:
            return JsonResponse({"sentence": " ".join(reason.messages)}, status=422)
        return JsonResponse(self.answer(outcome), status=409 if outcome.kept else 200)

    def answer(self, outcome):
        """What the workbench is told."""
        segment, job = outcome.segment, self.record.translation
        segment.translation = job
        answer = {
            "version": segment.version,
            "target": segment.target,
            "state": segment.state,
            "state_label": segment.get_state_display(),
            "saved_at": clock(segment.changed_at or timezone.now()),
            "faults": faults_in_words(segment, self.request.user),
            "changes": row_of(segment, None, ())["changes"],
            "copies": [
                {"pk": str(each.pk), "version": each.version, "state": each.state}
                for each in outcome.copies
            ],
            **selection.numbers_of(job),
        }
        if outcome.kept:
            answer["by"] = name_for(self.request.user, job, segment.changed_by)
        return answer


class SegmentSide(SegmentPage):
    """The column beside a sentence."""

    template_name = "translations/workbench/side.html"

    def get_context_data(self, **context):
        return {"side": side_of(self.record, self.request.user)}


class SegmentSay(SegmentStep):
    """Says something of a sentence, or asks the office."""

    def step(self):
        workflow.comment(
            self.record,
            by=self.request.user,
            text=self.request.POST.get("text", ""),
            is_question="is_question" in self.request.POST,
        )


class SegmentNote(SegmentStep):
    """Says something to whoever reads the translation, in a footnote."""

    def step(self):
        return workflow.note(
            self.record,
            by=self.request.user,
            text=self.request.POST.get("note", ""),
            stood=self.request.POST.get("noted"),
        )


class SegmentTick(SegmentStep):
    """A warning may stand, or not after all."""

    def step(self):
        posted = self.request.POST
        workflow.tick(
            self.record,
            by=self.request.user,
            key=posted.get("key", ""),
            stands="back" not in posted,
        )


class SegmentLock(SegmentStep):
    """Nobody writes in it any more."""

    def step(self):
        return workflow.lock(self.record, by=self.request.user)


class SegmentUnlock(SegmentStep):
    """It is written in again."""

    def step(self):
        return workflow.unlock(self.record, by=self.request.user)


class SegmentJoin(SegmentStep):
    """This sentence and the next become one."""

    def step(self):
        version = self.record.version
        return workflow.join(self.record, by=self.request.user, version=version)
