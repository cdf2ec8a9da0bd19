"""Institutions, posts and agreements in the Django admin."""

from django.contrib import admin

from officials.institutions.models import Agreement, Appointment, Institution, Post
from officials.record_admin import PartInline, RecordAdmin


class AppointmentInline(PartInline):
    model = Appointment
    fields = ("post", "started", "ended", "acting", "term", "disputed", "source")
    raw_id_fields = ("post",)


@admin.register(Institution)
class InstitutionAdmin(RecordAdmin):
    list_display = ("name", "native_name", "kind", "side", "country", "circle")
    list_filter = ("kind", "side", "level")
    list_select_related = ("circle",)
    raw_id_fields = ("parent",)


@admin.register(Post)
class PostAdmin(RecordAdmin):
    list_display = ("title", "native_title", "institution", "seats", "circle")
    list_select_related = ("institution", "circle")
    raw_id_fields = ("institution", "renamed_from")


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    list_display = ("title", "institution", "kind", "signed_on", "until", "circle")
    list_select_related = ("institution", "circle")
    raw_id_fields = ("institution",)
    exclude = ("file", "file_name")
    search_fields = ()
