"""Offers that fit somebody, what was offered, and what they said to it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.support import offers_that_fit
from engagements.support.forms import ChangeOfferForm, OfferForm
from engagements.support.models import Offer
from exchanges.models import Exchange
from officials.clearance.gate import Act, Weight
from officials.names.choice import valid_keys
from officials.people.models import Official
from staff.addresses import address
from staff.pages import CreatePart, DetailPage, StepPage, UpdatePage
from staff.phrases import short_date
from staff.views.approach.gate_block import Gated, gate_of
from translations.jobs.models import Edition

Answer = Offer.Answer
COLOURS = {
    Answer.OPEN: "blue",
    Answer.ACCEPTED: "green",
    Answer.DECLINED: "secondary",
    Answer.LATER: "amber",
    Answer.NOT_FOR_THEM: "secondary",
}
TO_COME = (Answer.OPEN, Answer.ACCEPTED, Answer.LATER)
SHOWN = 50


def tab_url(official):
    """The tab of an official on which offers stand."""
    return f"{address(official)}?tab=offers"


def offers_of(official, user):
    """What fits `official`, and what was offered, for the tab of their page."""
    if not user.has_perm("engagements.view_offer"):
        return {}
    may = user.has_perm("engagements.add_offer")
    past_offers = Offer.objects.visible_to(user).standing().filter(official=official)
    related = ("edition__document", "exchange")
    return {
        "fitting": [
            {
                "title": str(fit.thing),
                "url": address(fit.thing),
                "kind": _("Text")
                if isinstance(fit.thing, Edition)
                else fit.thing.get_kind_display(),
                "reasons": fit.reasons,
                "points": fit.points,
                "field": "exchange" if isinstance(fit.thing, Exchange) else "edition",
                "key": fit.thing.pk,
                "on": short_date(fit.on) if fit.on else "",
            }
            for fit in offers_that_fit.fitting(official, user)
        ],
        "offer_url": reverse("offer-add", args=[official.pk]) if may else None,
        "offers_here": tab_url(official),
        "offered": [
            {
                "title": str(each),
                "url": address(each),
                "detail": each.words,
                "state_label": each.get_answer_display(),
                "colour": COLOURS[each.answer],
                "on": short_date(each.offered_on),
            }
            for each in past_offers.select_related(*related)[:SHOWN]
        ],
    }


class OfferAdd(CreatePart):
    """“Offered”, in one click; or “not for them, because”."""

    model = Official
    part = Offer
    parent_name = "official"
    form_class = OfferForm
    title = gettext_lazy("Offered")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if data := kwargs.get("data"):
            data = data.copy()
            data.setdefault("answer", Answer.OPEN)
            data.setdefault("offered_on", timezone.localdate().isoformat())
            data.setdefault("circle", str(self.circle_of(data)))
            return {**kwargs, "data": data}
        initial_fields = {"answer": self.request.GET.get("answer", Answer.OPEN)}
        for name in ("edition", "exchange"):
            initial_fields[name] = next(
                iter(valid_keys([self.request.GET.get(name, "")])), None
            )
        return {**kwargs, "initial": initial_fields}

    def circle_of(self, data):
        """The circle of the person, or the narrower one of what is offered."""
        for name, model in (("edition", Edition), ("exchange", Exchange)):
            records = model.objects.in_circles_of(self.request.user)
            things = records.filter(pk__in=valid_keys([data.get(name)]))
            narrow = things.exclude(circle__everyone=True).first()
            if narrow:
                return narrow.circle_id
        return self.record.circle_id

    def get_context_data(self, **context):
        closed = gate_of([self.record], self.request.user)
        return super().get_context_data(gate=closed.rows, **context)

    def get_success_url(self):
        return self.following(tab_url(self.record))

    def finish(self, form):
        message = _("Remembered as offered.")
        if self.new_record.answer == Answer.NOT_FOR_THEM:
            message = _("Remembered as not for them.")
        offered = self.new_record.edition
        if offered and offered.document.warning:
            messages.warning(self.request, offered.document.warning)
        undo = address(self.new_record, "take_back")
        messages.success(self.request, message, extra_tags=undo)
        return HttpResponseRedirect(self.get_success_url())


class OfferEdit(UpdatePage):
    model = Offer
    form_class = ChangeOfferForm


class OfferStep(StepPage):
    """A step of an offer: it holds, or was taken back."""

    model = Offer
    permission_required = "engagements.change_offer"
    taken_back = False

    @classmethod
    def is_open(cls, record, user):
        return bool(record.taken_back_at) is cls.taken_back

    def why_not(self):
        return _("That is so already.")


class OfferTakeBack(OfferStep):
    step = staticmethod(offers_that_fit.take_back)
    verb = "take_back"
    label = gettext_lazy("Take it back")
    success_message = gettext_lazy("Taken back: it may be proposed again.")
    undo = "put_back"


class OfferPutBack(OfferStep):
    step = staticmethod(offers_that_fit.put_back)
    verb = "put_back"
    label = gettext_lazy("It was offered")
    success_message = gettext_lazy("It holds again.")
    undo = "take_back"
    taken_back = True


class OfferDetail(Gated, DetailPage):
    model = Offer
    steps = (OfferTakeBack, OfferPutBack)

    def get_queryset(self):
        things = ("official__circle", "edition__document", "exchange", "action")
        return Offer.objects.select_related(*things, "offered_by", "circle")

    def is_to_go(self):
        return not self.record.taken_back_at and self.record.answer in TO_COME

    def acts(self):
        offer = self.record
        weight = Weight.EXPOSING if offer.exchange_id else Weight.WORK
        return [Act(offer.pk, offer.official_id, weight, offer.circle_id)]

    def get_trail(self):
        official = self.record.official
        return [
            (_("Officials"), reverse("official-list")),
            (str(official), tab_url(official)),
        ]

    def badges(self):
        record = self.record
        badges = [
            {"text": record.get_answer_display(), "colour": COLOURS[record.answer]}
        ]
        if record.taken_back_at:
            badges.append({"text": _("Taken back"), "colour": "secondary"})
        return badges

    def facts(self):
        record = self.record
        linked = (
            (_("Official"), record.official),
            (_("Text"), record.edition),
            (_("Exchange"), record.exchange),
            (_("Offered in"), record.action),
        )
        return [
            *((label, each, each and address(each)) for label, each in linked),
            (_("Offered"), record.offered_on, None),
            (_("Offered by"), record.offered_by, None),
            (_("In words"), record.words, None),
        ]
