"""Watch lists, and what we say to each other."""

from django.urls import path

from staff.urls.rooms import rooms
from staff.views.together import comments, watches

urlpatterns = [
    path("watching/changes/", watches.WatchChanges.as_view(), name="watch-changes"),
    path("watching/begin/", watches.WatchBegin.as_view(), name="watch-begin"),
    path("watching/looked/", watches.WatchLook.as_view(), name="watch-look"),
    path("watching/not-looked/", watches.WatchUnlook.as_view(), name="watch-unlook"),
    *rooms(
        "watching",
        "watch",
        list=watches.WatchList,
        add=watches.WatchAdd,
        detail=watches.WatchDetail,
        stop=watches.WatchStop,
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
