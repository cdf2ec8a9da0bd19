"""Pages of the news: the feeds it comes from, and the inbox where it waits."""

from django.contrib import messages
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    OuterRef,
    Prefetch,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from engagements.monitoring.feeds import workflow as triage_steps
from engagements.monitoring.feeds.filters import FeedItemFilter
from engagements.monitoring.models import FeedItem, FeedItemOfficial, Note
from officials.dates import PartialDate
from officials.institutions.models.institutions import in_reader_language
from officials.safeguards.models import Switch
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    DetailPage,
    ListPage,
    StepPage,
)
from staff.pages.lists import PAGE_SIZE
from staff.phrases import short_moment
from staff.views.monitoring.notes import NoteAdd

State = FeedItem.State
COLOURS = {State.NEW: "amber", State.NOTED: "green", State.DISMISSED: "secondary"}


class InUse:
    """A page of the feeds: it is not there while they are switched off."""

    needs_switch = Switch.Name.FEEDS


def news_trail():
    return [
        (_("Monitoring"), reverse("note-list")),
        (_("News"), reverse("feeditem-list")),
    ]


def shown_links(user):
    """The officials recognised in an item, as far as `user` may see them."""
    links = FeedItemOfficial.objects.visible_to(user)
    links = links.select_related("official", "circle")
    return Prefetch(
        "recognised", links.order_by("official__sort_name"), "visible_links"
    )


# The inbox


class NewsList(InUse, ListPage):
    """What came in and waits for somebody to decide."""

    title = gettext_lazy("News")
    template_name = "engagements/monitoring/news.html"
    queryset = FeedItem.objects.all()
    filterset_class = FeedItemFilter
    default_sort = (Coalesce("published_at", "found_at").desc(), "-pk")
    links = ((gettext_lazy("Feeds"), "feed-list", "engagements.view_feed"),)
    empty_text = gettext_lazy("No news waits.")

    @property
    def columns(self):
        return (
            Column(pgettext("news", "Published"), "published_at"),
            Column(_("Title"), "title", link=True),
            Column(_("Officials"), "official_names", sort=()),
            Column(_("Feed"), "feed__name"),
            Column(_("Summary"), "summary", sort=()),
            Column(_("Address on the web"), "url", sort=()),
            Column(_("Found"), "found_at", by_default=False),
            Column(_("State"), "state", by_default=False),
            Column(_("Decided by"), "decided_by__full_name", by_default=False),
        )

    def get_trail(self):
        return [(_("Monitoring"), reverse("note-list"))]

    def annotate(self, queryset):
        label = in_reader_language("official__name", "official__native_name")
        links = FeedItemOfficial.objects.visible_to(self.request.user)
        links = links.filter(item=OuterRef("pk")).order_by().values("item")
        names = links.annotate(
            names=StringAgg(label, ", ", order_by="official__sort_name")
        )
        return queryset.annotate(official_names=Subquery(names.values("names")))

    def rows(self, records, start):
        """Whole items and not cells: each is shown with its text and its buttons."""
        user = self.request.user
        feed_items = records.select_related("feed", "decided_by")
        feed_items = feed_items.prefetch_related(shown_links(user))
        feed_items = list(feed_items[start : start + PAGE_SIZE + 1])
        here = self.request.get_full_path()
        return [
            in_inbox(item, following, user, here)
            for item, following in zip(
                feed_items, [*feed_items[1:], None], strict=False
            )
        ]

    def get_context_data(self, records, **context):
        context = super().get_context_data(records, **context)
        return context | {"column_choices": None}  # the inbox shows no columns


def in_inbox(item, following, user, here):
    """What the inbox shows of `item`; after a decision the next one is in focus."""
    back = f"{here}#item-{following.pk}" if following else here
    may = user.has_perm("engagements.change_feeditem")
    waits = item.state == State.NEW
    row = {
        "item": item,
        "url": address(item),
        "on": short_moment(item.published_at) if item.published_at else "",
        "officials": [
            (link.official, address(link.official)) for link in item.visible_links
        ],
        "back": back if waits else here,
        "decided": "" if waits else triage_steps.already(item),
    }
    if may and waits:
        row["dismiss_url"] = address(item, "dismiss")
    if may and not waits:
        row["take_back_url"] = address(item, "take_back")
    if may and waits and user.has_perm("engagements.add_note"):
        row["note_url"] = f"{address(item, 'note')}?{urlencode({'next': back})}"
    return row


class NewsStep(InUse, StepPage):
    model = FeedItem
    legal = triage_steps.NEXT
    permission_required = "engagements.change_feeditem"

    def get_queryset(self):
        return FeedItem.objects.select_related("decided_by")

    def why_not(self):
        return triage_steps.already(self.record)


class NewsDismiss(NewsStep):
    step = staticmethod(triage_steps.dismiss)
    to_state = State.DISMISSED
    verb = "dismiss"
    label = pgettext_lazy("news", "Dismiss")
    success_message = gettext_lazy("Dismissed.")
    undo = "take_back"


