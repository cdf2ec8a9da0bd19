"""Actions, and the commitments made in them."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.contacts import actions, emails, follow_up, points

urlpatterns = [
    *rooms("actions", "action", move_on=follow_up.ActionMoveOn),
    path("actions/email/", emails.EmailBring.as_view(), name="email-bring"),
    path(
        "actions/email/<uuid:email>/", emails.EmailCheck.as_view(), name="email-check"
    ),
    *rooms(
        "actions",
        "action",
        list=actions.ActionList,
        add=actions.ActionAdd,
        detail=actions.ActionDetail,
        edit=actions.ActionEdit,
        finish=actions.ActionDone,
        cancel=actions.ActionCancel,
        reopen=actions.ActionReopen,
    ),
    part("actions", "actionattachment", actions.AttachmentAdd),
    part("actions", "commitment", points.CommitmentAdd),
    *rooms("attachments/actions", "actionattachment", file=actions.AttachmentFile),
    *rooms(
        "commitments",
        "commitment",
        list=points.CommitmentList,
        edit=points.CommitmentEdit,
        keep=points.CommitmentKept,
        withdraw=points.CommitmentWithdrawn,
        reopen=points.CommitmentReopen,
    ),
    path(
        "commitments/<uuid:pk>/break/",
        points.CommitmentBroken.as_view(),
        name="commitment-break",
    ),
]
