"""Assessments as they are read: on the Relationship tab, and on a page of their own."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.assessment import workflow
from engagements.assessment.models import Assessment, Score, ScoreEvidence
from engagements.assessment.scales import in_words
from engagements.monitoring.models import Note
from officials.safeguards import workflow as review_steps
from officials.safeguards.models import ReviewRequest
from staff.addresses import address
from staff.pages import DetailPage
from staff.phrases import short_date, short_moment, since
from staff.views.desk.lines import Line, Place

TAB = "relationship"
OPEN = ReviewRequest.State.OPEN


# What is shown


def shown_to(user):
    """Assessments as `user` may see them, with scores, evidence and people at hand."""
    notes = Note.objects.visible_to(user)
    evidence = ScoreEvidence.objects.visible_to(user).filter(note__in=notes)
    scores = Score.objects.visible_to(user).prefetch_related(
        Prefetch("evidence", evidence.select_related("note"), to_attr="evidence_seen")
    )
    return (
        Assessment.objects.visible_to(user)
        .select_related("assessor", "circle", "review__asked_of", "official")
        .prefetch_related(Prefetch("scores", scores))
    )


def panel(official, user):
    """What templates/engagements/assessment/relationship_assessments.html shows."""
    if not user.has_perm("engagements.view_assessment"):
        return None
    visible_assessments = list(
        shown_to(user).filter(official=official).select_related("superseded_by")
    )
    rows = [(each, described(each)) for each in visible_assessments]
    second_requests = [
        ask for ask, whom in workflow.wanted_of(user) if whom == official
    ]
    may_add = user.has_perm("engagements.add_assessment")
    return {
        "standing": [row for each, row in rows if not is_replaced(each)],
        "earlier": [row for each, row in rows if is_replaced(each)],
        "asked": second_requests[0] if second_requests else None,
        "add_url": may_add and reverse("assessment-add", args=[official.pk]),
    }


def is_replaced(assessment):
    return hasattr(assessment, "superseded_by")


def described(assessment):
    """One assessment in words, its scores behind “why”."""
    return {
        "url": address(assessment),
        "summary": assessment.summary,
        "on": short_date(assessment.assessed_on),
        "by": str(assessment.assessor),
        "confidence": assessment.get_confidence_display(),
        "circle": "" if assessment.circle.everyone else assessment.circle,
        "is_second": assessment.second_of_id is not None,
        "awaits": waits_for(assessment),
        "axes": axes_of(assessment),
    }


def waits_for(assessment):
    """Whose second assessment is awaited, or nothing."""
    review = assessment.review
    return str(review.asked_of) if review and review.state == OPEN else ""


def axes_of(assessment):
    """The five axes: words, and behind them the number, the reason and the notes."""
    scores = {score.axis: score for score in assessment.scores.all()}
    return [axis(name, label, scores.get(name)) for name, label in Score.Axis.choices]


def axis(name, label, score):
    if score is None:
        return {"label": label, "words": "", "value": None}
    notes = [each.note for each in score.evidence_seen]
    return {
        "label": label,
        "words": in_words(name, score.value),
        "value": score.value,
        "reason": score.reason,
        "notes": [
            {
                "title": str(n),
                "url": address(n),
                "on": str(n.happened_on),
                "grade": n.grade,
            }
            for n in notes
        ],
        "is_old": workflow.rests_on_old(score, notes),
    }


def lines_of(user):
    """What waits for `user`: second assessments to write, pairs to reconcile."""
    if not user.has_perm("engagements.add_assessment"):
        return []
    lines = [
        Line(
            icon="scale",
            kind=_("Second assessment"),
            title=str(official),
            url=f"{address(official)}?tab={TAB}",
            who=_("%(name)s asks you") % {"name": request.asked_by},
            when=since(request.asked_at),
            place=Place.TODAY,
        )
        for request, official in workflow.wanted_of(user)
    ]
    return lines + [
        Line(
            icon="scale",
            kind=_("Two assessments apart"),
            title=str(first.official),
            url=address(first),
            who=_("%(one)s and %(other)s: write down what you agreed on")
            % {"one": first.assessor, "other": first.second.assessor},
            when=since(first.second.assessed_at),
        )
        for first in workflow.to_reconcile(user)
    ]


class AssessmentDetail(DetailPage):
    """One assessment: words, five scores with what they rest on, and the second one."""

    model = Assessment
    template_name = "engagements/assessment/assessment_detail.html"

    def get_queryset(self):
        user = self.request.user
        return shown_to(user).select_related("supersedes", "second_of__assessor")

    def get_title(self):
        return _("Assessment of %(date)s") % {
            "date": short_date(self.record.assessed_on)
        }

    def get_trail(self):
        return trail_of(self.record)

    def facts(self):
        record = self.record
        former, later = record.supersedes, self.later()
        return [
            (_("Official"), record.official, address(record.official)),
            (_("Assessor"), record.assessor, None),
            (_("Written"), short_moment(record.assessed_at), None),
            (_("How sure"), record.get_confidence_display(), None),
            (_("Replaces"), former and short_date(former.assessed_on), link(former)),
            (_("Replaced by"), later and short_date(later.assessed_on), link(later)),
        ]

    def later(self):
        visible = Assessment.objects.visible_to(self.request.user)
        return visible.filter(supersedes=self.record).first()

    def badges(self):
        badges = []
        if self.later():
            badges.append({"text": _("replaced"), "colour": "secondary"})
        if self.record.second_of_id:
            badges.append({"text": _("second assessment"), "colour": "blue"})
        return badges

    def menu(self):
        """What may be done with it: replace, ask for a second one, take that back."""
        record, user = self.record, self.request.user
        menu = []
        if not user.has_perm("engagements.add_assessment"):
            return menu
        if not self.later():
            url = address(record, "replace")
            menu.append({"label": _("Write a new one that replaces it"), "url": url})
        if not workflow.not_to_be_seconded(record, user):
            url = address(record, "second")
            menu.append({"label": _("Ask for a second assessment"), "url": url})
        return menu

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        pair = self.pair()
        context = super().get_context_data(
            row=described(record), pair=pair and compared(*pair, user), **context
        )
        if not workflow.may_correct(record, user):
            context.pop("edit_url", None)
        may_add = user.has_perm("engagements.add_assessment")
        if may_add and waits_for(record) and may_withdraw(record.review, user):
            context["withdraw_url"] = address(record, "withdraw")
        return context

    def pair(self):
        """The first and the second assessment, where there are two."""
        visible_assessments = shown_to(self.request.user)
        if self.record.second_of_id:
            first = visible_assessments.filter(pk=self.record.second_of_id).first()
            return (first, self.record) if first else None
        second = visible_assessments.filter(second_of=self.record).first()
        return (self.record, second) if second else None


def link(record):
    return address(record) if record else None


def trail_of(assessment):
    official = assessment.official
    return [(str(official), f"{address(official)}?tab={TAB}")]


def compared(first, second, user):
    """Two assessments side by side, and what their authors agreed on."""
    apart = workflow.differences(first, second)
    agreed = getattr(first, "reconciliation", None)
    one, other = axes_of(first), axes_of(second)
    parts = {first.assessor_id, second.assessor_id}
    may = user.pk in parts or user.has_perm("officials.sign_red")
    may = may and user.has_perm("engagements.add_reconciliation")
    return {
        "first": {"by": str(first.assessor), "url": address(first)},
        "second": {"by": str(second.assessor), "url": address(second)},
        "rows": [
            {"label": a["label"], "first": a, "second": b, "apart": name in apart}
            for name, a, b in zip(Score.Axis.values, one, other, strict=True)
        ],
        "apart": len(apart),
        "agreed": agreed,
        "agreed_at": short_date(agreed.written_at) if agreed else "",
        "reconcile_url": address(first, "reconcile")
        if apart and may and not agreed
        else None,
    }


def may_withdraw(review, user):
    return review.asked_by_id == user.pk or user.has_perm(review_steps.SIGNS_RED)
