"""Documents, and what becomes of them in other languages."""

from staff.urls.translations import (
    catalogue,
    deliveries,
    jobs,
    memory,
    terms,
    workbench,
)

urlpatterns = [
    *catalogue.urlpatterns,
    *terms.urlpatterns,
    *memory.urlpatterns,
    *jobs.urlpatterns,
    *deliveries.urlpatterns,
    *workbench.urlpatterns,
]
