"""Lawful disclosure of the register of letters: ask, sign, give out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.letters import disclosure_steps
from engagements.letters.forms import DisclosureForm
from engagements.letters.models import Disclosure
from officials.safeguards.models import ReviewRequest
from staff.addresses import address
from staff.columns import Column
from staff.exports import attachment
from staff.pages import (
    CreatePage,
    DetailPage,
    ListPage,
    RecordPage,
    UpdatePage,
)
from staff.phrases import from_until, in_words, short_date, short_moment, since
from staff.views.desk.lines import Line, Place
from staff.views.letters.letter_lists import OfLetters
from staff.views.safeguards import signature_pages

State = ReviewRequest.State
REVIEW_COLOURS = {
    "open": "amber",
    "signed": "green",
    "sent_back": "red",
    "withdrawn": "secondary",
}
SHOWN = 50  # rows of the register on the page; the file has all


class DisclosureList(OfLetters, ListPage):
    queryset = Disclosure.objects.all()
    searchable = False
    add_label = gettext_lazy("New disclosure")
    empty_text = gettext_lazy("Nobody has asked for the register.")

    @property
    def columns(self):
        return (
            Column(_("Who asks"), "authority", link=True),
            Column(_("From"), "since"),
            Column(_("Until"), "until"),
            Column(_("Signature"), "review__state", colours=REVIEW_COLOURS),
            Column(_("Written by"), "written_by__full_name"),
            Column(_("Written"), "written_at"),
        )


class DisclosureStep(signature_pages.ReviewStep):
    """A step towards the signature."""

    model = Disclosure
    verbs = disclosure_steps
    permission_required = "engagements.change_disclosure"

    def get_queryset(self):
        return disclosure_steps.whole(Disclosure.objects.all())

    def how_far(self):
        return _("Ask for a signature first.")


class DisclosureAsk(DisclosureStep, signature_pages.Ask):
    step = staticmethod(disclosure_steps.ask)
    undo = ""

    def why_not(self):
        return _("A signature was asked for already.")


class DisclosureSign(DisclosureStep, signature_pages.Sign):
    step = staticmethod(disclosure_steps.sign)
    permission_required = disclosure_steps.SIGNS
    success_message = gettext_lazy(
        "Signed: the register of that range can be given out."
    )


class DisclosureSendBack(DisclosureStep, signature_pages.SendBack):
    step = staticmethod(disclosure_steps.send_back)
    permission_required = disclosure_steps.SIGNS


class DisclosureWithdraw(DisclosureStep, signature_pages.Withdraw):
    step = staticmethod(disclosure_steps.withdraw)
    success_message = gettext_lazy("Taken back: nothing is given out.")
    open_in = (State.OPEN, State.SIGNED)


class DisclosureDetail(OfLetters, DetailPage):
    model = Disclosure
    steps = (DisclosureAsk, DisclosureSign, DisclosureSendBack, DisclosureWithdraw)

    def get_queryset(self):
        return disclosure_steps.whole(Disclosure.objects.all())

    def badges(self):
        review = self.record.review
        if review is None:
            return [{"text": _("nobody was asked to sign")}]
        colour = REVIEW_COLOURS.get(review.state, "secondary")
        return [{"text": review.get_state_display(), "colour": colour}]

    def facts(self):
        record, review = self.record, self.record.review
        signer = review and review.decided_by
        return [
            (_("From"), record.since, None),
            (_("Until"), record.until, None),
            (_("Language"), record.get_language_display(), None),
            (_("Written by"), record.written_by, None),
            (_("Asked by"), review and review.asked_by, None),
            (_("Whom we ask"), review and review.asked_of, None),
            (_("Message"), review and review.message, None),
            (_("Answered by"), signer, None),
            (_("Answered"), signer and short_moment(review.decided_at), None),
            (_("Answer"), review and review.answer, None),
            (_("Rows"), record.rows, None),
            (_("SHA-256 of the register"), record.sha256, None),
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        letters = disclosure_steps.letters_of(record, user)
        rows = [
            {
                "title": each.plain_number,
                "detail": f"{' '.join(each.addressee.split())}: {each.subject}",
                "on": in_words(each.on),
            }
            for each in letters[:SHOWN]
        ]
        sections = [
            {"title": _("Legal basis"), "text": record.legal_basis},
            {
                "title": _("What would be given out: %(count)s letters")
                % {"count": letters.count()},
                "rows": rows,
                "empty_text": _("No letter went or came in these days."),
            },
        ]
        quick = []
        if record.review and record.review.state == State.SIGNED:
            url = address(record, "file")
            quick = [{"label": _("Give it out (ZIP)"), "url": url, "primary": True}]
        context = {"sections": sections, "quick": quick, **context}
        page_context = super().get_context_data(**context)
        if not disclosure_steps.can_be_edited(record):
            page_context.pop("edit_url", None)
        return page_context


class DisclosureAdd(CreatePage):
    model = Disclosure
    form_class = DisclosureForm
    title = gettext_lazy("New disclosure")

    def get_form_kwargs(self):
        new = Disclosure(written_by=self.request.user)
        return {**super().get_form_kwargs(), "instance": new}


class DisclosureEdit(UpdatePage):
    """While nobody was asked, or after it was sent or taken back."""

    model = Disclosure
    form_class = DisclosureForm

    def get_queryset(self):
        return disclosure_steps.whole(Disclosure.objects.all())

    def get(self, request, *args, **kwargs):
        return self.redirect_if_signed() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.redirect_if_signed() or super().post(request, *args, **kwargs)

    def redirect_if_signed(self):
        """The way back, where a signature was asked for or given."""
        if disclosure_steps.can_be_edited(self.record):
            return None
        messages.error(self.request, _("A signature was asked for already."))
        return HttpResponseRedirect(address(self.record))


class DisclosureFile(RecordPage):
    """The signed register and its manifest as a ZIP file; each taking is logged."""

    model = Disclosure
    permission_required = "engagements.change_disclosure"

    def get_queryset(self):
        return disclosure_steps.whole(Disclosure.objects.all())

    def get(self, request, *args, **kwargs):
        try:
            content = disclosure_steps.package(self.record, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
            return HttpResponseRedirect(address(self.record))
        record = self.record
        return attachment(
            request,
            content,
            [record],
            name=f"register-{record.since.isoformat()}-{record.until.isoformat()}",
            extension="zip",
            content_type="application/zip",
            rows=record.rows,
        )


def lines_of(user):
    """The disclosures that wait for the signature of `user`."""
    if not user.has_perm("engagements.view_disclosure"):
        return []
    return [
        Line(
            icon="signature",
            kind=_("Disclosure to sign"),
            title=str(each),
            url=address(each),
            who=from_until(short_date(each.since), short_date(each.until)),
            when=since(each.review.asked_at),
            place=Place.TODAY,
        )
        for each in disclosure_steps.waiting_for(user)[:SHOWN]
    ]
