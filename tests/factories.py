"""One valid record each; the call says only what matters."""

import datetime
import itertools

from django.contrib.auth.models import Group
from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.models import (
    ActionOfficial,
    Assessment,
    Mention,
    Note,
    OutreachAction,
    Reconciliation,
    Relationship,
    Score,
    ScoreEvidence,
    SpectrumPlace,
    StageMove,
)
from exchanges.models import Exchange, Participation
from officials.dates import PartialDate
from officials.models import (
    Agreement,
    Appointment,
    Circle,
    ContactPoint,
    FormerKey,
    Identifier,
    Institution,
    InstitutionChange,
    Official,
    OfficialName,
    Post,
    Resemblance,
    Theme,
    Tie,
)
from officials.records import new_key
from staff.models import User
from translations.models import Document, Translation

NAMES = (f"Anna Official{n}" for n in itertools.count())
PASSPHRASE = "a long passphrase for tests"


def day(text):
    """A partial date from “2009”, “2009-05” or “2009-05-13”."""
    return PartialDate.parse(text)


class UserFactory(DjangoModelFactory):
    """A person of a role; `role=None` makes one who holds none."""

    class Meta:
        model = User

    username = Sequence(lambda n: f"person{n}")
    full_name = Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model, *args, role="Officer", **fields):
        fields.setdefault("is_staff", role == "Administrator")
        user = model(**fields)
        user.set_password(PASSPHRASE)
        user.save()
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user


class CircleFactory(DjangoModelFactory):
    """A circle; `people=[...]` puts them in."""

    class Meta:
        model = Circle

    name = Sequence(lambda n: f"Circle {n}")

    @classmethod
    def _create(cls, model, *args, people=(), **fields):
        circle = super()._create(model, *args, **fields)
        circle.people.add(*people)
        return circle


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    name = Sequence(lambda n: f"Theme {n}")


class InstitutionFactory(DjangoModelFactory):
    class Meta:
        model = Institution

    name = Sequence(lambda n: f"Ministry {n}")
    kind = Institution.Kind.MINISTRY
    country = "RU"


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    institution = SubFactory(InstitutionFactory)
    title = Sequence(lambda n: f"Head of department {n}")


class OfficialFactory(DjangoModelFactory):
    """A person with one name: `named="Анна Волкова"`, `item="Q7747"` of Wikidata."""

    class Meta:
        model = Official

    @classmethod
    def _create(cls, model, *args, named=None, item=None, **fields):
        official = super()._create(model, *args, **fields)
        text = named or next(NAMES)
        OfficialNameFactory(official=official, text=text, is_display=True)
        if item:
            IdentifierFactory(official=official, value=item)
        official.refresh_from_db()
        return official


class OfficialNameFactory(DjangoModelFactory):
    class Meta:
        model = OfficialName

    official = SubFactory(OfficialFactory)
    text = Sequence(lambda n: f"Name {n}")

    @classmethod
    def _create(cls, model, *args, **fields):
        name = model(**fields)
        name.clean()
        name.save()
        return name


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    official = SubFactory(OfficialFactory)
    post = SubFactory(PostFactory)
    started = LazyFunction(lambda: day("2019"))


class ContactPointFactory(DjangoModelFactory):
    class Meta:
        model = ContactPoint

    official = SubFactory(OfficialFactory)
    kind = ContactPoint.Kind.EMAIL
    value = Sequence(lambda n: f"office{n}@example.org")


class IdentifierFactory(DjangoModelFactory):
    class Meta:
        model = Identifier

    official = SubFactory(OfficialFactory)
    value = Sequence(lambda n: f"Q{n + 1}")


class TieFactory(DjangoModelFactory):
    class Meta:
        model = Tie

    official = SubFactory(OfficialFactory)
    other = SubFactory(OfficialFactory)


class ResemblanceFactory(DjangoModelFactory):
    """Two officials that may be one; `of=(anna, hanna)`."""

    class Meta:
        model = Resemblance

    score = 90

    @classmethod
    def _create(cls, model, *args, of, **fields):
        one, other = sorted(of, key=lambda official: official.pk)
        return super()._create(model, *args, one=one, other=other, **fields)


class FormerKeyFactory(DjangoModelFactory):
    class Meta:
        model = FormerKey

    official = SubFactory(OfficialFactory)
    key = LazyFunction(new_key)


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    institution = SubFactory(InstitutionFactory)
    title = Sequence(lambda n: f"Memorandum {n}")
    signed_on = LazyFunction(timezone.localdate)


class InstitutionChangeFactory(DjangoModelFactory):
    class Meta:
        model = InstitutionChange

    institution = SubFactory(InstitutionFactory)
    kind = InstitutionChange.Kind.RENAMED
    former_name = Sequence(lambda n: f"Commissariat {n}")
    happened_on = LazyFunction(lambda: day("2011"))


