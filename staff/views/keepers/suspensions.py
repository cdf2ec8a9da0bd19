"""Sealed circles closed to a member, and the word of another that opens them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.keepers import suspension, workflow
from staff.phrases import short_moment
from staff.views.desk.lines import Line
from staff.views.keepers.colleagues import ForColleagues


def changes_in_words(membership):
    """What was changed, by whom and when: a sentence each."""
    changes = [change_in_words(change) for change in membership.changes]
    return changes or [_("Put into the circle by nobody who lets people in.")]


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
    return [
        Line(
            icon="key-round",
            kind=_("Speak with them"),
            title=str(each.person),
            url=reverse("suspension-list"),
            who=_("%(circle)s is closed to them") % {"circle": each.circle},
            on=timezone.localdate(),
            more=changes_in_words(each),
        )
        for each in suspension.of_colleagues(user)
    ]


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
            {
                "name": str(each.person),
                "circle": str(each.circle),
                "changes": changes_in_words(each),
                "took_part": any(c.changed_by_id == user.pk for c in each.changes),
                "url": reverse("suspension-lift", args=[each.pk]),
            }
            for each in suspension.of_colleagues(user)
        ]
        return super().get_context_data(rows=rows, **context)


class SuspensionLift(ForColleagues):
    """I spoke with them, and it was they: by POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        places = {each.pk: each for each in suspension.of_colleagues(request.user)}
        membership = places.get(kwargs["pk"])
        if membership is None:
            raise Http404
        try:
            workflow.assure(membership, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            words = _("Confirmed. %(circle)s is open to %(name)s again.")
            names = {"circle": membership.circle, "name": membership.person}
            messages.success(request, words % names)
        return HttpResponseRedirect(reverse("suspension-list"))
