"""The people who sign in, their roles, and the files they took, in the Django admin."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.accounts.notices import tell
from staff.keepers import workflow
from staff.keepers.enough import warn_of_fewer
from staff.models import AccessChange, Export, User

# What an administrator can change of how a person gets in, in the form of a person.
WAYS_IN = {
    "username": AccessChange.Kind.NAME,
    "email": AccessChange.Kind.ADDRESS,
}


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
            gettext_lazy("What they may do"),
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

    def save_model(self, request, obj, form, change):
        """Tells the person what was changed of how they get in, at the old address."""
        with warn_of_fewer(request):
            super().save_model(request, obj, form, change)
        if not change:
            return
        before = form.initial.get("email") or ""
        for field, kind in WAYS_IN.items():
            if field in form.changed_data:
                tell(obj, kind, by=request.user, mailbox=before)

    def save_related(self, request, form, formsets, change):
        """A role that gives roles is asked for here, and given by a second person."""
        if "groups" in form.cleaned_data and workflow.is_awake():
            self.ask_second(request, form)
        super().save_related(request, form, formsets, change)

    def ask_second(self, request, form):
        person, roles = form.instance, form.cleaned_data["groups"]
        roles_so_far = person.groups.values("pk")
        asked = roles.filter(name__in=workflow.KIND_OF_ROLE).exclude(
            pk__in=roles_so_far
        )
        for role in asked:
            kind = workflow.KIND_OF_ROLE[role.name]
            workflow.ask(person, kind, by=request.user)
            words = _("Asked: %(role)s. Another person confirms it, on “Keepers”.")
            messages.warning(request, words % {"role": kind.label})
        form.cleaned_data["groups"] = roles.exclude(pk__in=asked.values("pk"))

    def user_change_password(self, request, id, form_url=""):
        """The same of a password that an administrator sets."""
        before = self.get_object(request, unquote(id))
        response = super().user_change_password(request, id, form_url)
        if before and request.method == "POST":
            now = User.objects.get(pk=before.pk)
            if now.password != before.password:
                tell(now, AccessChange.Kind.PASSPHRASE, by=request.user)
        return response


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


# Second ways to what the pages of a person lead to, past what guards those.
admin.site.unregister([EmailAddress, Authenticator, UserSession])
admin.site.unregister(Group)
admin.site.register(Group, RoleAdmin)
