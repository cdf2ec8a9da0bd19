"""Assessments, the matrix, the spectrum, coverage and the queue."""

from django.urls import path

from staff.urls.rooms import part, rooms
from staff.views.assessment import (
    assessment_entry,
    assessments,
    coverage,
    matrix,
    queue,
    spectrum,
)

urlpatterns = [
    path("queue/", queue.Queue.as_view(), name="queue"),
    path("queue/rules/", queue.QueueRules.as_view(), name="queue-rules"),
    path(
        "queue/rules/<slug:name>/",
        queue.QueueRuleEdit.as_view(),
        name="queuerule-edit",
    ),
    part("officials", "notnow", queue.NotNowAdd),
    *rooms(
        "notnows",
        "notnow",
        take_back=queue.NotNowTakeBack,
        put_back=queue.NotNowPutBack,
    ),
    part("officials", "assessment", assessment_entry.AssessmentAdd),
    part("officials", "spectrumplace", spectrum.SpectrumPlaceAdd),
    path("matrix/", matrix.Matrix.as_view(), name="matrix-list"),
    path("spectrum/", spectrum.Spectrum.as_view(), name="spectrum-list"),
    *rooms(
        "assessments",
        "assessment",
        detail=assessments.AssessmentDetail,
        edit=assessment_entry.AssessmentEdit,
        replace=assessment_entry.AssessmentReplace,
        second=assessment_entry.AssessmentSecond,
        withdraw=assessment_entry.AssessmentWithdraw,
        reconcile=assessment_entry.AssessmentReconcile,
    ),
    path("coverage/", coverage.CoverageList.as_view(), name="coverage-list"),
    path("coverage/picture/", coverage.Picture.as_view(), name="coverage-picture"),
]
