"""Leads and deputies: relationships, their stages, and who hands over to whom."""

from staff.urls.rooms import part, rooms
from staff.views import engagements, stages

urlpatterns = [
    part("officials", "relationship", engagements.RelationshipAdd),
    *rooms(
        "relationships",
        "relationship",
        list=engagements.RelationshipList,
        edit=engagements.RelationshipEdit,
        move=stages.RelationshipMove,
        undo=stages.RelationshipUndo,
        warmth=stages.RelationshipWarmth,
    ),
]
