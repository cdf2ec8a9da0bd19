"""Actions and their commitments in the Django admin."""

from django.contrib import admin

from engagements.contacts.models import ActionOfficial, Commitment, OutreachAction
from officials.record_admin import PartInline, ReadOnly, RecordAdmin


class ActionOfficialInline(PartInline):
    model = ActionOfficial
    raw_id_fields = ("official",)


@admin.register(OutreachAction)
class OutreachActionAdmin(RecordAdmin):
    list_display = ("subject", "kind", "state", "planned_on", "lead", "circle")
    list_filter = ("state", "kind")
    list_select_related = ("lead", "circle")
    raw_id_fields = ("document", "translation", "institution")
    readonly_fields = ("state", "done_on")
    inlines = (ActionOfficialInline,)


@admin.register(Commitment)
class CommitmentAdmin(ReadOnly, RecordAdmin):
    list_display = ("action", "whose", "due_on", "state", "circle")
    list_select_related = ("action", "circle")
    search_fields = ()
