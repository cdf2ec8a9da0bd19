"""Editions and in whose hands they are."""

from staff.urls.rooms import rooms
from staff.views.deliveries import deliveries, editions
from staff.views.jobs import translations

urlpatterns = [
    *rooms(
        "editions",
        "edition",
        detail=editions.EditionDetail,
        file=translations.EditionFile,
        give=editions.EditionGive,
        offer=editions.EditionOffer,
    ),
    *rooms(
        "deliveries",
        "delivery",
        list=deliveries.DeliveryList,
        detail=deliveries.DeliveryDetail,
        edit=deliveries.DeliveryEdit,
    ),
]
