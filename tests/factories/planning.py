"""Playbooks, for tests."""

from django.utils import timezone
from factory import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.planning.models import Playbook, PlaybookRun, PlaybookStep
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory


class PlaybookFactory(DjangoModelFactory):
    """A playbook of steps on the days `on`."""

    class Meta:
        model = Playbook

    name = Sequence(lambda n: f"A usual case {n}")
    anchor = "the day of the appointment"

    @classmethod
    def _create(cls, model, *args, on=(), **fields):
        playbook = super()._create(model, *args, **fields)
        for number in on:
            PlaybookStep.objects.create(
                playbook=playbook, days=number, kind="call", subject=f"Day {number}"
            )
        return playbook


class PlaybookRunFactory(DjangoModelFactory):
    class Meta:
        model = PlaybookRun

    playbook = SubFactory(PlaybookFactory)
    official = SubFactory(OfficialFactory)
    anchor_on = LazyFunction(timezone.localdate)
    lead = SubFactory(UserFactory)
    begun_by = SubFactory(UserFactory)
