"""Filters of the news and of the feeds they come from."""

import django_filters
from django.utils.translation import gettext_lazy as _

from engagements.monitoring.models import Feed, FeedItem, FeedItemOfficial
from officials.filters import Typed, visible
from officials.institutions.models import Institution
from officials.people.models import Official


def named_in_news(request):
    """The officials who were recognised in news that the person who asks may see."""
    links = FeedItemOfficial.objects.visible_to(request.user)
    officials = Official.objects.visible_to(request.user)
    return officials.filter(pk__in=links.values("official"))


class FeedItemFilter(django_filters.FilterSet):
    """News waits until somebody decides; what was decided shows when asked for."""

    feed = django_filters.ModelChoiceFilter(label=_("Feed"), queryset=visible(Feed))
    official = django_filters.ModelChoiceFilter(
        label=_("Official"), queryset=named_in_news, method="names"
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[*FeedItem.State.choices[1:], ("all", _("all"))],
        empty_label=_("waiting"),
        method="as_decided",
    )

    class Meta:
        model = FeedItem
        fields = ["feed", "official", "state"]

    def names(self, queryset, name, official):
        links = FeedItemOfficial.objects.visible_to(self.request.user)
        links = links.filter(official=official)
        return queryset.filter(pk__in=links.values("item"))

    def as_decided(self, queryset, name, state):
        return queryset if state == "all" else queryset.filter(state=state)

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.waiting()
        return super().filter_queryset(queryset)


class FeedFilter(django_filters.FilterSet):
    institution = Typed(label=_("Institution"), queryset=visible(Institution))

    class Meta:
        model = Feed
        fields = ["institution", "in_use"]
