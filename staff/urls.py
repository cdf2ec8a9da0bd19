"""The one map of the building."""

from django.urls import include, path

from staff.views import (
    capture,
    desk,
    engagements,
    exchanges,
    history,
    imports,
    institutions,
    officials,
    preferences,
    reports,
    search,
    translations,
    undoing,
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
    ),
    part("institutions", "post", institutions.PostAdd),
    *rooms("posts", "post", detail=institutions.PostDetail, edit=institutions.PostEdit),
    *rooms(
        "officials",
        "official",
        list=officials.OfficialList,
        add=officials.OfficialAdd,
        detail=officials.OfficialDetail,
        edit=officials.OfficialEdit,
        print=officials.OfficialPrint,
        invite=exchanges.OfficialInvite,
    ),
    part("officials", "name", officials.NameAdd),
    part("officials", "appointment", officials.AppointmentAdd),
    part("officials", "contactpoint", officials.ContactPointAdd),
    part("officials", "relationship", engagements.RelationshipAdd),
    *rooms("names", "name", edit=officials.NameEdit),
    *rooms("appointments", "appointment", edit=officials.AppointmentEdit),
    *rooms("contacts", "contactpoint", edit=officials.ContactPointEdit),
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
    path("imports/", undoing.ImportList.as_view(), name="import-list"),
    path("imports/<uuid:pk>/undo/", undoing.ImportUndo.as_view(), name="import-undo"),
    path(
        "imports/<int:pk>/settings/",
        imports.ImportSettings.as_view(),
        name="import-settings",
    ),
    path("imports/new/", imports.ImportAdd.as_view(), name="import-add"),
    path("imports/<int:pk>/", imports.ImportPreview.as_view(), name="import-preview"),
    path("imports/<int:pk>/drop/", imports.ImportDrop.as_view(), name="import-drop"),
    path("theme/", preferences.set_theme, name="set-theme"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", preferences.health, name="health"),
]
