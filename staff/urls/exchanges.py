"""Exchanges, and those who take part."""

from staff.urls.rooms import part, rooms
from staff.views import exchanges

urlpatterns = [
    *rooms(
        "exchanges",
        "exchange",
        list=exchanges.ExchangeList,
        add=exchanges.ExchangeAdd,
        detail=exchanges.ExchangeDetail,
        edit=exchanges.ExchangeEdit,
    ),
    part("exchanges", "participation", exchanges.ParticipationAdd),
    *rooms(
        "participations",
        "participation",
        list=exchanges.ParticipationList,
        detail=exchanges.ParticipationDetail,
        edit=exchanges.ParticipationEdit,
        let_go=exchanges.ParticipationLetGo,
        invite=exchanges.ParticipationInvite,
        accept=exchanges.ParticipationAccept,
        confirm=exchanges.ParticipationConfirm,
        attend=exchanges.ParticipationAttend,
        miss=exchanges.ParticipationMiss,
        decline=exchanges.ParticipationDecline,
    ),
]
