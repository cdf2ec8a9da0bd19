"""The people who sign in, their roles, and the files they took, in the Django admin."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from staff.models import Export, User


class PersonCreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "full_name")


class PersonChangeForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People are never removed: whoever leaves is made inactive."""

    form = PersonChangeForm
    add_form = PersonCreationForm
    list_display = ("username", "full_name", "is_active", "is_external", "is_staff")
    list_filter = ("is_active", "is_external", "groups")
    search_fields = ("username", "full_name", "email")
    ordering = ("full_name",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "full_name", "email")}),
        (
            _("What they may do"),
            {
                "fields": (
                    "is_active",
                    "groups",
                    "is_external",
                    "is_staff",
                    "must_use_second_factor",
                )
            },
        ),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "password1", "password2")}),
    )

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly:
    """Nobody adds, changes or removes any of these here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Export)
class ExportAdmin(ReadOnly, admin.ModelAdmin):
    """Which files left the house."""

    list_display = ("taken_at", "taken_by", "page", "rows")
    list_select_related = ("taken_by",)


class RoleAdmin(ReadOnly, GroupAdmin):
    """Roles are read here and written in staff/roles.py."""


admin.site.unregister(Group)
admin.site.register(Group, RoleAdmin)
