"""Saved views on a list: which there are, which is open, and what is kept of it."""

from functools import cached_property
from urllib.parse import urlencode

from staff.models import SavedView

# `view` says which saved view is open; the others are of one moment.
FILTERS = "filters"  # the filters are open
NOT_KEPT = {
    "page",
    "after",
    "before",
    "format",
    "next",
    "view",
    FILTERS,
    "csrfmiddlewaretoken",
}
ALL = "all"
TABS = 6


def canonical(query):
    """What a saved view keeps of the parameters `query` (a QueryDict), as a string.

    Empty parameters and the page are left out and names are sorted, so that two
    addresses of the same rows, columns and sort give the same string.
    """
    pairs = []
    for name, values in sorted(query.lists()):
        if name in NOT_KEPT:
            continue
        texts = [value.strip().replace("\x00", "") for value in values]
        texts = [value for value in texts if value]
        if name == "sort" and texts:
            texts = [",".join(texts)]
        elif name != "columns":
            texts = texts[-1:]
        pairs += [(name.replace("\x00", ""), value) for value in texts]
    return urlencode(pairs)


class SavedViews:
    """The saved views of one list as its reader meets them."""

    def __init__(self, request):
        self.user = request.user
        self.path = request.path
        self.page = request.resolver_match.url_name
        self.view_key = request.GET.get("view", "")
        self.query = canonical(request.GET)

    @cached_property
    def views(self):
        """The reader's own views first, then what others share."""
        visible_views = SavedView.objects.shown_to(self.user).filter(page=self.page)
        visible_views = visible_views.select_related("owner")
        return sorted(visible_views, key=lambda view: not self.is_mine(view))

    def is_mine(self, view):
        return view.owner_id == self.user.pk

    @cached_property
    def default(self):
        """The view that the list opens with, or None."""
        mine = (v for v in self.views if v.is_default and self.is_mine(v))
        return next(mine, None)

    @cached_property
    def open_view(self):
        """The view that the address names, or None."""
        return next((v for v in self.views if str(v.pk) == self.view_key), None)

    @property
    def unnamed(self):
        """What an address without a saved view says, lest the default opens."""
        return ALL if self.default else ""

    def all_url(self):
        return f"{self.path}?view={ALL}" if self.default else self.path

    # What the list shows

    @property
    def is_own(self):
        return self.open_view is not None and self.is_mine(self.open_view)

    @property
    def is_changed(self):
        """Whether the list shows something else than the view that is open."""
        return self.open_view is not None and self.open_view.query != self.query

    @property
    def can_be_saved(self):
        """Whether there is something to keep under a new name."""
        return bool(self.query) and (self.is_changed or not self.is_own)

    @property
    def may_share(self):
        return not self.user.is_external

    @cached_property
    def tabs(self):
        """The first few views, the open one always among them."""
        tabs = self.views[:TABS]
        if self.open_view and self.open_view not in tabs:
            tabs[-1] = self.open_view
        return [self.tab(view) for view in tabs]

    @property
    def more(self):
        """The views for which there is no room."""
        tab_keys = {tab["pk"] for tab in self.tabs}
        return [self.tab(view) for view in self.views if view.pk not in tab_keys]

    def tab(self, view):
        return {
            "pk": view.pk,
            "label": view.name,
            "owner": "" if self.is_mine(view) else str(view.owner),
            "url": view.address(),
            "current": view == self.open_view,
        }
