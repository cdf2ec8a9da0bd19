"""Notes and what stands behind them; news; recommendations to the State."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.approach import hostility
from staff.views.monitoring import (
    capture,
    evidence,
    feeds,
    news,
    notes,
    recommendations,
)

urlpatterns = [
    path("seen/", capture.Seen.as_view(), name="seen"),
    path("seen/names/", capture.SeenNames.as_view(), name="seen-names"),
    path("seen/browser/", capture.SeenBrowser.as_view(), name="seen-browser"),
    path("app.webmanifest", capture.manifest, name="manifest"),
    path("met/", capture.Met.as_view(), name="met"),
    *rooms(
        "notes",
        "note",
        list=notes.NoteList,
        add=notes.NoteAdd,
        detail=notes.NoteDetail,
        edit=notes.NoteEdit,
    ),
    *rooms(
        "mentions",
        "mention",
        edit=notes.MentionEdit,
        answer=hostility.MentionAnswer,
    ),
    part("notes", "noteattachment", evidence.AttachmentAdd),
    *rooms("attachments", "noteattachment", file=evidence.AttachmentFile),
    part("notes", "notelink", evidence.LinkAdd),
    *rooms("note-links", "notelink", remove=evidence.LinkRemove),
    *rooms(
        "news",
        "feeditem",
        list=news.NewsList,
        detail=news.NewsDetail,
        note=news.NewsNote,
        dismiss=news.NewsDismiss,
        take_back=news.NewsTakeBack,
    ),
    *rooms(
        "feeds",
        "feed",
        list=feeds.FeedList,
        add=feeds.FeedAdd,
        detail=feeds.FeedDetail,
        edit=feeds.FeedEdit,
        fetch=feeds.FeedFetch,
    ),
    path(
        "recommendations/import/",
        recommendations.RecommendationImport.as_view(),
        name="recommendation-import",
    ),
    path(
        "recommendations/import/<int:pk>/",
        recommendations.RecommendationPreview.as_view(),
        name="recommendation-preview",
    ),
    *rooms(
        "recommendations",
        "recommendation",
        list=recommendations.RecommendationList,
        add=recommendations.RecommendationAdd,
        detail=recommendations.RecommendationDetail,
        edit=recommendations.RecommendationEdit,
        rest=recommendations.RecommendationRest,
    ),
]
