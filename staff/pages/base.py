"""What every page shares: a title, a trail, a permission, and one record or none."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.views.generic import View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from officials.duplicates.models import FormerKey
from officials.imports.unreadable_files import UnreadableFile
from officials.people.models import Official
from officials.safeguards.models import Switch
from officials.security.models import Access
from officials.security.records import Record
from staff.addresses import subject
from staff.exports import taken_with


class Page(PermissionRequiredMixin, ContextMixin, TemplateResponseMixin, View):
    """A page of the frame: a title, the trail that leads to it, a permission.

    `needs_switch` names the part of the method (`Switch.Name`) that it belongs to:
    while that is off, the page is not there (404).
    """

    raise_exception = True
    model = None
    title = ""
    trail = ()
    needs_switch = ""

    def dispatch(self, request, *args, **kwargs):
        if not in_use(self):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_title(self):
        return self.title

    def get_trail(self):
        """(label, address) of the pages above this one."""
        return [(label, reverse(name)) for label, name in self.trail]

    def get_context_data(self, **context):
        context.setdefault("title", self.get_title())
        context.setdefault("trail", self.get_trail())
        context.setdefault("next_url", self.following(""))
        return super().get_context_data(**context)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def following(self, otherwise):
        """The page that the form asked to come back to, if it is one of ours.

        A link to the form may ask for it as well.
        """
        parameters = (
            self.request.POST if self.request.method == "POST" else self.request.GET
        )
        next_url = parameters.get("next", "")
        if url_has_allowed_host_and_scheme(next_url, allowed_hosts=None):
            return next_url
        return otherwise

    def permission(self, verb):
        """The name of the permission to `verb` records of this page's model."""
        return f"{self.model._meta.app_label}.{verb}_{self.model._meta.model_name}"

    def may(self, verb):
        return self.request.user.has_perm(self.permission(verb))


def in_use(page):
    """Whether the part of the method that `page` belongs to is switched on."""
    switch = getattr(page, "needs_switch", "")
    return not switch or Switch.objects.is_on(switch)


def page_called(name):
    """The page behind the URL name `name`, which takes no arguments."""
    return getattr(resolve(reverse(name)).func, "view_class", None)


def list_of(model):
    """(name, address) of the list of `model`, called as its own page is."""
    name = f"{subject(model)}-list"
    title = page_called(name).title or capfirst(model._meta.verbose_name_plural)
    return str(title), reverse(name)


class FromFile:
    """A page of what is read from a file each time anew.

    Where that fails (the server is busy, a limit is narrower than it was) it says so
    and leads to the page called `back`.
    """

    back = ""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except UnreadableFile as reason:
            messages.error(request, " ".join(reason.messages))
            return HttpResponseRedirect(reverse(self.back))


class RecordPage(Page):
    """A page about one record; what the reader may not see is not there (404)."""

    pk_url_kwarg = "pk"

    def get_queryset(self):
        return self.model.objects.all()

    def get_record(self):
        visible = self.get_queryset().visible_to(self.request.user)
        return get_object_or_404(visible, pk=self.kwargs[self.pk_url_kwarg])

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            return self.handle_no_permission()
        if not in_use(self):
            raise Http404
        try:
            self.record = self.get_record()
        except Http404:
            if request.method == "GET" and (now := self.now_at()):
                return HttpResponseRedirect(now)
            raise
        response = super().dispatch(request, *args, **kwargs)
        self.keep_look(response)
        return response

    def keep_look(self, response):
        """Keeps that the reader saw this record, where it is sealed and was not taken
        as a file, which is kept as such."""
        request, is_record = self.request, isinstance(self.record, Record)
        is_look = request.method == "GET" and response.status_code == 200
        if is_look and is_record and self.record not in taken_with(request):
            page = request.resolver_match.url_name
            Access.objects.keep_look(self.record, by=request.user, page=page)

    def now_at(self):
        """The address of this page for the record that this one was merged into."""
        if self.model is not Official:
            return None
        former = FormerKey.objects.visible_to(self.request.user)
        former = former.filter(key=self.kwargs[self.pk_url_kwarg]).first()
        if former is None:
            return None
        kwargs = {**self.kwargs, self.pk_url_kwarg: former.official_id}
        return reverse(self.request.resolver_match.view_name, kwargs=kwargs)

    def get_trail(self):
        """The list above, as a link for those who may read it."""
        name, url = list_of(self.model)
        return [(name, url if self.may("view") else None)]
