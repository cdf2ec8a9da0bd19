"""Sealed circles closed to a member, and the word of another that opens them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.keepers import suspension, workflow
from staff.keepers.suspension import of_colleagues
from staff.phrases import short_moment
from staff.views.desk.lines import Line
from staff.views.keepers.colleagues import ForColleagues


def changes_in_words(membership):
    """What was changed, by whom and when: a sentence each."""
    changes = [change_in_words(change) for change in membership.changes]
    return changes or [_("Put into the circle by nobody who lets people in.")]


def closure_in_words(closure):
    """Who took them out, if anybody did, and what was changed: a sentence each."""
    sentences = [change_in_words(change) for change in closure.changes]
    if closure.taken_out and closure.taken_out_by is None:
        sentences.insert(0, _("Taken out of the circle by the server"))
    elif closure.taken_out:
        words = _("Taken out of the circle by %(name)s, %(when)s")
        when = short_moment(closure.since)
        sentences.insert(0, words % {"name": closure.taken_out_by, "when": when})
    return sentences


def change_in_words(change):
    if change.changed_by is None:
        words = _("%(what)s: changed by the server or a link sent by mail, %(when)s")
    else:
        words = _("%(what)s: changed by %(name)s, %(when)s")
    return words % {
        "what": str(change.get_kind_display()).capitalize(),
        "name": change.changed_by,
        "when": short_moment(change.changed_at),
    }


def lines_of(user):
    """The colleagues with whom `user` may speak, on the desk."""
    closures = suspension.closures_for(user)
    closures = [each for each in closures if each.has_job or each.way_changed]
    return [
        *(line_of(each, changes_in_words(each)) for each in of_colleagues(user)),
        *(line_of(each, closure_in_words(each)) for each in closures),
    ]


def line_of(place, sentences):
    return Line(
        icon="key-round",
        kind=_("Speak with them"),
        title=str(place.person),
        url=reverse("suspension-list"),
        who=_("%(circle)s is closed to them") % {"circle": place.circle},
        on=timezone.localdate(),
        more=sentences,
    )


def notes_for(user):
    """What whose circles are closed is told on their desk, a dictionary each."""
    return [
        {
            "circle": str(each.circle),
            "changes": changes_in_words(each),
            "is_stuck": suspension.is_stuck(each),
        }
        for each in suspension.of(user)
    ]


class SuspensionList(ForColleagues):
    """The members of my sealed circles who are suspended, and why."""

    template_name = "staff/keepers/suspensions.html"
    title = gettext_lazy("Closed to colleagues")

    def get_context_data(self, **context):
        user = self.request.user
        rows = [
            row_of(each, changes_in_words(each), user, "suspension-lift")
            for each in of_colleagues(user)
        ]
        closures = [
            row_of(each, closure_in_words(each), user, "closure-lift")
            for each in suspension.closures_for(user)
        ]
        return super().get_context_data(
            rows=[*rows, *closures], suspensions=notes_for(user), **context
        )


def row_of(place, sentences, user, lift):
    """What the list says of a membership or a closure, with the step `lift`."""
    return {
        "name": str(place.person),
        "circle": str(place.circle),
        "changes": sentences,
        "took_part": not suspension.may_assure(user, place),
        "waits": place.person.password_set_by_other_at is not None,
        "url": reverse(lift, args=[place.pk]),
    }


class SuspensionLift(ForColleagues):
    """I spoke with them, and it was they: by POST only."""

    http_method_names = ["post"]

    def places_of(self, user):
        return of_colleagues(user)

    def in_words(self, place):
        """What is so from now on."""
        words = _("Confirmed. %(circle)s is open to %(name)s again.")
        return words % {"circle": place.circle, "name": place.person}

    def post(self, request, *args, **kwargs):
        places = {each.pk: each for each in self.places_of(request.user)}
        place = places.get(kwargs["pk"])
        if place is None:
            raise Http404
        try:
            workflow.assure(place, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            messages.success(request, self.in_words(place))
        return HttpResponseRedirect(reverse("suspension-list"))


class ClosureLift(SuspensionLift):
    """The same of somebody who is not in the circle: jobs, and what they wrote."""

    def places_of(self, user):
        return suspension.closures_for(user)

    def in_words(self, place):
        words = _(
            "Confirmed. %(name)s sees again what they wrote, and their translations "
            "of %(circle)s."
        )
        return words % {"circle": place.circle, "name": place.person}
