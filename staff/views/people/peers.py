"""Who abroad does what somebody does here, and the other way about."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges.models import Participation
from officials.institutions.models import Appointment, Institution, Post
from officials.people.models import Official
from officials.people.peers import peers
from staff.addresses import address
from staff.pages import RecordPage


class Peers(RecordPage):
    """The best counterparts of one post, each with the reasons."""

    template_name = "officials/people/peers.html"
    title = gettext_lazy("Find a peer abroad")
    permission_required = ("officials.view_official", "officials.view_appointment")

    def get_trail(self):
        return [*super().get_trail(), (str(self.record), address(self.record))]

    def asked_about(self):
        """(post or None, official or None) whose peers are wanted."""
        raise NotImplementedError

    def get_context_data(self, **context):
        user = self.request.user
        post, official = self.asked_about()
        attended = Participation.objects.visible_to(user).filter(
            state=Participation.State.ATTENDED
        )
        best_peers = []
        if post:
            attendees = attended.values("official")
            best_peers = peers(post, user, met=attendees, official=official)
        return super().get_context_data(
            post=post,
            rows=[row(peer) for peer in best_peers],
            at_home=bool(post) and post.institution.side != Institution.Side.DOMESTIC,
            **context,
        )


class OfficialPeers(Peers):
    model = Official

    def asked_about(self):
        appointments = Appointment.objects.visible_to(self.request.user).current()
        appointments = appointments.filter(official=self.record).select_related(
            "post__institution"
        )
        first = appointments.order_by("-post__is_leading", "-started", "pk").first()
        return first and first.post, self.record


class PostPeers(Peers):
    model = Post

    def get_queryset(self):
        return Post.objects.select_related("institution")

    def get_trail(self):
        institution = self.record.institution
        return [
            (str(institution), address(institution)),
            (str(self.record), address(self.record)),
        ]

    def asked_about(self):
        return self.record, None


def row(peer):
    post = peer.appointment.post
    place = post.institution
    country = f" ({place.country})" if place.country else ""
    return {
        "title": str(peer.appointment.official),
        "url": address(peer.appointment.official),
        "detail": f"{post}, {place}{country}",
        "reasons": "; ".join(reasons(peer)),
    }


def reasons(peer):
    """Why this one: what both share, in words."""
    post = peer.appointment.post
    place, shared_traits = post.institution, []
    if peer.function:
        shared_traits.append(
            _("same function: %(what)s") % {"what": post.get_function_display().lower()}
        )
    if peer.kind:
        shared_traits.append(
            _("same kind: %(what)s") % {"what": place.get_kind_display().lower()}
        )
    if peer.level:
        shared_traits.append(
            _("same level: %(what)s") % {"what": place.get_level_display().lower()}
        )
    if peer.themes:
        shared_traits.append(
            _("shared themes: %(what)s") % {"what": ", ".join(map(str, peer.themes))}
        )
    if peer.met:
        shared_traits.append(_("took part in an exchange of ours"))
    return shared_traits
