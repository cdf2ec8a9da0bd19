"""Outcomes: what changed, and what it rests on."""

from django.urls import path

from staff.views import engagements

urlpatterns = [
    path("outcomes/", engagements.OutcomeList.as_view(), name="outcome-list"),
]
