"""Pages of exchanges and of the people in them."""

from django.db.models import Count, F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges import forms, workflow
from exchanges.filters import ExchangeFilter, ParticipationFilter
from exchanges.models import Exchange, Participation
from officials.clearance import gate
from officials.institutions.models.institutions import (
    in_other_language,
    in_reader_language,
    kinds_in_words,
)
from officials.people.models import Official
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    CreatePart,
    DetailPage,
    ListPage,
    StepPage,
    UpdatePage,
)
from staff.phrases import STATE_COLOURS, spending_facts
from staff.views.approach.gate_block import Gate, Gated, LetGo
from staff.views.together.comments import Commented

State = Participation.State


class ExchangeList(ListPage):
    queryset = Exchange.objects.all()
    filterset_class = ExchangeFilter
    add_label = gettext_lazy("New exchange")
    links = ((gettext_lazy("People in exchanges"), "participation-list", ""),)
    empty_text = gettext_lazy("No exchange matches.")

    @property
    def columns(self):
        return (
            Column(_("Title"), "title", link=True),
            Column(_("Kind"), "kind"),
            Column(_("Place"), "place"),
            Column(_("Country"), "country", by_default=False),
            Column(_("From"), "starts_on"),
            Column(_("Until"), "ends_on"),
            Column(_("Lead"), "lead__full_name"),
            Column(_("People"), "people_count", numeric=True),
        )

    def annotate(self, queryset):
        people = (
            Participation.objects.filter(exchange=OuterRef("pk"))
            .order_by()
            .values("exchange")
            .annotate(count=Count("pk"))
        )
        return queryset.annotate(people_count=Subquery(people.values("count")))


class ExchangeDetail(Commented, DetailPage):
    model = Exchange

    def get_queryset(self):
        return Exchange.objects.select_related("lead", "circle")

    def facts(self):
        record = self.record
        return [
            (_("Kind"), record.get_kind_display(), None),
            (_("Place"), record.place, None),
            (_("Country"), record.country, None),
            (_("From"), record.starts_on, None),
            (_("Until"), record.ends_on, None),
            (_("Lead"), record.lead, None),
            (_("Themes"), ", ".join(str(t) for t in record.themes.all()), None),
            (
                _("Useful to"),
                kinds_in_words(record.useful_to),
                None,
            ),
            *spending_facts(record),
        ]

    def get_context_data(self, **context):
        user = self.request.user
        people = self.record.participations.visible_to(user)
        people = list(people.select_related("official__circle"))
        closed = self.closed(people)
        section = {
            "title": _("People"),
            "empty_text": _("Nobody is nominated yet."),
            "rows": [
                {
                    "title": str(each.official),
                    "url": address(each),
                    "detail": each.get_role_display(),
                    "state_label": each.get_state_display(),
                    "colour": STATE_COLOURS[each.state],
                    "gate": closed.get(each.official_id),
                }
                for each in people
            ],
        }
        if user.has_perm("exchanges.add_participation"):
            section |= {
                "add_url": reverse("participation-add", args=[self.record.pk]),
                "add_label": _("Nominate somebody"),
            }
        sections = [section]
        if self.record.purpose:
            text = {"title": _("What it is for"), "text": self.record.purpose}
            sections.insert(0, text)
        return super().get_context_data(sections=sections, **context)

    def closed(self, people):
        """{official: the row of the gate}, for those who are still to be invited."""
        to_come = [each for each in people if each.state in workflow.TO_COME]
        acts = gate.acts_of(workflow.TO_WHOM, [each.pk for each in to_come])
        gate_here = Gate(acts, [each.official for each in to_come], self.request.user)
        return gate_here.row_of


class ExchangeAdd(CreatePage):
    title = gettext_lazy("New exchange")
    model = Exchange
    form_class = forms.ExchangeForm


class ExchangeEdit(UpdatePage):
    model = Exchange
    form_class = forms.ExchangeForm


class ParticipationStep(StepPage):
    model = Participation
    legal = workflow.NEXT
    permission_required = "exchanges.invite_participation"


class ParticipationInvite(ParticipationStep):
    step = staticmethod(workflow.invite)
    to_state = State.INVITED
    verb = "invite"
    label = gettext_lazy("Invite")
    success_message = gettext_lazy("Invited.")
    primary = True


class ParticipationAccept(ParticipationStep):
    step = staticmethod(workflow.accept)
    to_state = State.ACCEPTED
    verb = "accept"
    label = gettext_lazy("They accept")
    success_message = gettext_lazy("Accepted.")
    primary = True


