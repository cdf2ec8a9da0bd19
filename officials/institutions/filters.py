"""Filters of the lists of institutions, posts and agreements."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.filters import Typed, only, visible
from officials.institutions.models import Agreement, Institution, Post


class PostFilter(django_filters.FilterSet):
    institution = Typed(
        label=_("Institution, with everything below it"),
        queryset=visible(Institution),
        method="at_or_below",
    )
    vacant = only(_("Vacant"), "is_vacant")
    leading = only(_("Leading"), "is_leading_post")
    abolished = only(_("Abolished"), "is_abolished")
    function = django_filters.ChoiceFilter(
        label=_("Function"), choices=[c for c in Post.Function.choices if c[0]]
    )

    class Meta:
        model = Post
        fields = ["institution", "function", "vacant", "leading", "abolished"]

    def at_or_below(self, queryset, name, institution):
        return queryset.filter(institution__in=Institution.objects.below(institution))

    def is_vacant(self, queryset, name, choice):
        return queryset.vacant(self.request.user) if choice else queryset

    def is_leading_post(self, queryset, name, choice):
        return queryset.filter(is_leading=True) if choice else queryset

    def is_abolished(self, queryset, name, choice):
        today = timezone.localdate()
        return queryset.filter(abolished_on__lte=today) if choice else queryset


class AgreementFilter(django_filters.FilterSet):
    institution = Typed(
        label=_("Institution, with everything below it"),
        queryset=visible(Institution),
        method="at_or_below",
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("in_force", _("In force")), ("over", _("Over"))],
        method="that_is",
    )

    class Meta:
        model = Agreement
        fields = ["kind", "state", "institution"]

    at_or_below = PostFilter.at_or_below

    def that_is(self, queryset, name, state):
        in_force = Agreement.objects.in_force(timezone.localdate())
        condition = Q(pk__in=in_force.values("pk"))
        return queryset.filter(condition if state == "in_force" else ~condition)


class InstitutionFilter(django_filters.FilterSet):
    class Meta:
        model = Institution
        fields = ["kind", "side", "level", "country"]
