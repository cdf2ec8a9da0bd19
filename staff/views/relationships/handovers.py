"""Handing a relationship over, reading the brief, and giving it back."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from engagements.relationships import handover_steps
from engagements.relationships.handover_forms import HandoverForm
from engagements.relationships.models import Handover, Relationship
from staff.addresses import address
from staff.pages import DetailPage, NewRecordPage, RecordPage, StepPage
from staff.phrases import short_date, short_moment, since
from staff.views.desk.lines import Line, Place


class RelationshipHandOver(RecordPage, NewRecordPage):
    """A relationship, and others of the same lead, go to somebody else."""

    model = Relationship
    form_class = HandoverForm
    title = gettext_lazy("Hand over")
    permission_required = "engagements.add_handover"
    submit_label = gettext_lazy("Hand over")

    def get_queryset(self):
        return Relationship.objects.select_related("official", "lead", "circle")

    def new_model(self):
        return Handover

    def get_trail(self):
        official = self.record.official
        return [(str(official), f"{address(official)}?tab=relationship")]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "relationship": self.record}

    def get_context_data(self, **context):
        intro = _("%(name)s leads this relationship. Their plans go along.")
        return super().get_context_data(
            intro=intro % {"name": self.record.lead}, **context
        )

    def keep(self, form):
        fields = form.cleaned_data
        self.count = 0
        for relationship in [self.record, *fields["others"]]:
            handover_steps.hand_over(
                relationship,
                fields["to_lead"],
                by=self.request.user,
                brief=fields["brief"],
                until=fields["until"],
                key=None if self.count else self.key,
            )
            self.count += 1

    def finish(self, form):
        words = ngettext(
            "Handed over: %(count)s relationship. %(name)s finds the brief.",
            "Handed over: %(count)s relationships. %(name)s finds the brief.",
            self.count,
        )
        substitutions = {"count": self.count, "name": form.cleaned_data["to_lead"]}
        messages.success(self.request, words % substitutions)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        official = self.record.official
        return self.following(f"{address(official)}?tab=relationship")

    def saved_before(self):
        """A second click lands where the first one did."""
        return super().saved_before() and HttpResponseRedirect(self.get_success_url())


class HandoverStep(StepPage):
    """What who took over does with it."""

    model = Handover
    permission_required = "engagements.change_relationship"

    def get_queryset(self):
        return Handover.objects.select_related("relationship", "circle")

    def following(self, otherwise):
        return super().following("") or reverse("desk")

    def why_not(self):
        return _("That is so already.")


class HandoverRead(HandoverStep):
    step = staticmethod(handover_steps.mark_read)
    verb = "read"
    label = gettext_lazy("I have read it")
    success_message = gettext_lazy("Marked as read.")
    primary = True

    @classmethod
    def is_open(cls, record, user):
        return record.to_lead_id == user.pk and record.read_at is None


class HandoverGiveBack(HandoverStep):
    step = staticmethod(handover_steps.give_back)
    verb = "give_back"
    label = gettext_lazy("Give it back")
    success_message = gettext_lazy("Given back.")

    @classmethod
    def is_open(cls, record, user):
        return bool(record.until) and record.given_back_at is None


class HandoverDetail(DetailPage):
    """The brief, and who handed what to whom."""

    model = Handover
    steps = (HandoverRead, HandoverGiveBack)

    def may(self, verb):
        """What was handed over stays as it was written."""
        return verb != "change" and super().may(verb)

    def get_queryset(self):
        return Handover.objects.select_related(
            "relationship__official", "relationship__circle", "from_lead", "to_lead"
        )

    def get_title(self):
        return _("Brief: %(name)s") % {"name": self.record.relationship.official}

    def get_trail(self):
        official = self.record.relationship.official
        return [(str(official), f"{address(official)}?tab=relationship")]

    def facts(self):
        handover = self.record
        return [
            (pgettext("handover", "From"), handover.from_lead, None),
            (_("To"), handover.to_lead, None),
            (_("Handed over"), short_moment(handover.handed_at), None),
            (_("Until"), handover.until, None),
            (_("Read"), handover.read_at and short_moment(handover.read_at), None),
            (
                _("Given back"),
                handover.given_back_at and short_moment(handover.given_back_at),
                None,
            ),
        ]

    def get_context_data(self, **context):
        sections = [{"title": _("Brief"), "text": self.record.brief}]
        return super().get_context_data(sections=sections, **context)


def lines_of(user):
    """The lines of my desk: briefs to read, and covers to give back."""
    if not user.has_perm("engagements.view_handover"):
        return []
    return [line(each) for each in handover_steps.waiting_for(user)]


def line(handover):
    today, until = timezone.localdate(), handover.until
    over = until and until < today and handover.given_back_at is None
    words = (
        _("The leave ended on %(day)s: give it back.")
        if over
        else _("Handed over by %(name)s: read the brief.")
    )
    substitutions = {"day": over and short_date(until), "name": handover.from_lead}
    return Line(
        icon="arrow-right-left",
        kind=_("Handover"),
        title=str(handover.relationship.official),
        url=address(handover),
        who=words % substitutions,
        on=until if over else None,
        when="" if over else since(handover.handed_at),
        place=None if over else Place.TODAY,
    )


def handovers_of(relationship, user):
    """Who handed `relationship` to whom, the latest first."""
    return [
        {
            "title": f"{each.from_lead} → {each.to_lead}",
            "url": address(each),
            "on": short_date(timezone.localdate(each.handed_at)),
            "state": _("unread") if each.read_at is None else "",
        }
        for each in relationship.handovers.visible_to(user).select_related(
            "from_lead", "to_lead"
        )
    ]
