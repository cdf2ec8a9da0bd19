"""The ties of an official: the tab, its picture, and the forms."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from officials.people.models import Official, Tie
from officials.people.tie_forms import TieForm
from staff.addresses import address
from staff.pages import CreatePart, RemovePage, UpdatePage
from staff.phrases import from_until
from staff.views.people.neighbourhood import pictures

TAB = "ties"


def tab_of_ties(official, user):
    """What templates/officials/people/tab_ties.html shows."""
    ties = list(
        Tie.objects.visible_to(user)
        .of(official)
        .select_related("official", "other", "circle")
    )
    ties.sort(key=lambda tie: tie.is_over)
    may_add = user.has_perm("officials.add_tie")
    return {
        "ties": [row(tie, official, user) for tie in ties],
        "pictures": pictures(official, ties, user),
        "add_tie_url": may_add and reverse("tie-add", args=[official.pk]),
    }


def row(tie, official, user):
    """One tie as the table shows it, read from `official`."""
    other = tie.across(official)
    seen_from = f"?from={official.pk}"
    tie_row = {
        "words": tie.words(official),
        "other": str(other),
        "other_name": other.other_name,
        "url": f"{address(other)}?tab={TAB}",
        "dates": from_until(tie.since, tie.until),
        "strength": tie.get_strength_display(),
        "is_over": tie.is_over,
        "source": tie.source,
        "circle": "" if tie.circle.everyone else tie.circle,
    }
    if user.has_perm("officials.change_tie"):
        tie_row["edit_url"] = address(tie, "edit") + seen_from
    if user.has_perm("officials.delete_tie"):
        tie_row["remove_url"] = address(tie, "remove") + seen_from
    return tie_row


class BackToTies:
    """Leads back to the page of the official from which the tie was looked at."""

    def seen_from(self):
        official_key = self.request.GET.get("from", "")
        ends = (self.record.official, self.record.other)
        return next((end for end in ends if str(end.pk) == official_key), ends[0])

    def way_back(self):
        return f"{address(self.seen_from())}?tab={TAB}"

    def get_trail(self):
        return [(str(self.seen_from()), self.way_back())]

    def get_success_url(self):
        return self.following(self.way_back())


class TieAdd(CreatePart):
    title = gettext_lazy("New tie")
    model = Official
    part = Tie
    parent_name = "official"
    form_class = TieForm

    def get_success_url(self):
        return self.following(f"{address(self.record)}?tab={TAB}")


class TieEdit(BackToTies, UpdatePage):
    model = Tie
    form_class = TieForm


class TieRemove(BackToTies, RemovePage):
    model = Tie
