"""Officials, how to reach them, and whom they know."""

from staff.urls.rooms import part, rooms
from staff.views import exchanges
from staff.views.approach import approaches
from staff.views.duplicates import merging
from staff.views.people import contacts, officials, peers, ties

urlpatterns = [
    *rooms(
        "officials",
        "official",
        list=officials.OfficialList,
        add=officials.OfficialAdd,
        detail=officials.OfficialDetail,
        edit=officials.OfficialEdit,
        print=officials.OfficialPrint,
        invite=exchanges.OfficialInvite,
        merge=merging.OfficialMerge,
        peers=peers.OfficialPeers,
        before=approaches.OfficialBefore,
    ),
    part("officials", "name", officials.NameAdd),
    part("officials", "contactpoint", contacts.ContactPointAdd),
    part("officials", "identifier", contacts.IdentifierAdd),
    part("officials", "tie", ties.TieAdd),
    *rooms("names", "name", edit=officials.NameEdit),
    *rooms(
        "contacts",
        "contactpoint",
        edit=contacts.ContactPointEdit,
        remove=contacts.ContactPointRemove,
    ),
    *rooms(
        "identifiers",
        "identifier",
        edit=contacts.IdentifierEdit,
        remove=contacts.IdentifierRemove,
    ),
    *rooms("ties", "tie", edit=ties.TieEdit, remove=ties.TieRemove),
]
