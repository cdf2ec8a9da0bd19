"""Many records written in one go, and undone as one."""

from officials.batches.models.batches import Batch, BatchRow
from officials.batches.models.starting_lists import StartingList

__all__ = [
    "Batch",
    "BatchRow",
    "StartingList",
]
