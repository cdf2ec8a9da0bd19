"""Outcomes and reforms, for tests."""

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.outcomes import workflow
from engagements.outcomes.models import (
    Outcome,
    OutcomeLink,
    Reform,
    ReformCopy,
    ReformStep,
    Substantiation,
)
from engagements.outcomes.reforms import workflow as reform_steps
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.people import OfficialFactory


class OutcomeFactory(DjangoModelFactory):
    """A draft with all that matters; `state=` takes it further, by the same verbs."""

    class Meta:
        model = Outcome

    title = Sequence(lambda n: f"Duty officers read out the rights {n}")
    official = SubFactory(OfficialFactory)
    what_changed = "Whoever is brought in hears their rights within the hour."
    changed_on = LazyFunction(lambda: day("2026-02"))
    significance = "Nobody did before."
    our_contribution = "A handbook, and a week with colleagues."
    written_by = SubFactory(UserFactory)
    circle = LazyAttribute(
        lambda outcome: getattr(outcome.official, "circle", None) or all_staff()
    )

    @classmethod
    def _create(cls, model, *args, state="draft", **fields):
        outcome = super()._create(model, *args, **fields)
        if state == "draft":
            return outcome
        outcome = workflow.describe(outcome, by=outcome.written_by)
        if state != "described":
            SubstantiationFactory(outcome=outcome)
            outcome = workflow.substantiate(outcome, by=outcome.written_by)
        if state == "published":
            outcome = workflow.ask(outcome, by=outcome.written_by)
            outcome = workflow.sign(outcome, by=UserFactory(role="Manager"))
        return outcome


def all_staff():
    return Outcome._meta.get_field("circle").related_model.objects.get(everyone=True)


class SubstantiationFactory(DjangoModelFactory):
    """Somebody outside agrees."""

    class Meta:
        model = Substantiation

    outcome = SubFactory(OutcomeFactory)
    name = Sequence(lambda n: f"Professor Outside {n}")
    role = "Professor of criminal procedure"
    organisation = "A university"
    said_on = LazyFunction(timezone.localdate)
    recorded_by = SubFactory(UserFactory)


class OutcomeLinkFactory(DjangoModelFactory):
    class Meta:
        model = OutcomeLink

    outcome = SubFactory(OutcomeFactory)
    how = "It began with this."


class ReformFactory(DjangoModelFactory):
    """A proposal; `stands_at=` says where it stood when we began to follow it."""

    class Meta:
        model = Reform

    title = Sequence(lambda n: f"Rules of the duty room {n}")
    institution = SubFactory(InstitutionFactory)
    what_it_changes = "Who reads the rights to whom, and when."
    circle = LazyAttribute(lambda reform: reform.institution.circle)

    @classmethod
    def _create(cls, model, *args, stands_at="proposal", **fields):
        reform = super()._create(model, *args, **fields)
        if stands_at != "proposal":
            by = UserFactory()
            since = day("2025")
            reform_steps.move(reform, stands_at, by=by, happened_on=since, first=True)
            reform.refresh_from_db()
        return reform


class ReformStepFactory(DjangoModelFactory):
    """A step on record; the reform is moved by the workflow of reforms."""

    class Meta:
        model = ReformStep

    reform = SubFactory(ReformFactory)
    to_state = "proposal"
    happened_on = LazyFunction(lambda: day("2025-03"))
    words = "It was laid before the council."
    moved_by = SubFactory(UserFactory)


class ReformCopyFactory(DjangoModelFactory):
    class Meta:
        model = ReformCopy

    reform = SubFactory(ReformFactory)
    place = Sequence(lambda n: f"Region {n}")
    copied_on = LazyFunction(lambda: day("2026"))
    evidence = "Their order repeats it word by word."
