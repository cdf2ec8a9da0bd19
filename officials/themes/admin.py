"""The tree of themes in the Django admin."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from officials.themes import themes
from officials.themes.models import Theme


class MergeThemeForm(forms.Form):
    """Into which theme one goes; only those in use are offered."""

    stays = forms.ModelChoiceField(
        label=_("The theme that stays"), queryset=Theme.objects.none()
    )

    def __init__(self, *args, goes, **kwargs):
        super().__init__(*args, **kwargs)
        self.goes = goes
        self.fields["stays"].queryset = Theme.objects.offered().exclude(pk=goes.pk)


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
