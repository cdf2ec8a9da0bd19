"""The translation memory: what it holds, and its files."""

from django.urls import path

from staff.urls.rooms import rooms
from staff.views.memory import alignments, memory_pages, pairs

urlpatterns = [
    path("memory/bring/", memory_pages.MemoryImport.as_view(), name="memory-bring"),
    path("memory/take/", memory_pages.MemoryTake.as_view(), name="memory-take"),
    *rooms(
        "memory",
        "memorypair",
        list=pairs.MemoryPairList,
        detail=pairs.MemoryPairDetail,
        set_aside=pairs.MemoryPairSetAside,
        put_back=pairs.MemoryPairPutBack,
    ),
    *rooms("editions", "edition", align=alignments.EditionAlign),
]
