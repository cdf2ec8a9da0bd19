"""Actions, what is said and promised in them, and the plans they follow."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.contacts import actions, emails, points
from staff.views.planning import playbooks
from staff.views.relationships import snoozes

urlpatterns = [
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
    part("relationships", "snooze", snoozes.SnoozeAdd),
    *rooms("snoozes", "snooze", wake=snoozes.SnoozeWake),
    *rooms("playbooks", "playbook", list=playbooks.PlaybookList),
    path("playbooks/new/", playbooks.PlaybookAdd.as_view(), name="playbook-add"),
    *(
        path(f"playbooks/<int:number>/{end}", page.as_view(), name=name)
        for end, page, name in (
            ("", playbooks.PlaybookDetail, "playbook-detail"),
            ("edit/", playbooks.PlaybookEdit, "playbook-edit"),
            ("begin/", playbooks.PlaybookBegin, "playbook-begin"),
            ("steps/new/", playbooks.PlaybookStepAdd, "playbookstep-add"),
        )
    ),
    path(
        "playbooks/steps/<int:number>/edit/",
        playbooks.PlaybookStepEdit.as_view(),
        name="playbookstep-edit",
    ),
    *rooms(
        "playbooks/runs",
        "playbookrun",
        detail=playbooks.RunDetail,
        stop=playbooks.RunStop,
        resume=playbooks.RunResume,
    ),
]
