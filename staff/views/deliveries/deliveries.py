"""Pages of deliveries: which edition is in whose hands, and what they made of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts.delivery_forms import DeliveryForm
from engagements.contacts.models import ActionDelivery
from engagements.monitoring.models import Note
from officials.institutions.models.institutions import in_reader_language
from staff.addresses import address
from staff.columns import Column
from staff.pages import DetailPage, ListPage, UpdatePage
from staff.phrases import short_date
from translations.deliveries.filters import DeliveryFilter
from translations.deliveries.models import Delivery


class DeliveryList(ListPage):
    queryset = Delivery.objects.all()
    filterset_class = DeliveryFilter
    links = ((gettext_lazy("Documents"), "document-list", ""),)
    empty_text = gettext_lazy("No delivery matches.")

    @property
    def columns(self):
        return (
            Column(_("Given on"), "given_on"),
            Column(_("Document"), "edition__document__title", link=True),
            Column(_("Symbol"), "edition__document__symbol", by_default=False),
            Column(_("Language"), "edition__language"),
            Column(_("Edition"), "edition_name", sort=()),
            Column(_("Official"), "official_label"),
            Column(_("Institution"), "institution_label"),
            Column(_("How it went"), "way"),
            Column(_("Copies"), "copies", numeric=True, by_default=False),
            Column(_("Given by"), "given_by__full_name", by_default=False),
        )

    def annotate(self, queryset):
        return queryset.with_edition_names().annotate(
            official_label=in_reader_language(
                "official__name", "official__native_name"
            ),
            institution_label=in_reader_language(
                "institution__name", "institution__native_name"
            ),
        )


class DeliveryDetail(DetailPage):
    """One delivery, and what they made of it."""

    model = Delivery

    def get_queryset(self):
        related = ("edition__document", "official", "institution", "given_by", "circle")
        return Delivery.objects.select_related(*related)

    def get_trail(self):
        return [(_("Documents"), reverse("document-list")),
                (_("Deliveries"), reverse("delivery-list"))]  # fmt: skip

    def badges(self):
        mine = Delivery.objects.filter(pk=self.record.pk)
        if not mine.outdated(self.request.user).exists():
            return []
        return [{"text": _("a later edition is in force"), "colour": "amber"}]

    def facts(self):
        record = self.record
        link = ActionDelivery.objects.visible_to(self.request.user).filter(
            delivery=record
        )
        action = next((each.action for each in link.select_related("action")), None)
        linked = (
            (_("Edition"), record.edition),
            (_("Official"), record.official),
            (_("Institution"), record.institution),
            (_("Handed over in"), action),
        )
        return [
            *((label, each, each and address(each)) for label, each in linked),
            (_("Given on"), record.given_on, None),
            (_("How it went"), record.get_way_display(), None),
            (_("Copies"), record.copies, None),
            (_("Given by"), record.given_by, None),
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        notes = Note.objects.visible_to(user).filter(delivery=record)
        section = {
            "title": _("What they made of it"),
            "empty_text": _(
                "Nothing yet: a citation in an order, a course or a judgment is a note."
            ),
            "rows": [
                {
                    "title": str(each),
                    "url": address(each),
                    "on": each.happened_on,
                }
                for each in notes
            ]
            if user.has_perm("engagements.view_note")
            else [],
        }
        if user.has_perm("engagements.add_note"):
            holder = "official" if record.official_id else "institution"
            query = f"?delivery={record.pk}&{holder}={record.holder.pk}"
            section |= {
                "add_url": reverse("note-add") + query,
                "add_label": _("Record use"),
            }
        return super().get_context_data(sections=[section], **context)

    def get_title(self):
        return _("In the hands of: %(holder)s") % {"holder": self.record.holder}


class DeliveryEdit(UpdatePage):
    model = Delivery
    form_class = DeliveryForm

    def get_title(self):
        return _("Given on %(day)s") % {"day": short_date(self.record.given_on)}
