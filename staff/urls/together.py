"""Watch lists, and what we say to each other."""

from django.urls import path

from staff.urls.rooms import rooms
from staff.views.together import comments, watching

urlpatterns = [
    path("watching/changes/", watching.WatchChanges.as_view(), name="watch-changes"),
    path("watching/begin/", watching.WatchBegin.as_view(), name="watch-begin"),
    path("watching/looked/", watching.WatchLook.as_view(), name="watch-look"),
    path("watching/not-looked/", watching.WatchUnlook.as_view(), name="watch-unlook"),
    *rooms(
        "watching",
        "watch",
        list=watching.WatchList,
        add=watching.WatchAdd,
        detail=watching.WatchDetail,
        stop=watching.WatchStop,
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
