"""Pages of editions: what went out, who holds it, and giving it to somebody."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.contacts.delivery_forms import GiveForm, OfferAgainForm
from engagements.contacts.models import OutreachAction
from engagements.support import offers_anew
from staff.addresses import address
from staff.pages import DetailPage, FormPage, NewRecordPage, RecordPage
from staff.views.approach.gate_block import gate_of_form
from staff.views.deliveries.holders import holders_of
from staff.views.monitoring.about import AboutSomebody
from translations.jobs.models import Edition


class OfEdition(RecordPage):
    """A page about an edition of the circles of whoever looks."""

    model = Edition

    def get_queryset(self):
        return Edition.objects.in_circles_of(self.request.user).select_related(
            "document__superseded_by", "translation", "made_by", "circle"
        )

    def get_trail(self):
        document = self.record.document
        return [
            (_("Documents"), reverse("document-list")),
            (str(document), address(document)),
        ]


class EditionDetail(OfEdition, DetailPage):
    """One edition: what was corrected, and in whose hands it is."""

    def may(self, verb):
        """An edition is never changed."""
        return verb != "change" and super().may(verb)

    def is_in_force(self):
        return Edition.objects.in_force().filter(pk=self.record.pk).exists()

    def badges(self):
        if self.is_in_force():
            return [{"text": _("in force"), "colour": "green"}]
        return [{"text": _("earlier"), "colour": "secondary"}]

    def facts(self):
        record = self.record
        return [
            (_("Document"), record.document, address(record.document)),
            (_("Kind"), record.get_kind_display(), None),
            (_("Language"), record.get_language_display(), None),
            (_("File"), record.file_name, address(record, "file"))
            if record.file
            else (_("File"), "", None),
            (_("Translation"), record.translation, self.job_url()),
            (_("Published by"), record.translation_id and record.made_by, None),
            (
                _("Attached by"),
                not record.translation_id and record.made_by or "",
                None,
            ),
            (_("On"), record.made_at, None),
            (_("Where it is from"), record.where_from, None),
            (_("May we use it"), record.rights, None),
        ]

    def job_url(self):
        return self.record.translation and address(self.record.translation)

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        hands = {
            "title": _("In whose hands"),
            "empty_text": _("Nobody holds it yet."),
            "rows": holders_of(record, user)
            if user.has_perm("translations.view_delivery")
            else [],
        }
        if self.is_in_force() and user.has_perm("engagements.add_outreachaction"):
            hands |= {
                "add_url": reverse("edition-give", args=[record.pk]),
                "add_label": _("Give it to somebody"),
                "add_icon": "send",
            }
        sections = [hands]
        if record.changes:
            text = {"title": _("What was corrected"), "text": record.changes}
            sections.insert(0, text)
        return super().get_context_data(sections=sections, **context)


class EditionGive(AboutSomebody, OfEdition, NewRecordPage):
    """It goes to somebody today, or went already: one act, one delivery to each."""

    permission_required = "engagements.add_outreachaction"
    title = gettext_lazy("Give it to somebody")
    form_class = GiveForm

    def new_model(self):
        return OutreachAction

    def get_trail(self):
        return [*super().get_trail(), (str(self.record), address(self.record))]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        action = OutreachAction(circle=self.record.circle)
        return {**kwargs, "instance": action, "edition": self.record}

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        form = context["form"]
        closed = [] if form["is_past"].value() else gate_of_form(form, "officials").rows
        warning = self.record.document.warning
        intro = f"{self.record}. {warning}" if warning else str(self.record)
        return {**context, "gate": closed, "intro": intro}

    def keep(self, form):
        self.new_record = form.save()

    def get_success_url(self):
        return self.following(address(self.record))

    def success_words(self):
        if not self.new_record.action_deliveries.exists():
            return _("Saved.")
        return _("On record: it is in their hands.")


class EditionOffer(OfEdition, FormPage):
    """Who holds an earlier edition is offered this one."""

    permission_required = "engagements.add_offer"
    title = gettext_lazy("Offer the corrected text")
    form_class = OfferAgainForm
    keeps_drafts = False

    def get_trail(self):
        return [*super().get_trail(), (str(self.record), address(self.record))]

    def get_form_kwargs(self):
        holders = offers_anew.holders(self.record, self.request.user)
        return {**super().get_form_kwargs(), "holders": holders}

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        return {**context, "intro": str(self.record), "submit_label": _("Offer it")}

    def keep(self, form):
        people = form.cleaned_data["officials"]
        self.outcome = offers_anew.offer(self.record, people, by=self.request.user)

    def finish(self, form):
        for official, why in self.outcome.closed:
            messages.warning(self.request, f"{official}: {why}")
        return super().finish(form)

    def success_words(self):
        number = len(self.outcome.offers)
        words = ngettext(
            "Offered to %(number)s person.", "Offered to %(number)s people.", number
        )
        return words % {"number": number}

    def get_success_url(self):
        return self.following(address(self.record.document))
