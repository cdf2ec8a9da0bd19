"""Pages of the identification queue: whom to look at, the rules, “not now”."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.assessment import queue
from engagements.assessment.models import NotNow, QueueRule
from engagements.assessment.queue_forms import NotNowForm, QueueRuleForm
from officials.people.models import Official
from staff.addresses import address
from staff.pages import CreatePart, EditPage, Page, StepPage
from staff.phrases import short_date, short_moment
from staff.views.desk.lines import Line, Tile

SHOWN, ON_DESK = 50, 5
FRESH = 24  # hours


class Queue(Page):
    """Officials to look at, each with its reasons; and those who wait."""

    template_name = "engagements/assessment/queue.html"
    title = gettext_lazy("Identification queue")
    permission_required = "engagements.view_notnow"

    def get_trail(self):
        return [(_("Monitoring"), reverse("note-list"))]

    def get_context_data(self, **context):
        user = self.request.user
        proposals = queue.proposals(user, SHOWN + 1)
        may = user.has_perm("engagements.add_notnow")
        return super().get_context_data(
            entries=[entry(proposal, may) for proposal in proposals[:SHOWN]],
            more=len(proposals) > SHOWN,
            waiting=waiting(user),
            rules_url=reverse("queue-rules"),
            none_on=not any(rule.on for rule in queue.rules()),
            **freshness(),
            **context,
        )


def entry(proposal, may):
    """One proposal: who, why, and what one may do about it."""
    official = proposal.official
    return {
        "name": str(official),
        "hint": official.hint,
        "url": f"{address(official)}?tab=relationship",
        "stance": proposal.signal.words if proposal.signal else "",
        "reasons": [
            {
                "words": reason.words,
                "url": reason.record and address(reason.record),
            }
            for reason in proposal.reasons
        ],
        "rules": [reason.rule for reason in proposal.reasons],
        "wait_url": reverse("notnow-add", args=[official.pk]) if may else None,
    }


def waiting(user):
    """The “not now” in force that the reader sees, the first to end on top."""
    not_nows = NotNow.objects.visible_to(user).in_force(timezone.localdate())
    may = user.has_perm("engagements.change_notnow")
    return [
        {
            "name": str(each.official),
            "url": f"{address(each.official)}?tab=relationship",
            "because": each.because,
            "until": short_date(each.until),
            "by": str(each.decided_by),
            "take_back_url": address(each, "take_back") if may else None,
        }
        for each in not_nows.select_related("official", "decided_by").order_by("until")[
            :SHOWN
        ]
    ]


def freshness():
    """How fresh the sums are: “as of 14:05”, and whether that is too old."""
    at = queue.made_at()
    if at is None:
        return {"as_of": "", "is_old": False}
    local, today = timezone.localtime(at), timezone.localdate()
    words = f"{local:%H:%M}" if local.date() == today else short_moment(at)
    hours = (timezone.now() - at).total_seconds() / 3600
    return {"as_of": words, "is_old": hours > FRESH}


def tile(user):
    """The first few proposals, for the desk."""
    if not user.has_perm("engagements.view_notnow"):
        return None
    lines = [
        Line(
            title=str(each.official),
            url=f"{address(each.official)}?tab=relationship",
            who=each.reasons[0].words,
        )
        for each in queue.proposals(user, ON_DESK)
    ]
    return Tile("queue", _("To look at"), lines, url=reverse("queue"))


def asks(rule):
    """What a rule asks, in plain words with its bars."""
    days = rule.days or 0
    within = ngettext("in the last day", "in the last %(days)s days", days)
    words = {"within": within % {"days": days}}
    if rule.name == QueueRule.Name.SIGNAL:
        words["bar"] = number_format(rule.bar)
        words["evidence"] = number_format(rule.evidence or 0)
    return SENTENCES[rule.name] % words


SENTENCES = {
    QueueRule.Name.SIGNAL: gettext_lazy(
        "The notes lean their way: a signal of %(bar)s or more, on notes whose weights "
        "sum up to %(evidence)s or more. A new note of grade A1 weighs 1, of B2 0.64; "
        "a year halves it."
    ),
    QueueRule.Name.STRONG_NOTE: gettext_lazy(
        "One note %(within)s shows them very supportive, and is graded B2 or better."
    ),
    QueueRule.Name.NEW_POST: gettext_lazy("They came into a leading post %(within)s."),
    QueueRule.Name.ATTENDED: gettext_lazy(
        "They attended an exchange of ours that ended %(within)s."
    ),
    QueueRule.Name.ANSWERED: gettext_lazy(
        "They responded to something we did towards them %(within)s."
    ),
}


class QueueRules(Page):
    """What each rule asks, for everybody to read."""

    template_name = "engagements/assessment/queue_rules.html"
    title = gettext_lazy("Rules of the queue")
    permission_required = "engagements.view_queuerule"

    def get_trail(self):
        return [(_("Identification queue"), reverse("queue"))]

    def get_context_data(self, **context):
        may = self.request.user.has_perm("engagements.change_queuerule")
        rules = [
            {
                "name": str(rule),
                "asks": asks(rule),
                "on": rule.on,
                "edit_url": reverse("queuerule-edit", args=[rule.name])
                if may
                else None,
            }
            for rule in queue.rules()
        ]
        return super().get_context_data(rules=rules, **context)


class QueueRuleEdit(EditPage):
    """The switch and the bars of one rule, for managers."""

    model = QueueRule
    form_class = QueueRuleForm
    permission_required = "engagements.change_queuerule"

    def get_record(self):
        rules_by_name = {rule.name: rule for rule in queue.rules()}
        if self.kwargs["name"] not in rules_by_name:
            raise Http404
        return rules_by_name[self.kwargs["name"]]

    def get_title(self):
        return str(self.record)

    def get_trail(self):
        return [(_("Rules of the queue"), reverse("queue-rules"))]

    def get_success_url(self):
        return reverse("queue-rules")


class NotNowAdd(CreatePart):
    """“Not now, because”: the queue leaves somebody out until a day."""

    title = gettext_lazy("Not now")
    model = Official
    part = NotNow
    parent_name = "official"
    form_class = NotNowForm

    def get_success_url(self):
        return self.following(reverse("queue"))

    def finish(self, form):
        words = _("The queue leaves them out until %(day)s.")
        messages.success(
            self.request,
            words % {"day": short_date(self.new_record.until)},
            extra_tags=address(self.new_record, "take_back"),
        )
        return HttpResponseRedirect(self.get_success_url())


class NotNowStep(StepPage):
    """A step of a “not now”: it holds, or was taken back."""

    model = NotNow
    permission_required = "engagements.change_notnow"
    taken_back = False

    @classmethod
    def is_open(cls, record, user):
        return bool(record.taken_back_at) is cls.taken_back

    def why_not(self):
        return _("That is so already.")

    def following(self, otherwise):
        return super().following("") or reverse("queue")


class NotNowTakeBack(NotNowStep):
    step = staticmethod(queue.take_back)
    verb = "take_back"
    label = gettext_lazy("Take it back")
    success_message = gettext_lazy("Taken back: they may come up again.")
    undo = "put_back"


class NotNowPutBack(NotNowStep):
    step = staticmethod(queue.put_back)
    verb = "put_back"
    label = gettext_lazy("Let it hold again")
    success_message = gettext_lazy("It holds again.")
    undo = "take_back"
    taken_back = True
