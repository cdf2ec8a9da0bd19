"""Drafts: kept while somebody types, taken up or thrown away afterwards."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from staff.models import Draft
from staff.pages import Page, drafts


class DraftKeep(Page):
    """Keeps what stands in a form, sent by the browser; by POST only."""

    http_method_names = ["post"]
    permission_required = ()

    def post(self, request, *args, **kwargs):
        page = request.POST.get("draft_page", "")
        draft = drafts.keep(request.user, page, request.POST)
        if draft is None:
            return HttpResponse(status=422)
        at = timezone.localtime(draft.saved_at)
        return JsonResponse({"saved_at": time_format(at, "H:i")})


class DraftThrow(Page):
    """Throws a draft away; by POST only."""

    http_method_names = ["post"]
    permission_required = ()

    def post(self, request, *args, **kwargs):
        mine = Draft.objects.filter(owner=request.user)
        draft = get_object_or_404(mine, pk=kwargs["pk"])
        draft.delete()
        messages.success(request, _("The draft is gone."))
        return HttpResponseRedirect(draft.page)
