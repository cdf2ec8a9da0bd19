"""Colleagues, for whoever may lock one: who is in, who is locked, who left."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.security.readers import holds
from staff.keepers.enough import lack_without, warn_of_fewer
from staff.locks import workflow
from staff.locks.lockable import opens_house
from staff.locks.models import Lock
from staff.models import User
from staff.pages import Page
from staff.phrases import short_moment
from staff.roles import NAMES
from staff.views.locks.leave import leave_behind

MAY_LOCK = "staff.lock_user"
STANDING = Prefetch(
    "locks", Lock.objects.standing().select_related("locked_by"), to_attr="standing"
)


def may_lock_others(user):
    """Whether `user` may lock a colleague: by their role, or as a keeper."""
    return user.has_perm(MAY_LOCK) or opens_house(user)


def lifters():
    """Who could lift a lock: managers and administrators who are not locked."""
    locked = Lock.objects.standing().values("person")
    people = User.objects.filter(holds(*MAY_LOCK.split(".")), is_active=True)
    return people.exclude(is_external=True).exclude(pk__in=locked)


class ForWhoLocks(Page):
    permission_required = ()

    def has_permission(self):
        return may_lock_others(self.request.user)


class OfPerson(Page):
    """A page about one person, `self.person`; of whom is locked, `self.lock` too."""

    permission_required = ()

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():  # first, so that nobody learns which are there
            return self.handle_no_permission()
        people = User.objects.prefetch_related(STANDING)
        self.person = get_object_or_404(people, pk=kwargs["pk"])
        self.lock = next(iter(self.person.standing), None)
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_me(self):
        return self.kwargs["pk"] == self.request.user.pk

    def get_trail(self):
        if may_lock_others(self.request.user):
            return [(_("Colleagues"), reverse("colleague-list"))]
        return [(_("My sessions"), reverse("usersessions_list"))]


class ColleagueList(ForWhoLocks):
    """Everybody with an account, those who are in first."""

    template_name = "staff/locks/colleagues.html"
    title = gettext_lazy("Colleagues")

    def get_context_data(self, **context):
        people = User.objects.prefetch_related("groups", STANDING)
        people = people.order_by("-is_active", "full_name", "username")
        may_look = self.request.user.has_perm(MAY_LOCK)
        rows = [row(person, may_look) for person in people]
        return super().get_context_data(rows=rows, **context)


def row(person, may_look):
    """One person as the list shows them; `may_look` adds the pages about them."""
    roles = ", ".join(str(NAMES[group.name]) for group in person.groups.all())
    lock = next(iter(person.standing), None)
    return {
        "name": str(person),
        "detail": _("External translator") if person.is_external else roles,
        "gone": not person.is_active,
        "lock": lock,
        "locked": lock_in_words(lock) if lock else "",
        "lock_url": reverse("colleague-lock", args=[person.pk]),
        "lift_url": may_look and reverse("colleague-unlock", args=[person.pk]),
        "leaving_url": may_look and reverse("colleague-leaving", args=[person.pk]),
        "seen_url": may_look and reverse("colleague-seen", args=[person.pk]),
    }


def lock_in_words(lock):
    """“Locked by Anna on 30 Nov, 16:20.”"""
    words = {"moment": short_moment(lock.locked_at), "name": lock.locked_by}
    if lock.locked_by is None:
        return _("Locked on the server, %(moment)s.") % words
    return _("Locked by %(name)s, %(moment)s.") % words


class ColleagueLock(OfPerson):
    """Asks once, then keeps a colleague out, or whoever asks it of themselves."""

    template_name = "staff/locks/lock.html"

    def has_permission(self):
        return self.is_me or may_lock_others(self.request.user)

    def get_title(self):
        if self.is_me:
            return _("Lock my account")
        return _("Lock %(name)s") % {"name": self.person}

    def get_context_data(self, **context):
        return super().get_context_data(
            is_me=self.is_me,
            nobody_else=self.is_me
            and not lifters().exclude(pk=self.person.pk).exists(),
            locked=lock_in_words(self.lock) if self.lock else "",
            lack="" if self.is_me else lack_without(self.person),
            cancel_url=self.get_trail()[-1][1],
            **context,
        )

    def post(self, request, *args, **kwargs):
        back = HttpResponseRedirect(self.get_trail()[-1][1])
        try:
            with warn_of_fewer(request):
                workflow.lock(self.person, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
            return back
        if self.is_me:
            return leave_behind(request)
        sentence = _("%(name)s is locked. Nothing is erased.")
        messages.success(request, sentence % {"name": self.person})
        return back


class ColleagueUnlock(OfPerson):
    """Lets somebody in again; by POST only."""

    http_method_names = ["post"]
    permission_required = MAY_LOCK

    def has_permission(self):
        return super().has_permission() and not self.is_me

    def post(self, request, *args, **kwargs):
        try:
            if self.lock is None:
                raise ValidationError(_("They are not locked."))
            workflow.lift(self.lock, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            sentence = _("%(name)s can sign in again.")
            messages.success(request, sentence % {"name": self.person})
        return HttpResponseRedirect(reverse("colleague-list"))
