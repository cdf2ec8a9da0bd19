"""One valid record each; the call says only what matters."""

import datetime
import hashlib
import itertools

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.approach.models import Approach
from engagements.approach.respect import QUESTIONS
from engagements.assessment.models import (
    Assessment,
    NotNow,
    Reconciliation,
    Score,
    ScoreEvidence,
    SpectrumPlace,
)
from engagements.contacts.models import ActionOfficial, OutreachAction
from engagements.monitoring.models import (
    Feed,
    FeedItem,
    FeedItemOfficial,
    Mention,
    Note,
    NoteAttachment,
    NoteLink,
)
from engagements.relationships.models import (
    HostileNoteAnswer,
    Relationship,
    StageMove,
    WarmthChange,
)
from engagements.together.models import Watch
from exchanges.models import Exchange, Participation
from officials.dates import PartialDate
from officials.duplicates.models import FormerKey, Resemblance
from officials.institutions.models import (
    Agreement,
    Appointment,
    Institution,
    InstitutionChange,
    Post,
)
from officials.people.models import (
    ContactPoint,
    Identifier,
    Official,
    OfficialName,
    Tie,
)
from officials.safeguards.models import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
    ReviewRequest,
)
from officials.security.models import Circle
from officials.security.records import new_key
from officials.sources.models import Source, SourceIdentity
from officials.themes.models import Theme
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


class SourceFactory(DjangoModelFactory):
    """A paper; `confidential=True` makes somebody known by a number only."""

    class Meta:
        model = Source

    title = Sequence(lambda n: f"The Northern Paper {n}")

    @classmethod
    def _create(cls, model, *args, confidential=False, **fields):
        if confidential:
            fields |= {"title": "", "confidential": True}
            fields = {"quoting": Source.Quoting.BACKGROUND, **fields}
        return super()._create(model, *args, **fields)


class SourceIdentityFactory(DjangoModelFactory):
    """Who a source is; the circle must be a narrower one."""

    class Meta:
        model = SourceIdentity

    source = SubFactory(SourceFactory, confidential=True)
    name = Sequence(lambda n: f"A clerk of the court {n}")


class NoteAttachmentFactory(DjangoModelFactory):
    class Meta:
        model = NoteAttachment

    note = SubFactory(NoteFactory)
    file = LazyFunction(lambda: ContentFile(b"As it was printed.", "page.txt"))
    file_name = "page.txt"
    sha256 = hashlib.sha256(b"As it was printed.").hexdigest()
    size = 18
    added_by = SubFactory(UserFactory)


class NoteLinkFactory(DjangoModelFactory):
    class Meta:
        model = NoteLink

    one = SubFactory(NoteFactory)
    other = SubFactory(NoteFactory)


class MentionFactory(DjangoModelFactory):
    class Meta:
        model = Mention

    note = SubFactory(NoteFactory)
    official = SubFactory(OfficialFactory)


class FeedFactory(DjangoModelFactory):
    """A feed in use, whose time has come."""

    class Meta:
        model = Feed

    name = Sequence(lambda n: f"News of the ministry {n}")
    url = Sequence(lambda n: f"https://example.org/feed{n}.xml")
    entered_by = SubFactory(UserFactory, role="Administrator")


class FeedItemFactory(DjangoModelFactory):
    """News that waits; `naming=[...]`: officials recognised in it."""

    class Meta:
        model = FeedItem

    feed = SubFactory(FeedFactory)
    circle = LazyAttribute(lambda item: item.feed.circle)
    guid = Sequence(lambda n: f"{n:064x}")
    title = Sequence(lambda n: f"Minister visits a prison {n}")
    url = Sequence(lambda n: f"https://example.org/news/{n}")
    published_at = LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model, *args, naming=(), **fields):
        item = super()._create(model, *args, **fields)
        for official in naming:
            narrow = official.circle if item.circle.everyone else item.circle
            FeedItemOfficial.objects.create(
                item=item, official=official, words=str(official), circle=narrow
            )
        return item


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


class NotNowFactory(DjangoModelFactory):
    class Meta:
        model = NotNow

    official = SubFactory(OfficialFactory)
    because = Sequence(lambda n: f"Elections {n}")
    until = LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=90))
    decided_by = SubFactory(UserFactory)


