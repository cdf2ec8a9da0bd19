"""Actions, and the commitments made in them."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.contacts import actions, after_contact, commitments, emails

urlpatterns = [
    *rooms("actions", "action", move_on=after_contact.ActionMoveOn),
    path("actions/email/", emails.EmailImport.as_view(), name="email-bring"),
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
        let_go=actions.ActionLetGo,
        went_already=actions.ActionWentAlready,
        seen_too=actions.ActionSeenToo,
    ),
    part("actions", "actionattachment", actions.AttachmentAdd),
    part("actions", "commitment", commitments.CommitmentAdd),
    *rooms("attachments/actions", "actionattachment", file=actions.AttachmentFile),
    *rooms(
        "commitments",
        "commitment",
        list=commitments.CommitmentList,
        edit=commitments.CommitmentEdit,
        keep=commitments.CommitmentKept,
        withdraw=commitments.CommitmentWithdrawn,
        reopen=commitments.CommitmentReopen,
    ),
    path(
        "commitments/<uuid:pk>/break/",
        commitments.CommitmentBroken.as_view(),
        name="commitment-break",
    ),
]
