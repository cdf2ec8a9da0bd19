"""Records that may be one person."""

from django.urls import path

from staff.urls.rooms import rooms
from staff.views.duplicates import duplicates

urlpatterns = [
    path("duplicates/", duplicates.DuplicateList.as_view(), name="duplicate-list"),
    *rooms(
        "resemblances",
        "resemblance",
        apart=duplicates.Apart,
        suspect=duplicates.Suspect,
    ),
]
