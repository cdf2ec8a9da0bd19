"""Search over everything, and suggestions for the fields that choose a record."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.contacts.models import OutreachAction
from engagements.letters.models import Letter
from engagements.monitoring.models import Note, Recommendation
from engagements.outcomes.models import Reform
from engagements.support.models import SupportRequest
from exchanges.models import Exchange
from officials.institutions.models import Institution, Post
from officials.names.candidates import candidates
from officials.people.models import Official
from officials.sources.models import Source
from staff.addresses import address, subject
from staff.pages import Page
from translations.catalogue.models import Document
from translations.deliveries.models import Delivery
from translations.jobs.models import Edition, Translation

SHOWN = 8
COUNTED = 100
SUGGESTED = 12
FEW = 4  # with so many that hold the words, nobody needs those that resemble them
SEARCHED = (
    (Official, gettext_lazy("Officials")),
    (Institution, gettext_lazy("Institutions")),
    (Note, gettext_lazy("Notes")),
    (Document, gettext_lazy("Documents")),
    (Letter, gettext_lazy("Letters")),
)
CHOSEN_FROM = {
    model._meta.model_name: model
    for model in (
        Official,
        Institution,
        Post,
        Document,
        Source,
        Note,
        OutreachAction,
        Edition,
        Delivery,
        Translation,
        Exchange,
        Letter,
        Reform,
        Recommendation,
        SupportRequest,
    )
}


def may_view(user, model):
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


class Search(Page):
    """What matches the words, in whatever script they were typed."""

    template_name = "staff/search/search.html"
    title = gettext_lazy("Search")
    permission_required = ()

    def get_context_data(self, **context):
        words = self.request.GET.get("q", "").replace("\x00", "").strip()[:200]
        exact = bool(self.request.GET.get("exact"))
        groups, resembling = [], []
        if words:
            groups = [
                group(model, label, words, self.request.user, exact=exact)
                for model, label in SEARCHED
                if may_view(self.request.user, model)
            ]
            if not exact and may_view(self.request.user, Official):
                resembling = like(words, self.request.user)
        context |= {"q": words, "exact": exact, "resembling": resembling}
        groups_with_results = [each for each in groups if each["results"]]
        return super().get_context_data(groups=groups_with_results, **context)


def like(words, user):
    """Officials whose names resemble the words without holding them, with reasons."""
    officials = Official.objects.visible_to(user)
    if officials.search(words).order_by()[:FEW].count() == FEW:
        return []
    spelled = officials.search(words).values("pk")
    resemblances = candidates(words, officials.exclude(pk__in=spelled), SHOWN)
    return [
        {
            "title": str(each.official),
            "url": address(each.official),
            "detail": " · ".join(
                word for word in (detail(each.official), each.why) if word
            ),
        }
        for each in resemblances
    ]


def group(model, label, words, user, *, exact=False):
    """The best of one kind of record, and how many there are."""
    records = model.objects.visible_to(user)
    records = records.exactly(words) if exact else records.search(words)
    parameters = {"q": words} | ({"exact": "true"} if exact else {})
    total = records.order_by()[: COUNTED + 1].count()
    records = records.few() if total <= COUNTED else records
    more = f"{reverse(f'{subject(model)}-list')}?{urlencode(parameters)}"
    return {
        "label": label,
        "count_text": _("more than %(count)s") % {"count": COUNTED}
        if total > COUNTED
        else ngettext("%(count)s found", "%(count)s found", total) % {"count": total},
        "results": [
            {"title": str(row), "url": address(row), "detail": detail(row)}
            for row in records.with_hints()[:SHOWN]
        ],
        "more_url": more if total > SHOWN else None,
    }


def detail(row):
    """One line that tells this result from the others."""
    if isinstance(row, Official):
        return " · ".join(word for word in (row.other_name, row.hint) if word)
    if isinstance(row, Note):
        return str(row.happened_on)
    return row.hint


def suggest(request, kind):
    """JSON for a field that chooses a record: what the typed words match."""
    model = CHOSEN_FROM.get(kind)
    if model is None:
        raise Http404
    if not may_view(request.user, model):
        raise PermissionDenied
    words = request.GET.get("q", "").strip()[:200]
    words = words.replace("\x00", "")
    records = model.objects.in_circles_of(request.user).choosable()
    if request.GET.get("exact"):
        records = records.exactly(words).with_hints()[:SUGGESTED]
    else:
        records = records.suggested(words, SUGGESTED)
    return JsonResponse(
        {
            "results": [
                {"id": str(row.pk), "text": str(row), "note": row.hint}
                for row in records
            ]
        }
    )
