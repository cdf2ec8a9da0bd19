"""Keepers, and what needs a second person."""

from django.urls import path

from staff.views.keepers import keepers


def step(verb, page):
    """The address of what `verb` does to one keeper."""
    return path(f"keepers/<int:pk>/{verb}/", page.as_view(), name=f"keeper-{verb}")


urlpatterns = [
    path("keepers/", keepers.KeeperList.as_view(), name="keeper-list"),
    path("keepers/new/", keepers.KeeperAdd.as_view(), name="keeper-add"),
    step("confirm", keepers.KeeperConfirm),
    step("withdraw", keepers.KeeperWithdraw),
    step("lay-down", keepers.KeeperLayDown),
]
