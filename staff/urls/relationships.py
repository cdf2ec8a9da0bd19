"""Relationships: their stages, who leads them, who takes over."""

from staff.urls.rooms import part, rooms
from staff.views.relationships import (
    engagements,
    handovers,
    new_posts,
    snoozes,
    stages,
    taken_over,
    two_tracks,
)
from staff.views.relationships import (
    institution_relationships as institutions,
)

urlpatterns = [
    *rooms("taken-over", "takenover", list=taken_over.TakenOverList),
    part("relationships", "snooze", snoozes.SnoozeAdd),
    part("relationships", "newpostanswer", new_posts.NewPostAnswerAdd),
    *rooms("snoozes", "snooze", wake=snoozes.SnoozeWake),
    part("officials", "relationship", engagements.RelationshipAdd),
    *rooms(
        "relationships",
        "relationship",
        list=engagements.RelationshipList,
        edit=engagements.RelationshipEdit,
        move=stages.RelationshipMove,
        undo=stages.RelationshipUndo,
        warmth=stages.RelationshipWarmth,
        hand_over=handovers.RelationshipHandOver,
    ),
    *rooms(
        "handovers",
        "handover",
        detail=handovers.HandoverDetail,
        read=handovers.HandoverRead,
        give_back=handovers.HandoverGiveBack,
    ),
    part(
        "institutions",
        "institutionrelationship",
        institutions.InstitutionRelationshipAdd,
    ),
    *rooms(
        "institution-relationships",
        "institutionrelationship",
        edit=institutions.InstitutionRelationshipEdit,
        move=institutions.InstitutionRelationshipMove,
        undo=institutions.InstitutionRelationshipUndo,
    ),
    part("institutions", "accountabilitywork", two_tracks.WorkAdd),
    *rooms(
        "accountability",
        "accountabilitywork",
        detail=two_tracks.WorkDetail,
        edit=two_tracks.WorkEdit,
        end=two_tracks.WorkEnd,
        open_again=two_tracks.WorkOpenAgain,
    ),
]
