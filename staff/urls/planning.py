"""Playbooks, and the cases that follow them."""

from django.urls import path

from staff.urls.rooms import rooms
from staff.views.planning import playbooks

urlpatterns = [
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
