"""What officials asked for, and how we go on with those who want it."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.support import markers, offers, requests, support_plans

urlpatterns = [
    *rooms(
        "requests",
        "request",
        list=requests.RequestList,
        add=requests.RequestAdd,
        detail=requests.RequestDetail,
        edit=requests.RequestEdit,
        promise=requests.RequestPromise,
        unpromise=requests.RequestUnpromise,
        answer=requests.RequestAnswer,
        decline=requests.RequestDecline,
        withdraw=requests.RequestWithdraw,
        reopen=requests.RequestReopen,
    ),
    part("officials", "supportplan", support_plans.PlanAdd),
    *rooms(
        "support-plans",
        "supportplan",
        detail=support_plans.PlanDetail,
        edit=support_plans.PlanEdit,
        pause=support_plans.PlanPause,
        end=support_plans.PlanEnd,
        go_on=support_plans.PlanGoOn,
    ),
    part("officials", "offer", offers.OfferAdd),
    *rooms(
        "offers",
        "offer",
        detail=offers.OfferDetail,
        edit=offers.OfferEdit,
        take_back=offers.OfferTakeBack,
        put_back=offers.OfferPutBack,
    ),
    part("officials", "marker", markers.MarkerAdd),
    part("institutions", "institutionmarker", markers.InstitutionMarkerAdd),
    *rooms(
        "markers",
        "marker",
        detail=markers.MarkerDetail,
        edit=markers.MarkerEdit,
        drop=markers.MarkerDrop,
        take_up=markers.MarkerTakeUp,
    ),
    part("markers", "judgement", markers.JudgementAdd),
    path("marker-library/", markers.MarkerIdeaList.as_view(), name="markeridea-list"),
    path("marker-library/new/", markers.MarkerIdeaAdd.as_view(), name="markeridea-add"),
    path(
        "marker-library/<int:number>/edit/",
        markers.MarkerIdeaEdit.as_view(),
        name="markeridea-edit",
    ),
]