class NewsTakeBack(NewsStep):
    step = staticmethod(triage_steps.take_back)
    to_state = State.NEW
    verb = "take_back"
    label = gettext_lazy("Let it wait again")
    success_message = gettext_lazy("It waits again.")


class NewsDetail(InUse, DetailPage):
    model = FeedItem
    steps = (NewsDismiss, NewsTakeBack)

    def get_queryset(self):
        feed_items = FeedItem.objects.select_related("feed", "decided_by", "circle")
        return feed_items.prefetch_related(shown_links(self.request.user))

    def get_trail(self):
        return news_trail()

    def badges(self):
        item = self.record
        text = _("waiting") if item.state == State.NEW else item.get_state_display()
        return [{"text": text, "colour": COLOURS[item.state]}]

    def facts(self):
        item = self.record
        published = item.published_at and short_moment(item.published_at)
        return [
            (_("Feed"), item.feed, address(item.feed)),
            (pgettext("news", "Published"), published, None),
            (_("Found"), short_moment(item.found_at), None),
            (_("Address on the web"), item.url, item.url or None),
            (_("Decided by"), item.decided_by, None),
        ]

    def get_context_data(self, **context):
        item, user = self.record, self.request.user
        sections = [
            {
                "title": _("Officials recognised in it"),
                "empty_text": _("No name on record was recognised."),
                "rows": [
                    {
                        "title": str(link.official),
                        "url": address(link.official),
                        "detail": link.words,
                    }
                    for link in item.visible_links
                ],
            },
            {
                "title": _("Notes made of it"),
                "empty_text": _("No note was made of it."),
                "rows": [
                    {"title": n.headline, "url": address(n), "on": n.happened_on}
                    for n in item.notes.visible_to(user)
                ],
            },
        ]
        if item.summary:
            text = {"title": _("Summary"), "text": item.summary}
            sections.insert(0, text)
        if self.may_note():
            label, url = _("Make a note of it"), address(item, "note")
            context["quick"] = [{"label": label, "url": url, "primary": True}]
        return super().get_context_data(sections=sections, **context)

    def may(self, verb):
        """News is decided, and not edited: it says what the feed said."""
        return verb != "change" and super().may(verb)

    def may_note(self):
        permissions = ("engagements.add_note", "engagements.change_feeditem")
        return self.record.state == State.NEW and self.request.user.has_perms(
            permissions
        )


class NewsNote(InUse, NoteAdd):
    """The form of a note, filled in from a news item; saving it decides the item."""

    title = gettext_lazy("Note of a news item")
    permission_required = ("engagements.add_note", "engagements.change_feeditem")

    def get_permission_required(self):
        return self.permission_required

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission():
            items = FeedItem.objects.visible_to(request.user)
            items = items.select_related("feed__source", "feed__institution", "circle")
            items = items.prefetch_related(shown_links(request.user))
            self.item = get_object_or_404(items, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if self.item.state == State.NEW:
            return super().get(request, *args, **kwargs)
        messages.error(request, triage_steps.already(self.item))
        return HttpResponseRedirect(self.following(address(self.item)))

    def get_trail(self):
        return [*news_trail(), (str(self.item), address(self.item))]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        feed, note = self.item.feed, kwargs["instance"]
        note.feed_item, note.circle = self.item, self.nameable()[0]
        note.source, note.institution = feed.source, feed.institution
        return kwargs

    def get_form(self):
        form = super().get_form()
        form.initial |= self.filled_in()
        return form

    def nameable(self):
        """The circle of the note to be, and which of the officials it may name.

        One of a narrower circle takes the note into it; of two such neither is named.
        """
        links = self.item.visible_links
        narrow = {link.circle_id: link.circle for link in links}
        narrow.pop(self.item.circle_id, None)
        circle = self.item.circle
        if len(narrow) == 1:
            (circle,) = narrow.values()
        fitting = (circle.pk, self.item.circle_id)
        return circle, [link.official_id for link in links if link.circle_id in fitting]

    def filled_in(self):
        item, feed = self.item, self.item.feed
        circle, officials = self.nameable()
        published = timezone.localdate(item.published_at or item.found_at)
        fields = {
            "headline": item.title[:200],
            "detail": item.summary,
            "officials": officials,
            "happened_on": PartialDate(published, published),
            "source_url": item.url,
            "source_title": feed.name,
            "source_on": published,
            "institution": feed.institution_id,
            "source": feed.source_id,
            "source_kind": Note.SourceKind.PRESS,
            "circle": circle.pk,
        }
        if feed.source:
            fields["reliability"] = feed.source.reliability
            fields["source_kind"] = feed.source.kind
        elif feed.institution_id:
            fields["source_kind"] = Note.SourceKind.OFFICIAL
        return fields

    def keep(self, form):
        triage_steps.note_of(self.item, by=self.request.user)
        super().keep(form)

    def finish(self, form):
        undo = address(self.item, "take_back")
        messages.success(self.request, _("The note is on record."), extra_tags=undo)
        return HttpResponseRedirect(self.get_success_url())
