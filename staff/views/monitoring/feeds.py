"""Pages of the feeds that news comes from; only administrators enter them."""

from django.contrib import messages
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.monitoring.feeds import jobs
from engagements.monitoring.feeds.filters import FeedFilter
from engagements.monitoring.feeds.forms import FeedForm
from engagements.monitoring.models import Feed, FeedItem
from officials.institutions.models.institutions import in_reader_language
from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePage, DetailPage, ListPage, RecordPage, UpdatePage
from staff.phrases import short_moment
from staff.views.monitoring.news import COLOURS, InUse, news_trail


class FeedList(InUse, ListPage):
    queryset = Feed.objects.all()
    filterset_class = FeedFilter
    searchable = False
    add_label = gettext_lazy("New feed")
    empty_text = gettext_lazy("No feed matches.")

    def get_trail(self):
        return news_trail()

    @property
    def columns(self):
        colours = {_("In trouble"): "amber", _("In use"): "green"}
        return (
            Column(_("Feed"), "name", link=True),
            Column(_("Institution"), "institution_label"),
            Column(_("State"), "how", colours=colours, sort=()),
            Column(_("Last fetched"), "fetched_at"),
            Column(_("News that waits"), "waiting", numeric=True),
            Column(_("Address of the feed"), "url", by_default=False),
            Column(_("Entered by"), "entered_by__full_name", by_default=False),
        )

    def annotate(self, queryset):
        items = FeedItem.objects.visible_to(self.request.user).waiting()
        items = items.filter(feed=OuterRef("pk")).order_by().values("feed")
        return queryset.annotate(
            institution_label=in_reader_language(
                "institution__name", "institution__native_name"
            ),
            waiting=Subquery(items.values(count=Count("pk"))),
            how=Case(
                When(Q(in_use=False), then=Value(_("Not in use"))),
                When(~Q(trouble=""), then=Value(_("In trouble"))),
                default=Value(_("In use")),
            ),
        )


class FeedDetail(InUse, DetailPage):
    model = Feed

    def get_queryset(self):
        related = ("institution", "source", "entered_by", "circle")
        return Feed.objects.select_related(*related)

    def get_trail(self):
        return [*news_trail(), (_("Feeds"), reverse("feed-list"))]

    def badges(self):
        feed = self.record
        if not feed.in_use:
            return [{"text": _("Not in use"), "colour": "secondary"}]
        if feed.trouble:
            return [{"text": _("In trouble"), "colour": "amber"}]
        return [{"text": _("In use"), "colour": "green"}]

    def facts(self):
        feed = self.record
        place, source = feed.institution, feed.source
        last_fetch = feed.fetched_at and short_moment(feed.fetched_at)
        next_fetch = feed.in_use and short_moment(feed.fetch_after)
        return [
            (_("Address of the feed"), feed.url, feed.url),
            (_("Institution"), place, place and address(place)),
            (_("Source"), source, None),
            (_("Entered by"), feed.entered_by, None),
            (_("Last fetched"), last_fetch or _("never"), None),
            (_("Not fetched again before"), next_fetch or "", None),
        ]

    def shown_steps(self):
        feed = self.record
        if not (feed.in_use and self.may("change")):
            return []
        label, url = _("Fetch it now"), address(feed, "fetch")
        return [{"label": label, "url": url, "primary": True, "fields": None}]

    def get_context_data(self, **context):
        items = self.record.items.visible_to(self.request.user)
        latest = items.order_by(F("found_at").desc(), "-pk")[:10]
        sections = [
            {
                "title": _("Latest news"),
                "empty_text": _("Nothing came in yet."),
                "rows": [
                    {
                        "title": item.title,
                        "url": address(item),
                        "on": item.published_at and short_moment(item.published_at),
                        "state_label": item.get_state_display(),
                        "colour": COLOURS[item.state],
                    }
                    for item in latest
                ],
            }
        ]
        if self.record.trouble:
            text = self.record.trouble_in_words
            sections.insert(0, {"title": _("Trouble"), "text": text})
        return super().get_context_data(sections=sections, **context)


class FeedAdd(InUse, CreatePage):
    title = gettext_lazy("New feed")
    model = Feed
    form_class = FeedForm

    def get_trail(self):
        return [*news_trail(), (_("Feeds"), reverse("feed-list"))]

    def get_form_kwargs(self):
        feed = Feed(entered_by=self.request.user)
        return {**super().get_form_kwargs(), "instance": feed}

    def keep(self, form):
        super().keep(form)
        if self.record.in_use:
            jobs.fetch_soon(self.record.pk)


class FeedEdit(InUse, UpdatePage):
    model = Feed
    form_class = FeedForm


class FeedFetch(InUse, RecordPage):
    """Has the feed fetched now, and not when its time has come."""

    model = Feed
    permission_required = "engagements.change_feed"

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(address(self.record))

    def post(self, request, *args, **kwargs):
        if not self.record.in_use:
            messages.error(request, _("It is not in use: nothing is fetched."))
        elif jobs.fetch_soon(self.record.pk):
            messages.success(request, _("It is fetched within a minute."))
        else:
            messages.info(request, _("It waits to be fetched already."))
        return HttpResponseRedirect(address(self.record))
