"""Sources, and who the confidential ones are."""

from staff.urls.rooms import part, rooms
from staff.views.sources import sources

urlpatterns = [
    *rooms(
        "sources",
        "source",
        list=sources.SourceList,
        add=sources.SourceAdd,
        detail=sources.SourceDetail,
        edit=sources.SourceEdit,
        file=sources.SourceFile,
        retire=sources.SourceRetire,
    ),
    part("sources", "sourceidentity", sources.SourceIdentityAdd),
    *rooms("source-identities", "sourceidentity", edit=sources.SourceIdentityEdit),
]
