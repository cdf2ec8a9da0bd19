"""The one map of the building."""

from django.urls import include, path

from staff.urls import (
    approach,
    assessment,
    batches,
    contacts,
    duplicates,
    exchanges,
    institutions,
    keepers,
    letters,
    monitoring,
    outcomes,
    people,
    planning,
    relationships,
    sources,
    support,
    together,
    translations,
)
from staff.views.desk import desk
from staff.views.frame import (
    access_steps,
    accesses,
    draft_steps,
    history,
    preferences,
    switches,
)
from staff.views.imports import imported, imports, progress
from staff.views.locks import colleague_locks, farewells, house, leave
from staff.views.reports import past_the_gate, reports
from staff.views.search import saved_views, search


def saved_view(verb, page):
    """The address of what `verb` does to a saved view of one's own."""
    return path(f"views/<int:pk>/{verb}/", page.as_view(), name=f"savedview-{verb}")


def of_colleague(verb, page):
    """The address of a page about one person, or of what `verb` does to them."""
    return path(
        f"colleagues/<int:pk>/{verb}/", page.as_view(), name=f"colleague-{verb}"
    )


urlpatterns = [
    path("", desk.Desk.as_view(), name="desk"),
    path("search/", search.Search.as_view(), name="search"),
    path("suggest/<slug:kind>/", search.suggest, name="suggest"),
    path("drafts/", draft_steps.DraftKeep.as_view(), name="draft-keep"),
    path(
        "drafts/<int:pk>/throw/", draft_steps.DraftThrow.as_view(), name="draft-throw"
    ),
    path(
        "accesses/<slug:kind>/<uuid:pk>/",
        accesses.Accesses.as_view(),
        name="accesses",
    ),
    path(
        "access-changes/<int:pk>/know/",
        access_steps.AccessChangeKnow.as_view(),
        name="accesschange-know",
    ),
    path("history/<slug:kind>/<uuid:pk>/", history.History.as_view(), name="history"),
    path("reports/", reports.ReportList.as_view(), name="report-list"),
    path(
        "reports/past-the-gate/",
        past_the_gate.PastTheGate.as_view(),
        name="past-the-gate",
    ),
    path("reports/exports/", reports.ExportList.as_view(), name="export-list"),
    path(
        "reports/exports/<slug:page>/",
        reports.ExportReason.as_view(),
        name="export-reason",
    ),
    path("imports/", imported.ImportList.as_view(), name="import-list"),
    path(
        "imports/<int:pk>/settings/",
        imports.ImportSettings.as_view(),
        name="import-settings",
    ),
    path("imports/new/", imports.ImportAdd.as_view(), name="import-add"),
    path("imports/<int:pk>/", imports.ImportPreview.as_view(), name="import-preview"),
    path(
        "imports/<int:pk>/progress/",
        progress.ImportProgress.as_view(),
        name="import-progress",
    ),
    path("imports/<int:pk>/drop/", progress.ImportDrop.as_view(), name="import-drop"),
    path(
        "views/<slug:page>/new/",
        saved_views.SavedViewAdd.as_view(),
        name="savedview-add",
    ),
    saved_view("edit", saved_views.SavedViewEdit),
    saved_view("overwrite", saved_views.SavedViewOverwrite),
    saved_view("remove", saved_views.SavedViewRemove),
    saved_view("restore", saved_views.SavedViewRestore),
    path("leave/", leave.leave, name="leave"),
    path("left/", leave.left, name="left"),
    path("house/", house.HouseShut.as_view(), name="house-shut"),
    path("house/lock/", house.LockHouse.as_view(), name="house-lock"),
    path("house/open/", house.OpenHouse.as_view(), name="house-open"),
    path("colleagues/", colleague_locks.ColleagueList.as_view(), name="colleague-list"),
    of_colleague("lock", colleague_locks.ColleagueLock),
    of_colleague("unlock", colleague_locks.ColleagueUnlock),
    of_colleague("leaving", farewells.FarewellPage),
    of_colleague("farewell", farewells.FarewellStep),
    of_colleague("seen", farewells.ColleagueSeen),
    path("switches/", switches.SwitchList.as_view(), name="switch-list"),
    path("switches/<slug:name>/", switches.SwitchTurn.as_view(), name="switch-turn"),
    path("theme/", preferences.set_theme, name="set-theme"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", preferences.health, name="health"),
    *approach.urlpatterns,
    *assessment.urlpatterns,
    *batches.urlpatterns,
    *contacts.urlpatterns,
    *duplicates.urlpatterns,
    *exchanges.urlpatterns,
    *institutions.urlpatterns,
    *keepers.urlpatterns,
    *letters.urlpatterns,
    *monitoring.urlpatterns,
    *outcomes.urlpatterns,
    *people.urlpatterns,
    *planning.urlpatterns,
    *relationships.urlpatterns,
    *sources.urlpatterns,
    *support.urlpatterns,
    *together.urlpatterns,
    *translations.urlpatterns,
]
