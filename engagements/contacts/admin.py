"""Actions and their commitments in the Django admin."""

from django.contrib import admin

from engagements.contacts.models import (
    ActionEdition,
    ActionOfficial,
    Commitment,
    OutreachAction,
)
from officials.record_admin import PartInline, ReadOnly, RecordAdmin


class ActionOfficialInline(PartInline):
    model = ActionOfficial
    raw_id_fields = ("official",)


class ActionEditionInline(PartInline):
    model = ActionEdition
    raw_id_fields = ("edition",)


@admin.register(OutreachAction)
class OutreachActionAdmin(RecordAdmin):
    list_display = ("subject", "kind", "state", "planned_on", "lead", "circle")
    list_filter = ("state", "kind")
    list_select_related = ("lead", "circle")
    raw_id_fields = ("institution",)
    # who is present beside them is asked about on the page of the action alone
    readonly_fields = ("state", "done_on", "others_present")
    inlines = (ActionOfficialInline, ActionEditionInline)


@admin.register(Commitment)
class CommitmentAdmin(ReadOnly, RecordAdmin):
    list_display = ("action", "whose", "due_on", "state", "circle")
    list_select_related = ("action", "circle")
    search_fields = ()