class ParticipationConfirm(ParticipationStep):
    step = staticmethod(workflow.confirm)
    to_state = State.CONFIRMED
    verb = "confirm"
    label = gettext_lazy("Confirm")
    success_message = gettext_lazy("Confirmed.")
    primary = True


class ParticipationAttend(ParticipationStep):
    step = staticmethod(workflow.attend)
    to_state = State.ATTENDED
    verb = "attend"
    label = gettext_lazy("They came")
    success_message = gettext_lazy("Attended.")
    primary = True


class ParticipationMiss(ParticipationStep):
    step = staticmethod(workflow.miss)
    to_state = State.NO_SHOW
    verb = "miss"
    label = gettext_lazy("They did not come")
    success_message = gettext_lazy("Noted.")


class ParticipationDecline(ParticipationStep):
    step = staticmethod(workflow.decline)
    to_state = State.DECLINED
    verb = "decline"
    label = gettext_lazy("They decline")
    success_message = gettext_lazy("Declined.")


class ParticipationLetGo(LetGo):
    model = Participation
    step = staticmethod(workflow.let_go)


class ParticipationDetail(Gated, DetailPage):
    model = Participation
    goes_to = workflow.TO_WHOM
    let_go_step = ParticipationLetGo
    steps = (
        ParticipationInvite,
        ParticipationAccept,
        ParticipationConfirm,
        ParticipationAttend,
        ParticipationMiss,
        ParticipationDecline,
    )

    def get_queryset(self):
        return Participation.objects.select_related(
            "official__circle", "exchange", "circle", "let_go_by"
        )

    def is_to_go(self):
        return self.record.state in workflow.TO_COME

    def get_title(self):
        return str(self.record.official)

    def get_trail(self):
        exchange = self.record.exchange
        kind = (_("Exchanges"), reverse("exchange-list"))
        return [kind, (str(exchange), address(exchange))]

    def badges(self):
        record = self.record
        state = record.get_state_display()
        return [{"text": state, "colour": STATE_COLOURS[record.state]}]

    def facts(self):
        record = self.record
        return [
            (_("Official"), record.official, address(record.official)),
            (_("Exchange"), record.exchange, address(record.exchange)),
            (_("Role"), record.get_role_display(), None),
            (_("From"), record.exchange.starts_on, None),
            (_("Until"), record.exchange.ends_on, None),
            (_("Remark"), record.remark, None),
            (_("Let go by"), record.let_go_by, None),
        ]

    def get_context_data(self, **context):
        exchange, user = self.record.exchange, self.request.user
        others = self.record.official.participations.visible_to(user)
        sections = [
            {
                "title": _("Other exchanges of this person"),
                "empty_text": _("None is on record."),
                "rows": [
                    {
                        "title": str(each.exchange),
                        "url": address(each),
                        "detail": each.get_role_display(),
                        "state_label": each.get_state_display(),
                        "colour": STATE_COLOURS[each.state],
                    }
                    for each in others.exclude(pk=self.record.pk).select_related(
                        "exchange"
                    )
                ],
            }
        ]
        if exchange.purpose:
            text = {"title": _("What the exchange is for"), "text": exchange.purpose}
            sections.insert(0, text)
        return super().get_context_data(sections=sections, **context)


class ParticipationList(ListPage):
    title = gettext_lazy("People in exchanges")
    queryset = Participation.objects.all()
    filterset_class = ParticipationFilter
    searchable = False
    default_sort = (F("exchange__starts_on").desc(nulls_first=True), "pk")
    empty_text = gettext_lazy("Nobody matches.")

    @property
    def columns(self):
        return (
            Column(
                _("Official"),
                "official_label",
                link=True,
                second="official_other_label",
                sort=("official__sort_name",),
            ),
            Column(_("Exchange"), "exchange__title"),
            Column(_("From"), "exchange__starts_on"),
            Column(_("Role"), "role"),
            Column(_("State"), "state", colours=STATE_COLOURS),
            Column(_("Remark"), "remark", by_default=False, sort=()),
        )

    def annotate(self, queryset):
        names = ("official__name", "official__native_name")
        return queryset.annotate(
            official_label=in_reader_language(*names),
            official_other_label=in_other_language(*names),
        )


class ParticipationAdd(CreatePart):
    model = Exchange
    part = Participation
    form_class = forms.ParticipationForm
    title = gettext_lazy("Nominate somebody")


class ParticipationEdit(UpdatePage):
    model = Participation
    form_class = forms.ChangeParticipationForm


class OfficialInvite(CreatePart):
    """The other way round: this person, which exchange."""

    model = Official
    part = Participation
    parent_name = "official"
    form_class = forms.InviteForm
    title = gettext_lazy("Invite to an exchange")

    def get_success_url(self):
        return self.following(address(self.new_record))
