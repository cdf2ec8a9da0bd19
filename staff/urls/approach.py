"""“Before we approach”, its signatures and its words; the brief for a meeting."""

from django.urls import path

from staff.urls.rooms import rooms
from staff.views.approach import approach_steps, approaches, briefs, work_countries
from staff.views.approach import respect_words as words

urlpatterns = [
    *rooms(
        "approaches",
        "approach",
        detail=approaches.ApproachDetail,
        edit=approaches.ApproachEdit,
        ask=approach_steps.ApproachAsk,
        sign=approach_steps.ApproachSign,
        send_back=approach_steps.ApproachSendBack,
        take_back=approach_steps.ApproachTakeBack,
        go_ahead=approach_steps.ApproachGoAhead,
        withdraw=approach_steps.ApproachWithdraw,
        renew=approach_steps.ApproachRenew,
    ),
    path(
        "work-countries/",
        work_countries.WorkCountries.as_view(),
        name="work-countries",
    ),
    path("words/", words.RespectWordList.as_view(), name="respectword-list"),
    path("words/new/", words.RespectWordAdd.as_view(), name="respectword-add"),
    path(
        "words/put-back/",
        words.RespectWordPutBack.as_view(),
        name="respectword-put-back",
    ),
    path(
        "words/<int:number>/edit/",
        words.RespectWordEdit.as_view(),
        name="respectword-edit",
    ),
    path(
        "words/<int:number>/take-off/",
        words.RespectWordTakeOff.as_view(),
        name="respectword-take-off",
    ),
    *rooms("officials", "official", brief=briefs.OfficialBrief),
]
