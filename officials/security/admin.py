"""Circles in the Django admin, and its own log, which keeps no names."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from officials.security.models import Circle, Membership


class Discreet:
    """The admin's own log keeps no names."""

    def log_addition(self, request, obj, message):
        return super().log_addition(request, Nameless(obj), message)

    def log_change(self, request, obj, message):
        return super().log_change(request, Nameless(obj), [{"changed": {}}])


class Nameless:
    """Stands for a record in the admin's own log, which keeps no names."""

    def __init__(self, record):
        self.pk = record.pk
        self._meta = record._meta

    def __str__(self):
        return self._meta.model_name


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
            self.instance.memberships.in_force()
            .filter(is_signatory=True)
            .values_list("person", flat=True)
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
    readonly_fields = ("suspended_at",)

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