class AssessmentFactory(DjangoModelFactory):
    """An assessment; `scores={"alignment": 4}` gives scores that say why.

    `resting_on=[note]` are the notes that each of them cites.
    """

    class Meta:
        model = Assessment

    official = SubFactory(OfficialFactory)
    assessor = SubFactory(UserFactory)
    summary = Sequence(lambda n: f"Keeps what was promised {n}")
    circle = LazyAttribute(lambda assessment: assessment.official.circle)

    @classmethod
    def _create(cls, model, *args, scores=None, resting_on=(), **fields):
        new_assessment = super()._create(model, *args, **fields)
        for axis, value in (scores or {}).items():
            score = Score.objects.create(
                assessment=new_assessment, axis=axis, value=value, reason="Seen by many"
            )
            for note in resting_on:
                ScoreEvidence.objects.create(score=score, note=note)
        return new_assessment


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
    circle = LazyAttribute(lambda place: place.official.circle)


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    title = Sequence(lambda n: f"Recommendation {n}")
    symbol = Sequence(lambda n: f"CM/Rec({n})10")
    kind = Document.Kind.RECOMMENDATION


class TranslationFactory(DjangoModelFactory):
    """A translation that is requested; `state=` brings the people and the text."""

    class Meta:
        model = Translation

    document = SubFactory(DocumentFactory)

    @classmethod
    def _create(cls, model, *args, **fields):
        state = fields.get("state", Translation.State.REQUESTED)
        if state in (Translation.State.TRANSLATING, Translation.State.REVISING):
            fields.setdefault("translator", UserFactory(role="Translator"))
        if state in (Translation.State.REVISING, Translation.State.PUBLISHED):
            fields.setdefault("file", "kept")
            fields.setdefault("file_name", "text.odt")
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


class WatchFactory(DjangoModelFactory):
    """Somebody watches an official, unless `post=`, `institution=`, `theme=` is said.

    Since a day ago, and looked at then.
    """

    class Meta:
        model = Watch

    watcher = SubFactory(UserFactory)
    since = LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))
    looked_at = LazyAttribute(lambda watch: watch.since)

    @classmethod
    def _create(cls, model, *args, **fields):
        targets = {"official", "post", "institution", "theme"}
        if not targets & set(fields):
            fields["official"] = OfficialFactory()
        (target,) = (fields[name] for name in targets & set(fields))
        fields.setdefault("circle_id", getattr(target, "circle_id", Circle.ALL_STAFF))
        return super()._create(model, *args, **fields)


class ReviewRequestFactory(DjangoModelFactory):
    class Meta:
        model = ReviewRequest

    kind = ReviewRequest.Kind.APPROACH
    asked_by = SubFactory(UserFactory)


class ApproachFactory(DjangoModelFactory):
    """A complete draft by `written_by`; `threat=(likelihood, severity)`."""

    class Meta:
        model = Approach

    official = SubFactory(OfficialFactory)
    written_by = SubFactory(UserFactory)
    why_this_person = "Spoke for open hearings"
    what_would_help = "Wording of the rules in Russian"
    respected = LazyFunction(lambda: [code for code, _question in QUESTIONS])

    @classmethod
    def _create(cls, model, *args, threat=(2, 2), decision="proceed", **fields):
        who, official = fields["written_by"], fields["official"]
        same = {"official": official, "circle": fields.get("circle", official.circle)}
        conduct = ConductCheck.objects.create(
            **same, allegations="Nothing found", decision=decision, checked_by=who
        )
        exposure = ExposureRisk.objects.create(**same, written_by=who)
        ExposureThreat.objects.create(
            exposure=exposure,
            circle=exposure.circle,
            what="Their office hears of it",
            likelihood=threat[0],
            severity=threat[1],
            mitigation="We write to the institution",
        )
        fields |= {**same, "conduct": conduct, "exposure": exposure}
        return super()._create(model, *args, **fields)


class WarmthChangeFactory(DjangoModelFactory):
    class Meta:
        model = WarmthChange

    relationship = SubFactory("tests.factories.RelationshipFactory")
    action = SubFactory(OutreachActionFactory)
    from_warmth = 0
    to_warmth = 1
    changed_by = SubFactory(UserFactory)


class HostileNoteAnswerFactory(DjangoModelFactory):
    class Meta:
        model = HostileNoteAnswer

    relationship = SubFactory("tests.factories.RelationshipFactory")
    mention = SubFactory(MentionFactory)
    answer = HostileNoteAnswer.Answer.KEEP
    reason = "Said in anger"
    answered_by = SubFactory(UserFactory)
