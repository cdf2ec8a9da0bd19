"""Addresses of locks, of the quick way out, and of who leaves."""

from django.urls import path

from staff.views.locks import house, leave

urlpatterns = [
    path("leave/", leave.leave, name="leave"),
    path("left/", leave.left, name="left"),
    path("house/lock/", house.LockHouse.as_view(), name="house-lock"),
]
