"""Pages of outcomes: the list, one outcome with all that stands behind it, its form."""

from django.contrib import messages
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts.models import OutreachAction
from engagements.outcomes import workflow
from engagements.outcomes.contribution_chain import chain
from engagements.outcomes.filters import OutcomeFilter
from engagements.outcomes.forms import LaterOutcomeForm, OutcomeForm, SubstantiationForm
from engagements.outcomes.models import Outcome, Substantiation
from engagements.outcomes.publicity import named_in, without_consent
from officials.institutions.models.institutions import in_reader_language
from officials.security.refusals import in_words
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    CreatePart,
    DetailPage,
    FilePage,
    ListPage,
    RemovePage,
    UpdatePage,
)
from staff.phrases import short_date, short_moment
from staff.views.contacts.actions import ActionList
from staff.views.outcomes.chain_picture import pictures_of, step_rows, sums_in_words
from staff.views.outcomes.outcome_steps import STEPS
from staff.views.together.comments import Commented

State = Outcome.State
COLOURS = {
    State.DRAFT: "secondary",
    State.DESCRIBED: "blue",
    State.SUBSTANTIATED: "purple",
    State.PUBLISHED: "green",
    State.REJECTED: "secondary",
}
DIRECTIONS = {"positive": "green", "setback": "amber"}
RESTS = "outcome_rests_on_it"  # the code of the rule
AGREED = {"fully": "green", "partly": "amber", "not": "red"}


def with_who(queryset):
    """Adds `who_label`: the person, else the institution, else the words for them."""
    person = NullIf(
        in_reader_language("official__name", "official__native_name"), Value("")
    )
    place = NullIf(
        in_reader_language("institution__name", "institution__native_name"), Value("")
    )
    return queryset.annotate(who_label=Coalesce(person, place, F("who_words")))


class OutcomeList(ListPage):
    """What changed, the latest on top."""

    queryset = Outcome.objects.all()
    filterset_class = OutcomeFilter
    add_label = gettext_lazy("New outcome")
    links = (
        (gettext_lazy("Results of actions"), "result-list", ""),
        (gettext_lazy("Reforms"), "reform-list", "engagements.view_reform"),
        (
            gettext_lazy("Recommendations to the State"),
            "recommendation-list",
            "engagements.view_recommendation",
        ),
    )
    empty_text = gettext_lazy("No outcome matches.")

    @property
    def columns(self):
        return (
            Column(_("When"), "changed_on"),
            Column(_("What changed"), "title", link=True),
            Column(_("Who changed"), "who_label"),
            Column(_("Kind"), "kind"),
            Column(_("Direction"), "direction", colours=DIRECTIONS),
            Column(_("State"), "state", colours=COLOURS),
            Column(_("Theme"), "theme_label", by_default=False),
            Column(_("Kind of setback"), "setback", by_default=False),
            Column(_("Where"), "place", by_default=False),
            Column(_("We worked for it"), "intended", by_default=False),
            Column(
                _("What we contributed"), "our_contribution", by_default=False, sort=()
            ),
            Column(_("Reform"), "reform__title", by_default=False),
        )

    def annotate(self, queryset):
        theme = in_reader_language("theme__name", "theme__name_ru")
        return with_who(queryset).annotate(theme_label=theme)


class ResultList(ActionList):
    """What came of what we did: the results on record, latest first."""

    template_name = "staff/list.html"
    title = gettext_lazy("Results of actions")
    trail = ((gettext_lazy("Outcomes"), "outcome-list"),)
    queryset = OutreachAction.objects.filter(state=OutreachAction.State.DONE).exclude(
        result=""
    )
    filterset_class = None
    add_label = ""
    links = ()
    default_sort = ("-done_on", "-pk")
    empty_text = gettext_lazy("No result is on record yet.")

    @property
    def columns(self):
        return (
            Column(_("Done on"), "done_on"),
            Column(
                _("What came of it"), "result", link=True, second="subject", sort=()
            ),
            Column(_("Officials"), "official_names"),
            Column(_("They responded"), "responded"),
            Column(_("Next step"), "next_step"),
            Column(_("Who did it"), "lead__full_name"),
        )


class OutcomeAdd(CreatePage):
    model = Outcome
    title = gettext_lazy("New outcome")
    form_class = OutcomeForm

    def get_context_data(self, **context):
        intro = _("A draft needs its first line only; the rest before it is described.")
        return super().get_context_data(intro=intro, **context)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "instance": Outcome(written_by=self.request.user)}


class OutcomeEdit(UpdatePage):
    model = Outcome

    def get_queryset(self):
        return Outcome.objects.named()

    @property
    def form_class(self):
        if workflow.can_be_edited(self.record):
            return OutcomeForm
        return LaterOutcomeForm


