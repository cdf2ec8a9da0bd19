"""Relationships and how they moved, for tests."""

from factory import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.relationships.models import (
    AccountabilityWork,
    ConsultFirst,
    Handover,
    HostileNoteAnswer,
    InstitutionRelationship,
    InstitutionStageMove,
    NewPostAnswer,
    Relationship,
    Snooze,
    StageMove,
    TakenOver,
    WarmthChange,
)
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.institutions import InstitutionFactory
from tests.factories.monitoring import MentionFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory


class StageMoveFactory(DjangoModelFactory):
    class Meta:
        model = StageMove

    relationship = SubFactory("tests.factories.relationships.RelationshipFactory")
    to_stage = Relationship.Stage.DIALOGUE
    moved_by = SubFactory(UserFactory)


class RelationshipFactory(DjangoModelFactory):
    class Meta:
        model = Relationship

    official = SubFactory(OfficialFactory)
    lead = SubFactory(UserFactory)


class TakenOverFactory(DjangoModelFactory):
    """Somebody whom a sheet brought, and of whom nobody has answered yet."""

    class Meta:
        model = TakenOver

    official = SubFactory(OfficialFactory)
    brought_by = SubFactory(UserFactory)


class WarmthChangeFactory(DjangoModelFactory):
    class Meta:
        model = WarmthChange

    relationship = SubFactory("tests.factories.relationships.RelationshipFactory")
    action = SubFactory(OutreachActionFactory)
    from_warmth = 0
    to_warmth = 1
    changed_by = SubFactory(UserFactory)


class HostileNoteAnswerFactory(DjangoModelFactory):
    class Meta:
        model = HostileNoteAnswer

    relationship = SubFactory("tests.factories.relationships.RelationshipFactory")
    mention = SubFactory(MentionFactory)
    answer = HostileNoteAnswer.Answer.KEEP
    reason = "Said in anger"
    answered_by = SubFactory(UserFactory)


class HandoverFactory(DjangoModelFactory):
    class Meta:
        model = Handover

    relationship = SubFactory(RelationshipFactory)
    from_lead = SubFactory(UserFactory)
    to_lead = SubFactory(UserFactory)
    handed_by = SubFactory(UserFactory)
    brief = Sequence(lambda n: f"He likes to be called, {n}")


class InstitutionRelationshipFactory(DjangoModelFactory):
    class Meta:
        model = InstitutionRelationship

    institution = SubFactory(InstitutionFactory)
    lead = SubFactory(UserFactory)


class InstitutionStageMoveFactory(DjangoModelFactory):
    class Meta:
        model = InstitutionStageMove

    relationship = SubFactory(InstitutionRelationshipFactory)
    from_stage = "monitored"
    to_stage = "identified"
    moved_by = SubFactory(UserFactory)


class AccountabilityWorkFactory(DjangoModelFactory):
    """A case, in a circle of the accountability track unless told otherwise."""

    class Meta:
        model = AccountabilityWork

    institution = SubFactory(InstitutionFactory)
    what = Sequence(lambda n: f"The complaint of the mothers, {n}")
    opened_by = SubFactory(UserFactory)

    @classmethod
    def _create(cls, model, *args, **fields):
        place = fields["institution"]
        if "circle" not in fields:
            fields["circle"] = CircleFactory(
                accountability=True, people=[fields["opened_by"]]
            )
        fields["flag"] = ConsultFirst.objects.create(
            institution=place, whom=fields["opened_by"], circle=place.circle
        )
        return super()._create(model, *args, **fields)


class NewPostAnswerFactory(DjangoModelFactory):
    """The careful answers to the first post of the official."""

    class Meta:
        model = NewPostAnswer

    relationship = SubFactory(RelationshipFactory)
    remark = "Ask Anna first"
    answered_by = SubFactory(UserFactory)


class SnoozeFactory(DjangoModelFactory):
    class Meta:
        model = Snooze

    relationship = SubFactory(RelationshipFactory)
    until = LazyFunction(lambda: days(30))
    reason = "On leave until spring"
    snoozed_by = SubFactory(UserFactory)
