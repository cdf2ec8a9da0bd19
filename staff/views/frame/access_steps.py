"""Changed ways in: a person says that they know of them."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from staff.models import AccessChange
from staff.pages import Page


class AccessChangeKnow(Page):
    """Takes one change, and those before it, off the desk; by POST only."""

    http_method_names = ["post"]
    permission_required = ()

    def post(self, request, *args, **kwargs):
        unseen = AccessChange.objects.unseen_by(request.user)
        latest = get_object_or_404(unseen, pk=kwargs["pk"])
        unseen.filter(pk__lte=latest.pk).update(seen_at=timezone.now())
        messages.success(request, _("Good. It is off your desk."))
        return HttpResponseRedirect(reverse("desk"))
