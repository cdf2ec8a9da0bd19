"""Who leaves: what goes to others, what they took of late, and the lock at the end."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from officials.security.models import Circle
from staff.locks.models import Lock
from staff.models import Farewell, User
from staff.views.desk.lines import Line, Place
from staff.views.locks import month, work
from staff.views.locks.colleague_locks import MAY_LOCK, OfPerson, lock_in_words


class FarewellPage(OfPerson):
    """One page for somebody who leaves.

    Managers and administrators find it of everybody; other colleagues, once somebody
    is leaving or locked, the part that is to be handed on.
    """

    template_name = "staff/locks/leaving.html"

    def dispatch(self, request, *args, **kwargs):
        people = User.objects.filter(pk=kwargs["pk"])
        if not request.user.has_perm(MAY_LOCK) and not out_of_reach(people).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def has_permission(self):
        return not self.request.user.is_external

    def get_title(self):
        is_said = self.lock or farewell_of(self.person).exists()
        words = _("%(name)s is leaving") if is_said else _("If %(name)s leaves")
        return words % {"name": self.person}

    def get_context_data(self, **context):
        reader = self.request.user
        if reader.has_perm(MAY_LOCK):
            context |= {
                "months": self.months(reader),
                "farewell": farewell_of(self.person).exists(),
                "steps": True,
                "locked": lock_in_words(self.lock) if self.lock else "",
            }
        kinds = work.in_hand(self.person, reader)
        return super().get_context_data(person=self.person, kinds=kinds, **context)

    def months(self, reader):
        """(heading, rows) of what they did in thirty days."""
        person = self.person
        return [
            (_("Lists and files they took"), month.exports(person, reader)),
            (_("Records in those files"), month.records(person, reader, in_file=True)),
            (_("Briefs they printed"), month.prints(person, reader)),
            (_("Records they merged"), month.merges(person, reader)),
            (_("Accounts they made or changed"), month.people_changed(person, reader)),
        ]

    def get_trail(self):
        if self.request.user.has_perm(MAY_LOCK):
            return super().get_trail()
        return [(_("Desk"), reverse("desk"))]


class FarewellStep(OfPerson):
    """Says that somebody is leaving, and so tells the circles; or takes it back."""

    http_method_names = ["post"]
    permission_required = MAY_LOCK

    def post(self, request, *args, **kwargs):
        if farewell_of(self.person).update(taken_back_at=timezone.now()):
            messages.success(request, _("Taken back."))
        else:
            Farewell.objects.create(person=self.person, said_by=request.user)
            sentence = _("The circles are told of what %(name)s has in hand there.")
            messages.success(request, sentence % {"name": self.person})
        return HttpResponseRedirect(reverse("colleague-leaving", args=[self.person.pk]))


class ColleagueSeen(OfPerson):
    """What may have been seen on a device that is lost: one's own, or a colleague's."""

    template_name = "staff/locks/seen.html"

    def has_permission(self):
        return self.is_me or self.request.user.has_perm(MAY_LOCK)

    def get_title(self):
        if self.is_me:
            return _("What may have been seen of mine")
        return _("What may have been seen: %(name)s") % {"name": self.person}

    def get_context_data(self, **context):
        reader, person = self.request.user, self.person
        sealed = month.records(person, reader, in_file=False)
        in_files = month.records(person, reader, in_file=True)
        return super().get_context_data(
            months=[
                (_("When they came in"), month.sign_ins(person)),
                (_("Pages of sealed records"), sealed),
                (_("Lists and files"), month.exports(person, reader)),
                (_("Records in those files"), in_files),
                (_("Briefs on paper"), month.prints(person, reader)),
            ],
            count=UserSession.objects.filter(user=person).count(),
            is_me=self.is_me,
            person=person,
            locked=lock_in_words(self.lock) if self.lock else "",
            **context,
        )


def farewell_of(person):
    return Farewell.objects.current().filter(person=person)


def out_of_reach(people):
    """Those of `people` who are leaving, or locked."""
    leaves = Farewell.objects.current().values("person")
    locked = Lock.objects.standing().values("person")
    return people.filter(Q(pk__in=leaves) | Q(pk__in=locked))


def lines_of(user):
    """For the members of a circle: what somebody who leaves has in hand there.

    Each reads of the circles they are a member of, whatever others see.
    """
    circles = Circle.objects.open_to(user).filter(everyone=False)
    circles = {each.pk: each for each in circles.filter(memberships__person=user)}
    if not circles:
        return []
    lines = []
    for person in out_of_reach(User.objects.exclude(pk=user.pk)):
        for key, count in work.counts(person, circles, user).items():
            lines.append(line(person, circles[key], count))
    return lines


def line(person, circle, count):
    sentence = ngettext(
        "%(count)s thing of theirs in the circle %(circle)s has nobody else",
        "%(count)s things of theirs in the circle %(circle)s have nobody else",
        count,
    )
    return Line(
        icon="user-x",
        kind=_("To hand on"),
        title=_("%(name)s is leaving or locked") % {"name": person},
        url=reverse("colleague-leaving", args=[person.pk]),
        who=sentence % {"count": count, "circle": circle.name},
        place=Place.TODAY,
    )
