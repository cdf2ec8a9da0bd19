"""Actions, and what is said and promised in them."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.contacts import actions, emails, points, tailoring

urlpatterns = [
    *rooms("actions", "action", move_on=tailoring.ActionMoveOn),
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
    part("actions", "point", points.PointAdd),
    *rooms("attachments/actions", "actionattachment", file=actions.AttachmentFile),
    *rooms(
        "points",
        "point",
        edit=points.PointEdit,
        keep=points.CommitmentKept,
        withdraw=points.CommitmentWithdrawn,
        reopen=points.CommitmentReopen,
    ),
    path(
        "points/<uuid:pk>/break/", points.CommitmentBroken.as_view(), name="point-break"
    ),
    *rooms("commitments", "commitment", list=points.CommitmentList),
]
