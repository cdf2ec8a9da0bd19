"""What stands around every page: the nine places, quick capture, theme."""

from django.conf import settings
from django.db.models import Exists
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import FeedItem
from officials.institutions.models import Appointment
from officials.safeguards.models import Switch

THEMES = ("auto", "light", "dark")
OVERDUE = "overdue"  # in the session: how much was, when the desk was last seen

# (name of the place, icon, url name, permission that opens it, other url names in it)
PLACES = (
    (_("Desk"), "layout-dashboard", "desk", "", ()),
    (_("Officials"), "users", "official-list", "officials.view_official",
     ("import", "batch", "bulk", "mend", "appointment")),
    (_("Institutions"), "landmark", "institution-list", "officials.view_institution",
     ("post", "agreement", "institutionchange")),
    (_("Monitoring"), "eye", "note-list", "engagements.view_note",
     ("mention", "seen", "watch", "coverage", "feed", "feeditem", "matrix",
      "spectrum", "queue", "queuerule", "notnow")),
    (_("Engagement"), "handshake", "action-list", "engagements.view_outreachaction",
     ("relationship", "assessment", "met", "commitment", "email",
      "playbook", "playbookstep", "playbookrun", "actionattachment", "snooze",
      "request", "supportplan", "offer", "marker", "judgement", "markeridea",
      "letter", "lettertemplate", "legallabel", "professionalday", "disclosure",
      "handover", "respectword")),
    (_("Documents"), "book-open-text", "document-list", "translations.view_document",
     ("translation",)),
    (_("Exchanges"), "plane", "exchange-list", "exchanges.view_exchange",
     ("participation",)),
    (_("Outcomes"), "sprout", "outcome-list", "engagements.view_outcome",
     ("result", "reform", "recommendation", "substantiation",
      "outcomelink", "reformstep", "reformcopy")),
    (_("Reports"), "file-chart-column", "report-list",
     "engagements.view_outreachaction", ("export",)),
)  # fmt: skip
FOR_TRANSLATORS = (
    (_("Translations"), "languages", "translation-list", "", ("document",)),
)


def frame(request):
    """The context processor of templates/base.html."""
    user = getattr(request, "user", None)
    theme = request.COOKIES.get("theme")
    context = {
        "demo": settings.DEMO,
        "theme": theme if theme in THEMES else "auto",
    }
    if user is None or not user.is_authenticated:
        return context
    return {
        **context,
        "places": places(request, user),
        "capture": capture(user),
        "search_url": reverse("search"),
        "switches": SimpleLazyObject(Switch.objects.all_on),
    }


def places(request, user):
    """The places this person may enter, the one they are in marked."""
    match = request.resolver_match
    here = match.url_name if match and match.url_name else ""
    allowed_places = [
        place for place in PLACES if not place[3] or user.has_perm(place[3])
    ]
    if len(allowed_places) == 1:
        allowed_places += FOR_TRANSLATORS
    return [
        {
            "name": name,
            "label": label,
            "url": reverse(name),
            "icon": icon,
            "current": here.split("-")[0] in (name.split("-")[0], *others),
            "count": WAITING[name](request) if name in WAITING else 0,
        }
        for label, icon, name, _permission, others in allowed_places
    ]


def overdue_count(request):
    """How much was overdue when I last looked at the desk: the number beside “Desk”.

    Before I looked, how many of my actions are: to count all costs what the desk does.
    """
    user = request.user
    if not user.has_perm("engagements.view_outreachaction"):
        return 0
    if (last_count := request.session.get(OVERDUE)) is not None:
        return last_count
    return OutreachAction.objects.visible_to(user).overdue().filter(lead=user).count()


def disputed_count(request):
    """How many appointments are in dispute: the number beside “Officials”."""
    user = request.user
    if not user.has_perm("officials.change_appointment"):
        return 0
    return Appointment.objects.visible_to(user).filter(disputed=True).count()


def news_count(request):
    """How much news waits: the number beside “Monitoring”, up to a hundred."""
    user = request.user
    if not user.has_perm("engagements.change_feeditem"):
        return 0
    in_use = Switch.objects.filter(name=Switch.Name.FEEDS, on=True)
    items = FeedItem.objects.visible_to(user).waiting().filter(Exists(in_use))
    return items.order_by()[:100].count()


WAITING = {
    "desk": overdue_count,
    "official-list": disputed_count,
    "note-list": news_count,
}


def capture(user):
    """Where Seen and Met are, for those who may file them."""
    links = {}
    if user.has_perm("engagements.add_note"):
        links["seen_url"] = reverse("seen")
    if user.has_perm("engagements.add_outreachaction"):
        links["met_url"] = reverse("met")
    return links or None
