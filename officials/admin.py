"""Institutions, officials, circles and themes in the Django admin."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from officials.forms import CheckedForm, WebAddressField
from officials.institutions.models import Agreement, Appointment, Institution, Post
from officials.people.models import (
    ContactPoint,
    Identifier,
    Official,
    OfficialName,
    Tie,
)
from officials.safeguards.models import Switch
from officials.security.models import Circle, Membership
from officials.security.records import Record
from officials.sources.models import Source, SourceIdentity
from officials.themes import themes
from officials.themes.models import Theme


class Scoped:
    """Shows and offers only what the person may see; nothing is removed here."""

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        model = db_field.remote_field.model
        if model is Circle:
            field.queryset = Circle.objects.open_to(request.user)
        elif issubclass(model, Record):
            field.queryset = field.queryset.visible_to(request.user)
        return field

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly:
    """States and stamps come about by steps; here they are read."""

    def has_add_permission(self, request, *args):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class Discreet:
    """The admin's own log keeps no names."""

    def log_addition(self, request, obj, message):
        return super().log_addition(request, Nameless(obj), message)

    def log_change(self, request, obj, message):
        return super().log_change(request, Nameless(obj), [{"changed": {}}])


class RecordAdmin(Scoped, Discreet, admin.ModelAdmin):
    """A record in the admin: the same circles, the same search, no names in its log.

    A record moves to another circle on its own page, where what goes along is shown.
    """

    form = CheckedForm
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("pk",)
    formfield_overrides = {models.URLField: {"form_class": WebAddressField}}

    def get_search_results(self, request, queryset, search_term):
        if not self.search_fields:
            return queryset, False
        return queryset.search(search_term), False

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "circle") if obj else fixed


class ByOfficial(ReadOnly, RecordAdmin):
    """Safeguards of an official, found by the name of the person."""

    def get_search_results(self, request, queryset, search_term):
        matching = Official.objects.search(search_term)
        return queryset.filter(official__in=matching), False


class Nameless:
    """Stands for a record in the admin's own log, which keeps no names."""

    def __init__(self, record):
        self.pk = record.pk
        self._meta = record._meta

    def __str__(self):
        return self._meta.model_name


class PartInline(Scoped, admin.TabularInline):
    """The parts of a record; they are in its circle."""

    exclude = ("circle",)
    extra = 0


class OfficialNameInline(PartInline):
    model = OfficialName
    fields = ("text", "kind", "family", "given", "patronymic", "language", "is_display")


class AppointmentInline(PartInline):
    model = Appointment
    fields = ("post", "started", "ended", "acting", "term", "disputed", "source")
    raw_id_fields = ("post",)


class ContactPointInline(Scoped, admin.TabularInline):
    """Contacts have a circle of their own."""

    model = ContactPoint
    extra = 0


class IdentifierInline(PartInline):
    model = Identifier


@admin.register(Official)
class OfficialAdmin(RecordAdmin):
    list_display = ("name", "other_script", "born", "circle")
    list_select_related = ("circle",)
    fields = ("gender", "born", "died", "circle")
    inlines = (
        OfficialNameInline,
        AppointmentInline,
        ContactPointInline,
        IdentifierInline,
    )

    @admin.display(description=_("In the other script"), ordering="native_name")
    def other_script(self, official):
        return official.native_name


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


@admin.register(Tie)
class TieAdmin(RecordAdmin):
    list_display = ("official", "kind", "other", "strength", "circle")
    list_select_related = ("official", "other", "circle")
    raw_id_fields = ("official", "other")
    search_fields = ()


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    list_display = ("title", "institution", "kind", "signed_on", "until", "circle")
    list_select_related = ("institution", "circle")
    raw_id_fields = ("institution",)
    exclude = ("file", "file_name")
    search_fields = ()


