"""Translations at work: the job, its segments, what is said of them, its editions."""

from translations.jobs.models.editions import Edition
from translations.jobs.models.segments import Segment, SegmentComment
from translations.jobs.models.translations import Translation

__all__ = ["Edition", "Segment", "SegmentComment", "Translation"]
