"""Keepers, and what needs a second person."""

from django.urls import path

from staff.views.keepers import keepers, key_requests, suspensions


def step(verb, page):
    """The address of what `verb` does to one keeper."""
    return path(f"keepers/<int:pk>/{verb}/", page.as_view(), name=f"keeper-{verb}")


urlpatterns = [
    path("keepers/", keepers.KeeperList.as_view(), name="keeper-list"),
    path("keepers/new/", keepers.KeeperAdd.as_view(), name="keeper-add"),
    path("keepers/factor/", key_requests.FactorAdd.as_view(), name="keyrequest-factor"),
    path("keepers/rescue/", key_requests.Rescue.as_view(), name="keyrequest-rescue"),
    path(
        "keepers/requests/<int:pk>/agree/",
        key_requests.KeyRequestAgree.as_view(),
        name="keyrequest-agree",
    ),
    path(
        "keepers/requests/<int:pk>/close/",
        key_requests.KeyRequestClose.as_view(),
        name="keyrequest-close",
    ),
    step("confirm", keepers.KeeperConfirm),
    step("withdraw", keepers.KeeperWithdraw),
    step("lay-down", keepers.KeeperLayDown),
    path("suspensions/", suspensions.SuspensionList.as_view(), name="suspension-list"),
    path(
        "suspensions/<int:pk>/lift/",
        suspensions.SuspensionLift.as_view(),
        name="suspension-lift",
    ),
    path(
        "suspensions/closures/<int:pk>/lift/",
        suspensions.ClosureLift.as_view(),
        name="closure-lift",
    ),
]
