"""Whatever names somebody, or an office, passes the gate, or goes out to nobody."""

from django.apps import apps

from officials.institutions.models import Institution
from officials.people.models import Official
from tests.doors import models_that_go_out

OURS = "what we know, or think, of them: nothing is sent to them by it"
STEP = "our work with them: it turns to nobody, and what it plans are actions"
# What names somebody or an office and does not go out, and why not.
STAYS_WITH_US = {
    "officials.Institution": OURS,
    "officials.Post": OURS,
    "officials.InstitutionChange": OURS,
    "officials.Agreement": OURS,
    "officials.Appointment": OURS,
    "officials.OfficialName": OURS,
    "officials.OfficialTheme": OURS,
    "officials.ContactPoint": OURS,
    "officials.Identifier": OURS,
    "officials.Tie": OURS,
    "officials.Resemblance": OURS,
    "officials.FormerKey": OURS,
    "officials.ConductCheck": "the gate rests on it",
    "officials.ExposureRisk": "the gate rests on it",
    "officials.Clearance": "the gate itself",
    "engagements.Approach": "the gate rests on it",
    "engagements.TakenOver": "the gate rests on it",
    "engagements.Feed": OURS,
    "engagements.FeedItemOfficial": OURS,
    "engagements.Note": OURS,
    "engagements.Mention": OURS,
    "engagements.Recommendation": OURS,
    "engagements.Assessment": OURS,
    "engagements.SpectrumPlace": OURS,
    "engagements.NotNow": OURS,
    "engagements.Reform": OURS,
    "engagements.ReformCopy": OURS,
    "engagements.Outcome": OURS,
    "engagements.Substantiation": OURS,
    "engagements.ProgressMarker": OURS,
    "engagements.Comment": OURS,
    "engagements.Watch": OURS,
    "engagements.ConsultFirst": OURS,
    "engagements.BriefPrint": "a page of ours is printed for ourselves",
    "engagements.Commitment": "part of an action that took place",
    "engagements.SupportRequest": "they turned to us; the answer is an action or offer",
    "engagements.SupportPlan": STEP,
    "engagements.PlaybookRun": STEP,
    "engagements.Relationship": STEP,
    "engagements.InstitutionRelationship": STEP,
    "engagements.AccountabilityWork": "the other track, which turns to nobody",
}


def models_about_somebody():
    """The models with a key to an official or an institution, but for the history."""
    return {
        model
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in (Official, Institution)
    }


def test_whatever_names_somebody_passes_the_gate_or_says_why_it_does_not_go_out():
    ways_out = set(models_that_go_out())
    assert len(ways_out) >= 5

    silent = models_about_somebody() - ways_out

    assert {model._meta.label for model in silent} == STAYS_WITH_US.keys()
