"""Institutions, their posts and those who hold them."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.institutions import (
    agreements,
    changes,
    departures,
    faults,
    institutions,
    posts,
)
from staff.views.people import peers

urlpatterns = [
    *rooms(
        "institutions",
        "institution",
        list=institutions.InstitutionList,
        add=institutions.InstitutionAdd,
        detail=institutions.InstitutionDetail,
        edit=institutions.InstitutionEdit,
        rename=changes.Rename,
        move=changes.MoveUnder,
        merge=changes.MergeInto,
    ),
    part("institutions", "post", posts.PostAdd),
    part("institutions", "agreement", agreements.AgreementAdd),
    part("institutions", "institutionchange", changes.ChangeAdd),
    *rooms("changes", "institutionchange", edit=changes.ChangeEdit),
    *rooms(
        "agreements",
        "agreement",
        list=agreements.AgreementList,
        detail=agreements.AgreementDetail,
        edit=agreements.AgreementEdit,
        file=agreements.AgreementFile,
    ),
    *rooms(
        "posts",
        "post",
        list=posts.PostList,
        detail=posts.PostDetail,
        edit=posts.PostEdit,
        seats=faults.PostSeats,
        peers=peers.PostPeers,
    ),
    path("mend/", faults.MendList.as_view(), name="mend-list"),
    part("officials", "appointment", posts.AppointmentAdd),
    *rooms(
        "appointments",
        "appointment",
        edit=posts.AppointmentEdit,
        end=faults.AppointmentEnd,
        settle=faults.AppointmentSettle,
        dispute=faults.AppointmentDispute,
        follow_up=departures.DepartureFollowUp,
        follow_again=departures.DepartureFollowAgain,
    ),
]
