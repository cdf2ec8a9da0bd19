"""The one map of the building."""

from django.urls import include, path

from staff.views import (
    agreements,
    batches,
    bulk,
    capture,
    changes,
    contacts,
    departures,
    desk,
    duplicates,
    engagements,
    exchanges,
    feeds,
    history,
    imported,
    imports,
    institutions,
    mending,
    merging,
    news,
    officials,
    peers,
    posts,
    preferences,
    reports,
    saved_views,
    search,
    ties,
    translations,
)


def rooms(plural, name, **pages):
    """The addresses of one kind of record: `plural/`, `plural/new/`, `plural/<id>/`.

    Any other verb is `plural/<id>/verb/`; the names are `name-verb`.
    """
    fixed = {
        "list": f"{plural}/",
        "add": f"{plural}/new/",
        "detail": f"{plural}/<uuid:pk>/",
    }
    return [
        path(
            fixed.get(verb, f"{plural}/<uuid:pk>/{verb.replace('_', '-')}/"),
            page.as_view(),
            name=f"{name}-{verb}",
        )
        for verb, page in pages.items()
    ]


def part(whole, name, page):
    """The address under `whole/<id>/` where a part is added."""
    return path(f"{whole}/<uuid:pk>/{name}s/new/", page.as_view(), name=f"{name}-add")


def saved_view(verb, page):
    """The address of what `verb` does to a saved view of one's own."""
    return path(f"views/<int:pk>/{verb}/", page.as_view(), name=f"savedview-{verb}")


urlpatterns = [
    path("", desk.Desk.as_view(), name="desk"),
    path("search/", search.Search.as_view(), name="search"),
    path("suggest/<slug:kind>/", search.suggest, name="suggest"),
    path("seen/", capture.Seen.as_view(), name="seen"),
    path("met/", capture.Met.as_view(), name="met"),
    path("history/<slug:kind>/<uuid:pk>/", history.History.as_view(), name="history"),
    path("outcomes/", engagements.OutcomeList.as_view(), name="outcome-list"),
    path("reports/", reports.ReportList.as_view(), name="report-list"),
    path("reports/exports/", reports.ExportList.as_view(), name="export-list"),
    *rooms(
        "institutions",
        "institution",
        list=institutions.InstitutionList,
        add=institutions.InstitutionAdd,
        detail=institutions.InstitutionDetail,
        edit=institutions.InstitutionEdit,
        rename=changes.Rename,
        move=changes.MoveUnder,
        merge=changes.MergeInto,
    ),
    part("institutions", "post", posts.PostAdd),
    part("institutions", "agreement", agreements.AgreementAdd),
    part("institutions", "institutionchange", changes.ChangeAdd),
    *rooms("changes", "institutionchange", edit=changes.ChangeEdit),
    *rooms(
        "agreements",
        "agreement",
        list=agreements.AgreementList,
        detail=agreements.AgreementDetail,
        edit=agreements.AgreementEdit,
        file=agreements.AgreementFile,
    ),
    *rooms(
        "posts",
        "post",
        list=posts.PostList,
        detail=posts.PostDetail,
        edit=posts.PostEdit,
        seats=mending.PostSeats,
        peers=peers.PostPeers,
    ),
    path("duplicates/", duplicates.DuplicateList.as_view(), name="duplicate-list"),
    *rooms(
        "resemblances",
        "resemblance",
        apart=duplicates.Apart,
        suspect=duplicates.Suspect,
    ),
    path("mend/", mending.MendList.as_view(), name="mend-list"),
    path("officials/bulk/", bulk.BulkChoose.as_view(), name="bulk-choose"),
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
    ),
    part("officials", "name", officials.NameAdd),
    part("officials", "appointment", posts.AppointmentAdd),
    part("officials", "contactpoint", contacts.ContactPointAdd),
    part("officials", "identifier", contacts.IdentifierAdd),
    part("officials", "tie", ties.TieAdd),
    part("officials", "relationship", engagements.RelationshipAdd),
    *rooms("names", "name", edit=officials.NameEdit),
    *rooms(
        "appointments",
        "appointment",
        edit=posts.AppointmentEdit,
        end=mending.AppointmentEnd,
        settle=mending.AppointmentSettle,
        dispute=mending.AppointmentDispute,
        follow_up=departures.DepartureFollowUp,
        follow_again=departures.DepartureFollowAgain,
    ),
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
    *rooms(
        "relationships",
        "relationship",
        list=engagements.RelationshipList,
        edit=engagements.RelationshipEdit,
    ),
    *rooms(
        "notes",
        "note",
        list=engagements.NoteList,
        add=engagements.NoteAdd,
        detail=engagements.NoteDetail,
        edit=engagements.NoteEdit,
    ),
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
    *rooms("mentions", "mention", edit=engagements.MentionEdit),
    *rooms(
        "actions",
        "action",
        list=engagements.ActionList,
        add=engagements.ActionAdd,
        detail=engagements.ActionDetail,
        edit=engagements.ActionEdit,
        finish=engagements.ActionDone,
        cancel=engagements.ActionCancel,
        reopen=engagements.ActionReopen,
    ),
    *rooms(
        "documents",
        "document",
        list=translations.DocumentList,
        add=translations.DocumentAdd,
        detail=translations.DocumentDetail,
        edit=translations.DocumentEdit,
        file=translations.DocumentFile,
        translate=translations.DocumentTranslate,
    ),
    *rooms(
        "translations",
        "translation",
        list=translations.TranslationList,
        detail=translations.TranslationDetail,
        edit=translations.TranslationEdit,
        file=translations.TranslationFile,
        deliver=translations.TranslationDeliver,
        begin=translations.TranslationBegin,
        hand_in=translations.TranslationHandIn,
        approve=translations.TranslationApprove,
        send_back=translations.TranslationSendBack,
        withdraw=translations.TranslationWithdraw,
    ),
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
        invite=exchanges.ParticipationInvite,
        accept=exchanges.ParticipationAccept,
        confirm=exchanges.ParticipationConfirm,
        attend=exchanges.ParticipationAttend,
        miss=exchanges.ParticipationMiss,
        decline=exchanges.ParticipationDecline,
    ),
    path("imports/", imported.ImportList.as_view(), name="import-list"),
    path(
        "imports/<int:pk>/settings/",
        imports.ImportSettings.as_view(),
        name="import-settings",
    ),
    path("imports/new/", imports.ImportAdd.as_view(), name="import-add"),
    path("imports/<int:pk>/", imports.ImportPreview.as_view(), name="import-preview"),
    path("imports/<int:pk>/drop/", imports.ImportDrop.as_view(), name="import-drop"),
    path("large-changes/", batches.BatchList.as_view(), name="batch-list"),
    path(
        "large-changes/<uuid:pk>/undo/", batches.BatchUndo.as_view(), name="batch-undo"
    ),
    path(
        "views/<slug:page>/new/",
        saved_views.SavedViewAdd.as_view(),
        name="savedview-add",
    ),
    saved_view("edit", saved_views.SavedViewEdit),
    saved_view("overwrite", saved_views.SavedViewOverwrite),
    saved_view("remove", saved_views.SavedViewRemove),
    saved_view("restore", saved_views.SavedViewRestore),
    path("theme/", preferences.set_theme, name="set-theme"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", preferences.health, name="health"),
]
