"""The house is locked by anybody in it, and opened again by two keepers."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.keepers.models import Keeper
from staff.locks import workflow
from staff.locks.lockable import opens_house
from staff.locks.models import HouseLock, Lock
from staff.operations.since_backup import question_for
from staff.pages import Page
from staff.phrases import short_moment
from staff.views.locks.leave import leave_behind

OF_LATE = timedelta(days=3)


def notes_for(user):
    """That the house was locked of late, or a lock lifted on the server.

    A sentence each, for all who work here.
    """
    if user.is_external:
        return []
    since = timezone.now() - OF_LATE
    of_house = HouseLock.objects.filter(opened_at__gte=since)
    of_house = of_house.select_related("locked_by").prefetch_related("keys__keeper")
    of_server = Lock.objects.filter(lifted_at__gte=since, lifted_by=None)
    words = _("%(name)s was let in again on the server, %(moment)s.")
    return [in_words(each) for each in of_house] + [
        words % {"name": each.person, "moment": short_moment(each.lifted_at)}
        for each in of_server.select_related("person")
    ]


def in_words(lock):
    """“Locked 30 Nov, 16:20, by Anna; opened 17:10 by Lev and Maria.”"""
    keys = lock.keys.all()
    keepers = [str(key.keeper) for key in keys if key.keeper_id in lock.opened_with]
    keepers = keepers or [_("somebody on the server")]
    words = _("Locked %(moment)s: %(who)s. Opened %(later)s: %(keepers)s.")
    return words % {
        "moment": short_moment(lock.locked_at),
        "who": lock.locked_by or lock.get_reason_display(),
        "later": short_moment(lock.opened_at),
        "keepers": ", ".join(keepers),
    }


class LockHouse(Page):
    """Asks once, then shuts the house for everybody at once."""

    template_name = "staff/locks/house.html"
    title = gettext_lazy("Lock the house")
    permission_required = ()

    def has_permission(self):
        return not self.request.user.is_external

    def get_context_data(self, **context):
        keepers = Keeper.objects.in_office().count()
        enough = keepers >= workflow.OPENED_BY
        return super().get_context_data(enough=enough, **context)

    def post(self, request, *args, **kwargs):
        workflow.lock_house(by=request.user)
        return leave_behind(request)


class ForKeepers(Page):
    """What a keeper may do in a house that is locked; it is there only then."""

    permission_required = ()

    def dispatch(self, request, *args, **kwargs):
        self.lock = HouseLock.objects.standing().first()
        if self.lock is None:
            return HttpResponseRedirect(reverse("desk"))
        return super().dispatch(request, *args, **kwargs)

    def has_permission(self):
        return opens_house(self.request.user)


class HouseShut(ForKeepers):
    """Since when the house is locked, and the button that opens it."""

    template_name = "staff/locks/shut.html"

    def get_context_data(self, **context):
        keys = self.lock.keys
        return super().get_context_data(
            since=short_moment(self.lock.locked_at),
            mine=keys.filter(keeper=self.request.user).exists(),
            others=bool(workflow.keys_of_others(self.lock, self.request.user)),
            question=question_for(self.lock, self.request.user),
            **context,
        )


class OpenHouse(ForKeepers):
    """One keeper's word; with the second the house is open. By POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        question = question_for(self.lock, request.user, request.POST)
        if question and not question.is_valid():
            for fault in question.errors.values():
                messages.error(request, " ".join(fault))
            return HttpResponseRedirect(reverse("house-shut"))
        try:
            people = question.cleaned_data["people"] if question else ()
            is_open = workflow.open_house(by=request.user, keeps_out=people)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
            is_open = False
        if is_open:
            messages.success(request, _("The house is open. Nothing was erased."))
        return HttpResponseRedirect(reverse("desk" if is_open else "house-shut"))
