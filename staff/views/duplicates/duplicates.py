"""“Duplicates”: pairs of officials that may be one person, and what is decided."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.duplicates import duplicates, workflow
from officials.duplicates.models import Resemblance
from officials.institutions.models import Institution
from officials.people.models import Official
from staff.addresses import address
from staff.pages import Page, StepPage

PAGE_SIZE = 25
COUNTED = 1000
LABELS = {
    Resemblance.State.SUSPECTED: gettext_lazy("May be one person"),
    Resemblance.State.DIFFERENT: gettext_lazy("Told apart"),
}


class DuplicateList(Page):
    """Pairs that the reader may see, the likeliest first, with the reasons."""

    template_name = "officials/duplicates/duplicate_list.html"
    title = gettext_lazy("Duplicates")
    permission_required = "officials.view_official"

    def get_trail(self):
        return [(_("Officials"), reverse("official-list"))]

    def get_context_data(self, **context):
        state = self.request.GET.get("state", "")
        state = state if state in LABELS else Resemblance.State.SUSPECTED
        pairs = Resemblance.objects.visible_to(self.request.user)
        page_text = self.request.GET.get("page", "")[:6]
        number = (
            max(int(page_text), 1) if page_text.isascii() and page_text.isdigit() else 1
        )
        start = (number - 1) * PAGE_SIZE
        resemblances = pairs.filter(state=state).select_related("decided_by")
        rows = list(resemblances[start : start + PAGE_SIZE + 1])
        context |= {
            "tabs": [tab(name, pairs, state) for name in LABELS],
            "entries": self.entries(rows[:PAGE_SIZE]),
            "page": page_links(state, number, rows) if rows else None,
        }
        return super().get_context_data(**context)

    def entries(self, pairs):
        """What the page shows of each pair: both people, the reasons, the buttons."""
        user = self.request.user
        keys = {key for pair in pairs for key in (pair.one_id, pair.other_id)}
        people = Official.objects.visible_to(user).with_hints().in_bulk(keys)
        reasons = Reasons(pairs, user)
        return [
            self.entry(pair, people[pair.one_id], people[pair.other_id], reasons)
            for pair in pairs
            if {pair.one_id, pair.other_id} <= people.keys()
        ]

    def entry(self, pair, one, other, reasons):
        user = self.request.user
        entry = {
            "score": pair.score,
            "people": [described(each) for each in (one, other)],
            "why": reasons.of(pair),
            "decided_by": pair.decided_by,
            "decided_at": pair.decided_at,
            "back": self.request.get_full_path(),
        }
        if user.has_perm("officials.change_resemblance"):
            step = Apart if Apart.is_open(pair, user) else Suspect
            entry["step"] = step.button(pair)
        suspected = pair.state == Resemblance.State.SUSPECTED
        if suspected and user.has_perm("officials.merge_official"):
            query = urlencode({"with": other.pk})
            entry["merge_url"] = f"{address(one, 'merge')}?{query}"
        return entry


class Reasons:
    """The reasons of pairs, in words; institutions only where the reader sees them."""

    def __init__(self, pairs, user):
        keys = {
            code.removeprefix("place ")
            for pair in pairs
            for code in pair.reasons
            if code.startswith("place ")
        }
        institutions = (
            Institution.objects.visible_to(user).filter(pk__in=keys) if keys else ()
        )
        self.places = {str(place.pk): place for place in institutions}

    def of(self, pair):
        words = (duplicates.in_words(code, self.places) for code in pair.reasons)
        return ", ".join(word for word in words if word)


def described(official):
    """Name, address, and one line that tells who it is."""
    born = official.born and _("born %(date)s") % {"date": official.born}
    parts = (official.other_name, official.hint, born)
    return {
        "name": str(official),
        "url": address(official),
        "detail": " · ".join(word for word in parts if word),
    }


def tab(state, pairs, current):
    count = pairs.filter(state=state).order_by()[: COUNTED + 1].count()
    count_text = (
        f"{number_format(COUNTED)}+" if count > COUNTED else number_format(count)
    )
    return {
        "label": f"{LABELS[state]} ({count_text})" if count else LABELS[state],
        "url": here(state),
        "current": state == current,
    }


def here(state, number=1):
    query = {"state": state} | ({"page": number} if number > 1 else {})
    return f"{reverse('duplicate-list')}?{urlencode(query)}"


def page_links(state, number, rows):
    first, more = (number - 1) * PAGE_SIZE + 1, len(rows) > PAGE_SIZE
    last = first + min(len(rows), PAGE_SIZE) - 1
    return {
        "text": f"{number_format(first)}–{number_format(last)}",
        "previous_url": here(state, number - 1) if number > 1 else None,
        "next_url": here(state, number + 1) if more else None,
    }


class ResemblanceStep(StepPage):
    model = Resemblance
    permission_required = "officials.change_resemblance"
    open_in = None

    @classmethod
    def is_open(cls, record, user):
        return record.state == cls.open_in

    def why_not(self):
        return _("That is so already.")


class Apart(ResemblanceStep):
    step = staticmethod(workflow.tell_apart)
    open_in = Resemblance.State.SUSPECTED
    verb = "apart"
    label = gettext_lazy("Not the same")
    success_message = gettext_lazy("They are two people: nobody will be asked again.")
    undo = "suspect"


class Suspect(ResemblanceStep):
    step = staticmethod(workflow.suspect_again)
    open_in = Resemblance.State.DIFFERENT
    verb = "suspect"
    label = gettext_lazy("They may be one person")
    success_message = gettext_lazy(
        "They may be one person, and stand on “Duplicates” again."
    )
    undo = "apart"
