"""Old addresses, which stand in letters, bookmarks and mails: where each page is now.

They are read before all others, whoever asks is asked who they are, and nothing is
sent to them.
"""

from django.urls import path, reverse
from django.views.generic import RedirectView

FILTERS = {"promised": "accepted"}  # of lists; the others are called as they were

NEW_NAMES = {
    "actions/<uuid:pk>/points/new/": "commitment-add",
    "points/<uuid:pk>/break/": "commitment-break",
    "points/<uuid:pk>/edit/": "commitment-edit",
    "points/<uuid:pk>/keep/": "commitment-keep",
    "points/<uuid:pk>/reopen/": "commitment-reopen",
    "points/<uuid:pk>/withdraw/": "commitment-withdraw",
    "documents/<uuid:pk>/file/": "document-detail",  # a document has several texts
    "promises/": "recommendation-list",
    "promises/new/": "recommendation-add",
    "promises/import/": "recommendation-import",
    "promises/import/<int:pk>/": "recommendation-preview",
    "promises/<uuid:pk>/": "recommendation-detail",
    "promises/<uuid:pk>/edit/": "recommendation-edit",
    "promises/<uuid:pk>/rest/": "recommendation-rest",
    "admin/engagements/actionpoint/": "admin:engagements_commitment_changelist",
    "admin/engagements/actionpoint/add/": "admin:engagements_commitment_add",
    "admin/engagements/actionpoint/<path:object_id>/change/": (
        "admin:engagements_commitment_change"
    ),
    "admin/engagements/actionpoint/<path:object_id>/delete/": (
        "admin:engagements_commitment_delete"
    ),
    "admin/engagements/actionpoint/<path:object_id>/history/": (
        "admin:engagements_commitment_history"
    ),
    "admin/engagements/actionpoint/<path:object_id>/": (
        "admin:engagements_commitment_change"
    ),
}


class Redirect(RedirectView):
    """For good, with whatever stood behind the question mark."""

    http_method_names = ("get", "head")
    permanent = True

    def get_redirect_url(self, **kwargs):
        query = self.request.GET.copy()
        for old, new in FILTERS.items():
            if old in query:
                query.setlist(new, query.pop(old))
        return reverse(self.pattern_name, kwargs=kwargs, query=query or None)


urlpatterns = [
    path(old, Redirect.as_view(pattern_name=name)) for old, name in NEW_NAMES.items()
]
urlpatterns += [
    path(
        "history/point/<uuid:pk>/",
        Redirect.as_view(pattern_name="history"),
        {"kind": "commitment"},
    )
]
