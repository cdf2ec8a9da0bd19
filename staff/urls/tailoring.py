"""“Before we approach”, its signatures, and the brief for a meeting."""

from staff.urls.rooms import rooms
from staff.views import approaches, briefs, signing, tailoring

urlpatterns = [
    *rooms(
        "approaches",
        "approach",
        detail=approaches.ApproachDetail,
        edit=approaches.ApproachEdit,
        ask=signing.ApproachAsk,
        sign=signing.ApproachSign,
        send_back=signing.ApproachSendBack,
        take_back=signing.ApproachTakeBack,
        go_ahead=signing.ApproachGoAhead,
        withdraw=signing.ApproachWithdraw,
        renew=signing.ApproachRenew,
    ),
    *rooms("officials", "official", brief=briefs.OfficialBrief),
    *rooms("actions", "action", move_on=tailoring.ActionMoveOn),
]