class StageMoveFactory(DjangoModelFactory):
    class Meta:
        model = StageMove

    relationship = SubFactory("tests.factories.RelationshipFactory")
    to_stage = Relationship.Stage.DIALOGUE
    moved_by = SubFactory(UserFactory)


class NoteFactory(DjangoModelFactory):
    """A note; `about=[...]` names officials."""

    class Meta:
        model = Note

    headline = Sequence(lambda n: f"Spoke for open hearings {n}")
    happened_on = LazyFunction(lambda: day("2026-05-13"))
    recorded_by = SubFactory(UserFactory)

    @classmethod
    def _create(cls, model, *args, about=(), **fields):
        note = super()._create(model, *args, **fields)
        for official in about:
            MentionFactory(note=note, official=official)
        return note


class MentionFactory(DjangoModelFactory):
    class Meta:
        model = Mention

    note = SubFactory(NoteFactory)
    official = SubFactory(OfficialFactory)


class OutreachActionFactory(DjangoModelFactory):
    """A planned action; `done=True`: done today; `towards=[...]` names people."""

    class Meta:
        model = OutreachAction

    subject = Sequence(lambda n: f"Talk about detention rules {n}")
    lead = SubFactory(UserFactory)
    planned_on = LazyFunction(timezone.localdate)

    @classmethod
    def _create(cls, model, *args, towards=(), done=False, **fields):
        if done:
            fields = {
                "state": OutreachAction.State.DONE,
                "done_on": timezone.localdate(),
                **fields,
            }
        action = super()._create(model, *args, **fields)
        for official in towards:
            ActionOfficial.objects.create(action=action, official=official)
        return action


class RelationshipFactory(DjangoModelFactory):
    class Meta:
        model = Relationship

    official = SubFactory(OfficialFactory)
    lead = SubFactory(UserFactory)


class AssessmentFactory(DjangoModelFactory):
    """An assessment; `scores={"alignment": 4}` gives scores that say why.

    `resting_on=[note]` are the notes that each of them cites.
    """

    class Meta:
        model = Assessment

    official = SubFactory(OfficialFactory)
    assessor = SubFactory(UserFactory)
    summary = Sequence(lambda n: f"Keeps what was promised {n}")
    circle = LazyAttribute(lambda made: made.official.circle)

    @classmethod
    def _create(cls, model, *args, scores=None, resting_on=(), **fields):
        made = super()._create(model, *args, **fields)
        for axis, value in (scores or {}).items():
            score = Score.objects.create(
                assessment=made, axis=axis, value=value, reason="Seen by many"
            )
            for note in resting_on:
                ScoreEvidence.objects.create(score=score, note=note)
        return made


class ReconciliationFactory(DjangoModelFactory):
    class Meta:
        model = Reconciliation

    first = SubFactory(AssessmentFactory)
    text = "We agreed on 3."
    written_by = SubFactory(UserFactory)


class SpectrumPlaceFactory(DjangoModelFactory):
    class Meta:
        model = SpectrumPlace

    official = SubFactory(OfficialFactory)
    segment = 0
    goal = 1
    reason = "Answers with reasons"
    placed_by = SubFactory(UserFactory)
    circle = LazyAttribute(lambda made: made.official.circle)


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    title = Sequence(lambda n: f"Recommendation {n}")
    symbol = Sequence(lambda n: f"CM/Rec({n})10")
    kind = Document.Kind.RECOMMENDATION


class TranslationFactory(DjangoModelFactory):
    """A translation that is requested; `state=` brings the people it needs."""

    class Meta:
        model = Translation

    document = SubFactory(DocumentFactory)

    @classmethod
    def _create(cls, model, *args, **fields):
        state = fields.get("state", Translation.State.REQUESTED)
        if state in (Translation.State.TRANSLATING, Translation.State.REVISING):
            fields.setdefault("translator", UserFactory(role="Translator"))
        if state == Translation.State.PUBLISHED:
            fields.setdefault("translator", UserFactory(role="Translator"))
            fields.setdefault("approved_by", UserFactory())
            fields.setdefault("approved_at", timezone.now())
        return super()._create(model, *args, **fields)


class ExchangeFactory(DjangoModelFactory):
    class Meta:
        model = Exchange

    title = Sequence(lambda n: f"Seminar {n}")
    kind = Exchange.Kind.SEMINAR
    starts_on = LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))
    ends_on = LazyAttribute(lambda o: o.starts_on + datetime.timedelta(days=2))


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    exchange = SubFactory(ExchangeFactory)
    official = SubFactory(OfficialFactory)
