"""The translator's workbench."""

from django.urls import path

from staff.urls.rooms import rooms
from staff.views.workbench import (
    cuts,
    office_questions,
    replacements,
    returned_text,
    returns,
    segments,
    workbench,
)

urlpatterns = [
    path(
        "translations/keys/",
        workbench.WorkbenchKeys.as_view(),
        name="workbench-keys",
    ),
    *rooms(
        "translations",
        "translation",
        workbench=workbench.TranslationWorkbench,
        workbench_form=workbench.TranslationWorkbenchForm,
        concordance=replacements.TranslationConcordance,
        replace=replacements.TranslationReplace,
        table=returns.TranslationTable,
        bring_back=returns.TranslationReturn,
    ),
    path(
        "translations/returns/<int:pk>/",
        returns.ReturnPreview.as_view(),
        name="return-preview",
    ),
    path(
        "translations/returned-texts/<int:pk>/",
        returned_text.ReturnedText.as_view(),
        name="returned-text",
    ),
    *rooms(
        "segments",
        "segment",
        save=segments.SegmentSave,
        side=segments.SegmentSide,
        comment=segments.SegmentSay,
        note=segments.SegmentNote,
        tick=segments.SegmentTick,
        lock=segments.SegmentLock,
        unlock=segments.SegmentUnlock,
        join=segments.SegmentJoin,
        split=cuts.SegmentSplit,
    ),
    *rooms("questions", "segmentcomment", answer=office_questions.SegmentCommentAnswer),
]
