"""Pages of relationships, and of what came of what we did."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts.models import OutreachAction
from engagements.relationships import forms
from engagements.relationships.filters import RelationshipFilter
from engagements.relationships.models import Relationship
from officials.institutions.models.institutions import (
    in_other_language,
    in_reader_language,
)
from officials.people.models import Official
from officials.safeguards.workflow import SIGNS
from staff.columns import Column
from staff.pages import CreatePart, ListPage, UpdatePage

State = OutreachAction.State


class RelationshipList(ListPage):
    queryset = Relationship.objects.all()
    filterset_class = RelationshipFilter
    searchable = False
    empty_text = gettext_lazy("No relationship matches.")
    links = ((gettext_lazy("Taken over from a sheet"), "takenover-list", SIGNS),)

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
            Column(_("Lead"), "lead__full_name"),
            Column(_("Rhythm (days)"), "rhythm_days", numeric=True),
            Column(_("Last contact"), "last_contact_on"),
            Column(_("Last tried"), "last_tried_on", by_default=False),
            Column(_("Next contact due"), "due_on"),
        )

    def annotate(self, queryset):
        names = ("official__name", "official__native_name")
        return queryset.with_contact(self.request.user).annotate(
            official_label=in_reader_language(*names),
            official_other_label=in_other_language(*names),
        )

    def key(self):
        return "official"

    def row_url(self, record):
        return reverse("official-detail", args=[record["official"]])


class RelationshipAdd(CreatePart):
    model = Official
    part = Relationship
    parent_name = "official"
    form_class = forms.RelationshipForm
    title = gettext_lazy("Name a lead")


class RelationshipEdit(UpdatePage):
    model = Relationship
    form_class = forms.RelationshipForm
