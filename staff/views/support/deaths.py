"""The page that names what a death closes, and its lines on the desk."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.support import deaths
from officials.people.models import Official
from staff.addresses import address
from staff.pages import RecordPage
from staff.phrases import STATE_COLOURS, short_date, spell
from staff.views.desk.lines import Button, Line, Place

SHOWN = 20


class OfficialDeath(RecordPage):
    """What still goes on with somebody who died, and one button that closes it."""

    model = Official
    template_name = "engagements/support/death.html"
    permission_required = "officials.change_official"

    def get_title(self):
        return _("%(name)s has died") % {"name": self.record}

    def get_trail(self):
        return [*super().get_trail(), (str(self.record), address(self.record))]

    def get(self, request, *args, **kwargs):
        if self.record.died is None:
            messages.info(request, _("Nobody wrote down that they died."))
            return HttpResponseRedirect(address(self.record))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context):
        user = self.request.user
        left = deaths.remains([self.record], user)[self.record.pk]
        return super().get_context_data(
            intro=_("Died: %(date)s") % {"date": self.record.died},
            groups=[group for group in groups_of(left) if group[1]],
            shared=[row_of_action(each) for each in left.shared],
            is_open=left.is_open,
            cancel_url=address(self.record),
            **context,
        )

    def post(self, request, *args, **kwargs):
        try:
            batch = deaths.close(self.record, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            undo = reverse("batch-undo", args=[batch.pk])
            messages.success(request, _("Closed."), extra_tags=undo)
        return HttpResponseRedirect(self.following(address(self.record)))


def groups_of(left):
    """(what happens to each kind of what is open, its rows)."""
    return (
        (_("Posts that end on that day"), [row_of_post(each) for each in left.posts]),
        (
            _("Planned actions that are cancelled"),
            [row_of_action(each) for each in left.actions],
        ),
        (_("Playbooks that stop"), [row_of_run(each) for each in left.runs]),
        (_("Offers that are taken back"), [row_of_offer(each) for each in left.offers]),
        (
            _("Invitations that are called off"),
            [row_of_invitation(each) for each in left.invitations],
        ),
    )


def row_of_post(appointment):
    return {
        "title": str(appointment.post),
        "url": address(appointment.post),
        "detail": f"{appointment.post.institution} · {spell(appointment)}",
    }


def row_of_offer(offer):
    return {
        "title": str(offer),
        "url": address(offer),
        "on": short_date(offer.offered_on),
    }


def row_of_run(run):
    return {
        "title": str(run.playbook),
        "url": address(run),
        "on": short_date(run.anchor_on),
    }


def row_of_invitation(participation):
    return {
        "title": str(participation.exchange),
        "url": address(participation.exchange),
        "state_label": participation.get_state_display(),
        "colour": STATE_COLOURS[participation.state],
    }


def row_of_action(action):
    return {
        "title": action.subject,
        "url": address(action),
        "detail": action.get_kind_display(),
        "on": short_date(action.planned_on),
    }


def lines_of(user):
    """Those who died and with whom something of mine still goes on."""
    if not user.has_perm("engagements.view_outreachaction"):
        return []
    officials = list(deaths.of_my_concern(user).order_by("sort_name", "pk")[:SHOWN])
    left = deaths.remains(officials, user) if officials else {}
    may = user.has_perm("officials.change_official")
    return [
        line(each, left[each.pk], may) for each in officials if left[each.pk].is_open
    ]


def line(official, left, may_close):
    """What the desk says of one death, with its button."""
    page = reverse("official-death", args=[official.pk])
    buttons = (Button(_("Look and close"), f"{page}?next={reverse('desk')}"),)
    return Line(
        icon="calendar-x",
        kind=_("Death"),
        title=_("%(name)s died; still open: %(what)s")
        % {"name": official, "what": in_words(left)},
        url=address(official),
        when=str(official.died),
        place=Place.TODAY,
        buttons=buttons if may_close else (),
    )


def in_words(left):
    """“1 post, 2 planned actions”."""
    posts, actions, offers, invitations, runs, _shared = map(len, left)
    counts = (
        (posts, ngettext("%(n)s post", "%(n)s posts", posts)),
        (actions, ngettext("%(n)s planned action", "%(n)s planned actions", actions)),
        (runs, ngettext("%(n)s playbook", "%(n)s playbooks", runs)),
        (offers, ngettext("%(n)s offer", "%(n)s offers", offers)),
        (invitations, ngettext("%(n)s invitation", "%(n)s invitations", invitations)),
    )
    return ", ".join(words % {"n": n} for n, words in counts if n)


def after_change(page, form, response):
    """Where the form of an official leads once `died` was written or taken away."""
    if "died" not in form.changed_data:
        return response
    user, official = page.request.user, page.record
    if official.died is None:
        if batch := deaths.latest_batch(official, user):
            messages.info(
                page.request,
                _("What that had closed is still closed: open it again?"),
                extra_tags=reverse("batch-undo", args=[batch.pk]),
            )
        return response
    if deaths.remains([official], user)[official.pk].is_open:
        return HttpResponseRedirect(reverse("official-death", args=[official.pk]))
    return response
