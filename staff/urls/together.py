"""Leads and deputies, their relationships, and what we say to each other."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.relationships import engagements, handovers, stages, two_tracks
from staff.views.relationships import institution_relationships as institutions
from staff.views.together import comments

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
    path(
        "comments/<slug:kind>/<uuid:pk>/new/",
        comments.CommentAdd.as_view(),
        name="comment-add",
    ),
    *rooms(
        "comments",
        "comment",
        edit=comments.CommentEdit,
        take_back=comments.CommentTakeBack,
        put_back=comments.CommentPutBack,
    ),
    *rooms(
        "told",
        "commentmention",
        read=comments.ToldRead,
        unread=comments.ToldUnread,
    ),
]