class MergeThemeForm(forms.Form):
    """Into which theme one goes; only those in use are offered."""

    stays = forms.ModelChoiceField(
        label=_("The theme that stays"), queryset=Theme.objects.none()
    )

    def __init__(self, *args, goes, **kwargs):
        super().__init__(*args, **kwargs)
        self.goes = goes
        self.fields["stays"].queryset = Theme.objects.offered().exclude(pk=goes.pk)


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Whether it is confidential is said once, as on its own page."""

    list_display = ("__str__", "kind", "reliability", "quoting", "retired", "circle")
    list_filter = ("kind", "reliability", "confidential", "retired")
    list_select_related = ("circle",)
    exclude = ("file", "file_name")

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "confidential") if obj else fixed


@admin.register(SourceIdentity)
class SourceIdentityAdmin(RecordAdmin):
    list_display = ("name", "source", "circle")
    list_select_related = ("source", "circle")
    raw_id_fields = ("source",)
    search_fields = ()


@admin.register(Theme)
class ThemeAdmin(admin.ModelAdmin):
    """The tree of themes; one may become another, or be used no longer."""

    list_display = ("in_tree", "name_ru", "deprecated", "use_instead")
    list_filter = ("deprecated",)
    list_select_related = ("parent", "use_instead")
    search_fields = ("name", "name_ru")
    change_form_template = "admin/officials/theme_change.html"

    def get_queryset(self, request):
        return super().get_queryset(request).with_path().order_by("path")

    @admin.display(description=pgettext_lazy("of a thing", "name"), ordering="path")
    def in_tree(self, theme):
        return theme.path

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        merge = path(
            "<int:pk>/merge/",
            self.admin_site.admin_view(self.merge_page),
            name="officials_theme_merge",
        )
        return [merge, *super().get_urls()]

    def merge_page(self, request, pk):
        """Asks into which theme this one goes, shows the counts, then merges."""
        goes = get_object_or_404(Theme, pk=pk)
        if not self.has_change_permission(request, goes):
            raise PermissionDenied
        form = MergeThemeForm(request.POST or None, goes=goes)
        if form.is_valid() and "confirmed" in request.POST:
            try:
                themes.merge(goes, form.cleaned_data["stays"])
            except ValidationError as reason:
                form.add_error("stays", reason)
            else:
                self.message_user(request, _("The two themes are one now."))
                return HttpResponseRedirect(reverse("admin:officials_theme_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge into another theme"),
            "theme": goes,
            "form": form,
            "asks": form.is_bound and form.is_valid(),
            "uses": [
                (use.model._meta.verbose_name_plural, use.count)
                for use in themes.uses(goes, request.user)
            ],
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/officials/theme_merge.html", context)


@admin.register(Switch)
class SwitchAdmin(admin.ModelAdmin):
    """What is in use; a part without a row is off."""

    list_display = ("name", "on")
    readonly_fields = ("name",)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class MembershipFormSet(BaseInlineFormSet):
    """Who is in a circle; a sealed one keeps two people and two signatories."""

    def add_fields(self, form, index):
        """Who is in stays who they are: somebody else is a new row."""
        super().add_fields(form, index)
        if form.instance.pk:
            form.fields["person"].disabled = True

    def clean(self):
        super().clean()
        member_forms = [form for form in self.forms if self.stays(form)]
        if not self.instance.sealed:
            return
        if len(member_forms) < 2:
            raise ValidationError(_("A sealed circle has at least two people."))
        if (
            sum(form.cleaned_data.get("is_signatory", False) for form in member_forms)
            < 2
        ):
            raise ValidationError(_("A sealed circle names two signatories."))
        if not self.instance._state.adding:
            self.check_newcomers(member_forms)

    def stays(self, form):
        data = getattr(form, "cleaned_data", {})
        return data.get("person") and not data.get("DELETE")

    def check_newcomers(self, member_forms):
        """ValidationError unless a signatory other than the newcomer lets them in."""
        signatories = set(
            self.instance.memberships.filter(is_signatory=True).values_list(
                "person", flat=True
            )
        )
        newcomers = {
            form.cleaned_data["person"].pk
            for form in member_forms
            if not form.instance.pk
        }
        promoted = any(
            form.instance.pk and "is_signatory" in form.changed_data
            for form in member_forms
        )
        if (newcomers or promoted) and self.acting.pk not in signatories - newcomers:
            raise ValidationError(
                _("Only a signatory of a sealed circle lets somebody else in.")
            )


class MembershipInline(admin.TabularInline):
    model = Membership
    formset = MembershipFormSet
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type("MembershipFormSet", (formset,), {"acting": request.user})


@admin.register(Circle)
class CircleAdmin(Discreet, admin.ModelAdmin):
    list_display = ("name", "sealed", "accountability")
    inlines = (MembershipInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(everyone=False)

    def get_readonly_fields(self, request, obj=None):
        return ("sealed",) if obj else ()

    def has_delete_permission(self, request, obj=None):
        return False
