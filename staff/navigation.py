"""What stands around every page: the nine places, quick capture, theme."""

import time

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
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# In the session: how much was overdue when the desk was last seen, and the numbers
# beside the places.
OVERDUE, COUNTS = "overdue", "counts"
COUNTS_LAST = 60  # seconds

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
      "handover", "respectword", "takenover")),
    (_("Documents"), "book-open-text", "document-list", "translations.view_document",
     ("translation", "edition", "delivery", "term", "stylesheet")),
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
        "keys_asleep": not (user.is_external or getattr(user, "keys_are_held", True)),
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
    counts = counts_kept(request)
    return [
        {
            "name": name,
            "label": label,
            "url": reverse(name),
            "icon": icon,
            "current": here.split("-")[0] in (name.split("-")[0], *others),
            "count": counts.get(name, 0),
        }
        for label, icon, name, _permission, others in allowed_places
    ]


def counts_kept(request):
    """The numbers beside the places, a minute old at most, in the session.

    They are counted anew in other circles, and after each page on which this person
    may have written (`forget_counts`).
    """
    session, user = request.session, request.user
    circles = sorted(getattr(user, "open_circles", None) or ())
    now = time.time()
    kept = session.get(COUNTS) or {}
    if kept.get("circles") != circles or not 0 <= now - kept["at"] < COUNTS_LAST:
        counts = {name: count(user) for name, count in WAITING.items()}
        kept = {"at": int(now), "circles": circles, "counts": counts}
        if request.method in SAFE_METHODS:
            session[COUNTS] = kept
    counts = {**kept["counts"]}
    if OVERDUE in session and user.has_perm("engagements.view_outreachaction"):
        counts["desk"] = session[OVERDUE]
    return counts


def forget_counts(request):
    """What this person just did may change the numbers beside the places."""
    if COUNTS in request.session:
        del request.session[COUNTS]


def overdue_count(user):
    """How many of my actions are overdue: the number beside “Desk” before I looked.

    From then on it says how much was overdue at the desk, as everything there costs
    too much to be counted on each page.
    """
    if not user.has_perm("engagements.view_outreachaction"):
        return 0
    return OutreachAction.objects.visible_to(user).overdue().filter(lead=user).count()


def disputed_count(user):
    """How many appointments are in dispute: the number beside “Officials”."""
    if not user.has_perm("officials.change_appointment"):
        return 0
    return Appointment.objects.visible_to(user).filter(disputed=True).count()


def news_count(user):
    """How much news waits: the number beside “Monitoring”, up to a hundred."""
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
