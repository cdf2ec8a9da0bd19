"""Officials, how to reach them, and whom they know."""

from staff.urls.rooms import part, rooms
from staff.views import exchanges
from staff.views.approach import approaches
from staff.views.duplicates import merger
from staff.views.people import contact_points, names, officials, peers, ties
from staff.views.support import deaths

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
        merge=merger.OfficialMerge,
        peers=peers.OfficialPeers,
        before=approaches.OfficialBefore,
        death=deaths.OfficialDeath,
    ),
    part("officials", "name", names.NameAdd),
    part("officials", "contactpoint", contact_points.ContactPointAdd),
    part("officials", "identifier", contact_points.IdentifierAdd),
    part("officials", "tie", ties.TieAdd),
    *rooms("names", "name", edit=names.NameEdit),
    *rooms(
        "contacts",
        "contactpoint",
        edit=contact_points.ContactPointEdit,
        remove=contact_points.ContactPointRemove,
    ),
    *rooms(
        "identifiers",
        "identifier",
        edit=contact_points.IdentifierEdit,
        remove=contact_points.IdentifierRemove,
    ),
    *rooms("ties", "tie", edit=ties.TieEdit, remove=ties.TieRemove),
]
