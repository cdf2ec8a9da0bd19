"""Questions to the office: on the desk of who ordered, on the job, and the answer."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.addresses import address
from staff.pages import StepPage
from staff.phrases import short_moment
from staff.views.desk.lines import Line, Place
from translations.jobs.models import SegmentComment, Translation
from translations.workbench import workflow
from translations.workbench.turns import is_office, name_for

MOST = 50  # lines of a kind


class AnswerForm(forms.Form):
    """What the office says to a question."""

    text = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=workflow.LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SegmentCommentAnswer(StepPage):
    """The office answers; the answer returns to the sentence."""

    model = SegmentComment
    step = staticmethod(workflow.answer)
    verb = "answer"
    label = gettext_lazy("Answer")
    success_message = gettext_lazy("Answered.")
    form_class = AnswerForm
    permission_required = "translations.change_translation"

    def get_queryset(self):
        return SegmentComment.objects.select_related(
            "segment", "translation__document", "written_by"
        )

    @classmethod
    def is_open(cls, record, user):
        is_waiting = record.is_question and record.answered_at is None
        return is_waiting and is_office(user)

    def why_not(self):
        if self.record.answered_at:
            return _("It is answered already.")
        return _("Somebody of the office has to do that.")

    def get_context_data(self, **context):
        question = self.record
        intro = f"{question.segment.source} — {question.text}"
        return super().get_context_data(intro=intro, **context)


def lines_of(user):
    """Open questions of the translations that I ordered, or that nobody here did."""
    if not is_office(user):
        return []
    questions = SegmentComment.objects.visible_to(user).open_questions()
    jobs = Translation.objects.ordered_by(user).exclude(state="withdrawn")
    questions = questions.filter(translation__in=jobs.order_by().values("pk"))
    questions = questions.select_related("translation__document")
    return [
        Line(
            icon="message-circle-question-mark",
            kind=_("Question of a translation"),
            title=question.text[:120],
            url=address(question, "answer"),
            who=str(question.translation),
            when=short_moment(question.written_at),
            place=Place.TODAY,  # the translator waits for it
        )
        for question in questions.order_by("written_at")[:MOST]
    ]


def section_of(translation, user):
    """The section of the page of a job with its open questions, or None."""
    questions = translation.comments.open_questions()
    questions = questions.select_related("segment", "written_by")
    rows = [
        {
            "title": question.text[:120],
            "url": question_address(question, translation, user),
            "detail": name_for(user, translation, question.written_by),
            "on": short_moment(question.written_at),
        }
        for question in questions.order_by("written_at")[:MOST]
    ]
    return {"title": _("Questions to the office"), "rows": rows} if rows else None


def question_address(question, translation, user):
    """Where it is answered by the office; where it stands for the others."""
    if is_office(user):
        return address(question, "answer")
    return f"{address(translation, 'workbench')}?at={question.segment.position}"
