"""Saved views: keep what a list shows, change it, remove it, and take that back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.forms import (
    NewSavedViewForm,
    SavedViewForm,
    check_may_be_shared,
    query_to_keep,
)
from staff.models import SavedView
from staff.pages import EditPage, FormPage, ListPage, Page


def list_page(name, request):
    """The list of that URL name as this person would open it; 404 for no list."""
    try:
        match = resolve(reverse(name))
    except (NoReverseMatch, Resolver404):
        raise Http404 from None
    page_class = getattr(match.func, "view_class", None)
    if not (page_class and issubclass(page_class, ListPage)):
        raise Http404
    page = page_class()
    page.setup(request)
    if not page.has_permission():
        raise PermissionDenied
    return page


class SavedViewPage(Page):
    """A page about a saved view; it is not there (404) for anybody but its owner."""

    permission_required = ()
    model = SavedView

    def dispatch(self, request, *args, **kwargs):
        self.record = self.get_record()
        self.list = list_page(self.record.page, request)
        return super().dispatch(request, *args, **kwargs)

    def get_record(self):
        mine = SavedView.objects.kept().filter(owner=self.request.user)
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    def get_trail(self):
        return [(self.list.get_title(), self.record.address())]


class SavedViewForms:
    """What the forms of a new and of a known view have in common."""

    keeps_drafts = False

    def get_form_kwargs(self):
        kwargs = {"instance": self.record, **super().get_form_kwargs()}
        return {**kwargs, "list_page": self.list}

    def get_success_url(self):
        return self.record.address()


class SavedViewAdd(SavedViewForms, FormPage):
    """Keeps what a list shows under a name."""

    http_method_names = ["post"]
    permission_required = ()
    model = SavedView
    title = gettext_lazy("Save this view")
    form_class = NewSavedViewForm

    def dispatch(self, request, *args, **kwargs):
        self.list = list_page(kwargs["page"], request)
        self.record = SavedView(owner=request.user, page=kwargs["page"])
        return super().dispatch(request, *args, **kwargs)

    def get_trail(self):
        return [(self.list.get_title(), reverse(self.record.page))]


class SavedViewEdit(SavedViewForms, SavedViewPage, EditPage):
    """Another name; shared or private; whether the list opens with it."""

    title = gettext_lazy("Saved view")
    form_class = SavedViewForm


class SavedViewOverwrite(SavedViewPage):
    """The view keeps from now on what the list shows; by POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            query = query_to_keep(request.POST.get("query", ""))
            if self.record.shared:
                check_may_be_shared(self.list, query)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            self.record.query = query
            self.record.save()
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(self.record.address())


class SavedViewRemove(SavedViewPage):
    """Removes a view, which can be taken back; by POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        SavedView.objects.rested().delete()
        self.record.removed_at = timezone.now()
        self.record.save()
        message = _("The view “%(name)s” was removed.") % {"name": self.record}
        undo = reverse("savedview-restore", args=[self.record.pk])
        messages.success(request, message, extra_tags=undo)
        return HttpResponseRedirect(reverse(self.record.page))


class SavedViewRestore(Page):
    """Takes the removal of a view back; by POST only."""

    http_method_names = ["post"]
    permission_required = ()

    def post(self, request, *args, **kwargs):
        mine = SavedView.objects.filter(owner=request.user)
        view = get_object_or_404(mine, pk=kwargs["pk"])
        view.removed_at = None
        try:
            with transaction.atomic():
                view.save()
        except IntegrityError:
            message = _("Another view has its name by now, or opens first.")
            messages.error(request, message)
            return HttpResponseRedirect(reverse(view.page))
        return HttpResponseRedirect(view.address())
