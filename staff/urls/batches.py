"""What is written in one go, and undone as one."""

from django.urls import path

from staff.views.batches import batches, bulk

urlpatterns = [
    path("officials/bulk/", bulk.BulkChoose.as_view(), name="bulk-choose"),
    path("large-changes/", batches.BatchList.as_view(), name="batch-list"),
    path(
        "large-changes/<uuid:pk>/undo/", batches.BatchUndo.as_view(), name="batch-undo"
    ),
]
