"""Comments, and relationships that go from hand to hand."""

from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.relationships.models import (
    AccountabilityWork,
    ConsultFirst,
    Handover,
    InstitutionRelationship,
    InstitutionStageMove,
)
from engagements.together.models import Comment, CommentMention
from tests.factories import (
    CircleFactory,
    InstitutionFactory,
    NoteFactory,
    RelationshipFactory,
    UserFactory,
)


class CommentFactory(DjangoModelFactory):
    """A comment on a note, unless told about what else."""

    class Meta:
        model = Comment

    text = Sequence(lambda n: f"She said so again, {n}")
    written_by = SubFactory(UserFactory)

    @classmethod
    def _create(cls, model, *args, **fields):
        if not fields.keys() & set(model.parent_fields()):
            fields["note"] = NoteFactory()
        return super()._create(model, *args, **fields)


class CommentMentionFactory(DjangoModelFactory):
    class Meta:
        model = CommentMention

    comment = SubFactory(CommentFactory)
    person = SubFactory(UserFactory)


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