class OutcomeDetail(Commented, DetailPage):
    """One outcome: its words, the chain behind it, and who confirms it."""

    model = Outcome
    template_name = "engagements/outcomes/outcome_detail.html"
    steps = STEPS

    def get_queryset(self):
        return Outcome.objects.named()

    def badges(self):
        record = self.record
        badges = [{"text": record.get_state_display(), "colour": COLOURS[record.state]}]
        if record.direction == Outcome.Direction.SETBACK:
            badges.append({"text": record.get_setback_display(), "colour": "amber"})
        if record.state in (State.DRAFT, State.DESCRIBED):
            badges.append({"text": _("unverified"), "colour": "secondary"})
        return badges

    def facts(self):
        record = self.record
        link_names = ("official", "institution", "reform", "recommendation")
        links = {name: getattr(record, name) for name in link_names}
        urls = {name: each and address(each) for name, each in links.items()}
        return [
            (_("Who changed"), record.official, urls["official"]),
            (_("Institution"), record.institution, urls["institution"]),
            (_("In words"), record.who_words, None),
            (_("When"), record.changed_on and str(record.changed_on), None),
            (_("Where"), record.place, None),
            (_("Kind"), record.get_kind_display(), None),
            (_("Direction"), record.get_direction_display(), None),
            (_("We worked for it"), _("yes") if record.intended else _("no"), None),
            (_("Theme"), record.theme, None),
            (_("Reform"), record.reform, urls["reform"]),
            (
                _("Recommendation to the State"),
                record.recommendation,
                urls["recommendation"],
            ),
            (_("Written by"), record.written_by, None),
            *self.signature(),
        ]

    def signature(self):
        review = self.record.review
        if review is None:
            return []
        request_line = f"{review.asked_by}, {short_moment(review.asked_at)}"
        facts = [
            (_("Signature"), review.get_state_display(), None),
            (_("Asked by"), request_line, None),
            (_("Whom we ask"), review.asked_of or _("anybody"), None),
            (_("Message"), review.message, None),
        ]
        if review.decided_by:
            answer_line = f"{review.decided_by}, {short_moment(review.decided_at)}"
            facts += [
                (_("Answered by"), answer_line, None),
                (_("Answer"), review.answer, None),
            ]
        return facts

    def sections(self):
        """The words of the outcome, those that are there."""
        record = self.record
        titled_texts = (
            (_("What changed"), record.what_changed),
            (_("Why it matters"), record.significance),
            (_("What we contributed"), record.our_contribution),
            (_("What others contributed"), record.others_contribution),
            (_("What we learnt"), record.lessons),
            (_("What it means for the risk of others"), record.effect_on_risk),
            (_("Why rejected"), record.rejected_because),
        )
        return [{"title": title, "text": text} for title, text in titled_texts if text]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        outcome_chain = chain(record, user)
        may_add = user.has_perm("engagements.add_outcomelink")
        return super().get_context_data(
            subtitle=record.who,
            sections=self.sections(),
            pictures=pictures_of(outcome_chain),
            steps_behind=step_rows(outcome_chain, user),
            sums=sums_in_words(outcome_chain),
            link_url=may_add and reverse("outcomelink-add", args=[record.pk]),
            candidates_url=may_add and reverse("outcome-candidates", args=[record.pk]),
            story_url=reverse("outcome-story", args=[record.pk]),
            confirmations=confirmations(record, user),
            confirm_url=user.has_perm("engagements.add_substantiation")
            and reverse("substantiation-add", args=[record.pk]),
            why_not_sign=self.why_not_sign(),
            withheld=self.withheld(),
            **context,
        )

    def why_not_sign(self):
        """Why the reader, who else might, does not sign what waits."""
        user = self.request.user
        if not workflow.is_asked(self.record) or not self.may("change"):
            return ""
        return workflow.why_not_sign(self.record, user)

    def withheld(self):
        """The officials who did not agree to be named: what is published hides them."""
        if self.record.state not in (State.SUBSTANTIATED, State.PUBLISHED):
            return []
        officials = without_consent(named_in(self.record, self.request.user))
        return [{"name": str(each), "url": address(each)} for each in officials]


def confirmations(outcome, user):
    """Who says what of `outcome`, as its page shows it."""
    substantiations = Substantiation.objects.visible_to(user).filter(outcome=outcome)
    may_remove = user.has_perm("engagements.delete_substantiation")
    open_still = workflow.can_be_edited(outcome)
    return [
        {
            "who": each.who,
            "url": address(each.official) if each.official else "",
            "what": ", ".join(filter(None, [each.role, each.organisation])),
            "agreement": each.get_agreement_display(),
            "colour": AGREED[each.agreement],
            "on": short_date(each.said_on),
            "words": each.words,
            "older": each.recorded_at < outcome.worded_at,
            "file": each.file_name,
            "file_url": each.file and address(each, "file"),
            "size": each.file and filesizeformat(each.file.size),
            "sha256": each.sha256,
            "by": str(each.recorded_by),
            "remove_url": may_remove and open_still and address(each, "remove"),
        }
        for each in substantiations.select_related("official", "person", "recorded_by")
    ]


class SubstantiationAdd(CreatePart):
    title = gettext_lazy("Somebody confirms it")
    model = Outcome
    part = Substantiation
    parent_name = "outcome"
    form_class = SubstantiationForm

    def get_context_data(self, **context):
        intro = _("Neither who wrote it nor who led what stands behind it confirms it.")
        return super().get_context_data(intro=intro, **context)


class SubstantiationFile(FilePage):
    model = Substantiation


class SubstantiationRemove(RemovePage):
    """While the outcome does not rest on it."""

    model = Substantiation

    def get_queryset(self):
        return Substantiation.objects.select_related("outcome", "official", "person")

    def way_back(self):
        return address(self.record.outcome)

    def post(self, request, *args, **kwargs):
        if not workflow.can_be_edited(self.record.outcome):
            messages.error(request, in_words(RESTS))
            return HttpResponseRedirect(self.way_back())
        return super().post(request, *args, **kwargs)
