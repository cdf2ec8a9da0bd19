"""A small world full of canaries: one of every record in every circle.

A canary is a string that occurs nowhere else, put into every text field of every
record model. The fields are found through the models, so that a model of tomorrow
joins by itself; one without a record here fails the trial.
"""

import itertools
import re
from dataclasses import dataclass, field

from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import CharField, FileField, TextField
from django.utils import timezone

from officials.batches.models import Batch
from officials.imports.destination import Destination
from officials.institutions.models import Institution
from officials.names.fold import FoldedField, ScriptField, SortKeyField
from officials.safeguards.models import Switch
from officials.security.models import Circle
from officials.security.records import Record
from staff.import_files import bring, set_up
from staff.models import AccessChange, Draft, SavedView
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.assessment import (
    AssessmentFactory,
    NotNowFactory,
    ReconciliationFactory,
    SpectrumPlaceFactory,
)
from tests.factories.contacts import OutreachActionFactory
from tests.factories.duplicates import FormerKeyFactory, ResemblanceFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.institutions import (
    AgreementFactory,
    InstitutionChangeFactory,
    InstitutionFactory,
    PostFactory,
)
from tests.factories.monitoring import (
    FeedFactory,
    FeedItemFactory,
    NoteAttachmentFactory,
    NoteFactory,
    NoteLinkFactory,
)
from tests.factories.people import (
    AppointmentFactory,
    ContactPointFactory,
    IdentifierFactory,
    OfficialFactory,
    OfficialNameFactory,
    TieFactory,
)
from tests.factories.relationships import (
    HostileNoteAnswerFactory,
    RelationshipFactory,
    StageMoveFactory,
    TakenOverFactory,
    WarmthChangeFactory,
)
from tests.factories.safeguards import ReviewRequestFactory
from tests.factories.security import CircleFactory
from tests.factories.sources import SourceFactory, SourceIdentityFactory
from tests.factories.themes import ThemeFactory
from tests.factories.together import WatchFactory
from tests.factories.translations.catalogue import (
    DisclaimerFactory,
    DocumentFactory,
    DocumentTitleFactory,
)
from tests.factories.translations.jobs import TranslationFactory
from tests.factories.translations.terms import StyleSheetFactory, TermFormFactory
from tests.trials.rows import (
    approach,
    contacts,
    letters,
    outcomes,
    support,
    together,
    workbench,
)
from translations.catalogue.models import Document, DocumentTitle
from translations.jobs.models import Edition, Translation
from translations.terms.models import StyleSheet

ALL, MINE, OTHER, SEALED = CIRCLES = ("all staff", "mine", "other", "sealed")
TOKEN = re.compile(r"(?:zq|q90)(\d{5})(?:qz|\b)", re.IGNORECASE)
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ROOM_FOR_A_CANARY, ROOM_FOR_A_SHORT_ONE = 12, 7
WATCHERS = {ALL: "officer", MINE: "manager", OTHER: "client", SEALED: "insider"}

# Written by a trigger from the names of the person, those carry the canaries; or a
# digest of the file.
DERIVED = {
    "translations.MemoryPair": ("normal_source", "normal_target", "normal_symbol"),
    "translations.Document": ("normal_symbol",),
    # shown as differences, and tried in tests/translations/workbench; places in a file
    "translations.Segment": ("gap", "handed_in", "kind", "paragraph"),
    "translations.Edition": ("snapshot",),  # the text of its file
    "translations.StyleSheet": {"issuer"},  # that of its documents
    "officials.Official": {"name", "native_name", "sort_name"},
    "engagements.NoteAttachment": {"sha256"},
    "engagements.ActionAttachment": {"sha256"},
    "engagements.Letter": {"sha256"},
    "engagements.Disclosure": {"sha256"},
    "officials.Clearance": {"digest"},
    "engagements.Substantiation": {"sha256"},
    "engagements.ReformStep": {"sha256"},
    # What the fetcher of feeds keeps for itself; no page shows it.
    "engagements.Feed": {"etag", "modified"},
    "engagements.FeedItem": {"guid"},
}
NOT_FOR_EVERYBODY = {"officials.SourceIdentity"}  # never in the circle of all staff


@dataclass(frozen=True)
class Owner:
    """What a canary or a key belongs to, in the words that the oracle knows.

    `kind` is the label of a model; `workers` are the people whose job it is.
    """

    kind: str
    circle: str = ""
    workers: frozenset = frozenset()
    person: str = ""
    key: str = ""


@dataclass
class World:
    """People by name, circles by name, records by model, and whose each canary is."""

    people: dict = field(default_factory=dict)
    circles: dict = field(default_factory=dict)
    owners: dict = field(default_factory=dict)  # number of a canary: (Owner, field)
    keys: dict = field(default_factory=dict)  # key of a record: Owner
    rows: dict = field(default_factory=dict)  # model: [record]
    files: dict = field(default_factory=dict)  # key of a file to import: Owner
    drafts: dict = field(default_factory=dict)  # key of a draft: Owner
    access_changes: dict = field(default_factory=dict)  # key of one: Owner
    views: dict = field(default_factory=dict)  # key of a saved view: Owner
    imports: dict = field(default_factory=dict)  # key of an import made: Owner
    place: object = None  # an institution of all staff
    everybody: object = None  # an official of all staff, whom every circle names
    numbers: itertools.count = field(default_factory=lambda: itertools.count(10_000))

    def canary(self, owner, name):
        """A new number that stands for `owner` and the field `name`."""
        number = next(self.numbers)
        self.owners[number] = (owner, name)
        return number

    def owner_of(self, record):
        return self.keys[str(record.pk)]


def record_models():
    """Every concrete record model there is."""
    return [m for m in apps.get_models() if issubclass(m, Record)]


def text_fields(model):
    """The fields of `model` with room for a canary."""
    derived = DERIVED.get(model._meta.label, ())
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, CharField | TextField)
        and not isinstance(f, FoldedField | ScriptField | SortKeyField)
        and not f.choices
        and (f.max_length is None or f.max_length >= ROOM_FOR_A_SHORT_ONE)
        and f.name not in derived
    ]


def build():
    """The world; call it as system."""
    world = World()
    add_people(world)
    for name in CIRCLES:
        add_records(world, name)
    for model in record_models():
        world.rows[model] = list(model._base_manager.order_by("pk"))
        for record in world.rows[model]:
            if str(record.pk) not in world.keys:
                mark(world, record)
    for document in world.rows[Document]:  # now each sheet is for the jobs of one
        sheets = StyleSheet.objects.filter(circle=document.circle)
        sheets.update(issuer=document.issuer)
    for name in ("officer", "manager"):
        stage_file(world, name)
    for name in ("client", "officer", "external"):
        save_views(world, name)
        keep_draft(world, name)
        tell_of_access(world, name)
    return world


def add_people(world):
    add = {
        "viewer": {"role": "Viewer"},
        "officer": {"role": "Officer"},
        "coordinator": {"role": "Coordinator"},
        "manager": {"role": "Manager"},
        "administrator": {"role": "Administrator"},
        "insider": {"role": "Officer"},
        "sealed manager": {"role": "Manager"},
        "external": {"role": "Translator", "is_external": True},
        "external member": {"role": "Translator", "is_external": True},
        "translator": {"role": "Translator"},
        "nobody": {"role": None},
        "leaver": {"role": "Officer", "is_active": False},
        "client": {"role": "Officer"},  # asked for the translations; leads the rest
    }
    for name, fields in add.items():
        owner = Owner("staff.User", person=name)
        token = f"Zq{world.canary(owner, 'full_name')}qz"
        world.people[name] = UserFactory(full_name=f"Person {token}", **fields)
    members = {
        MINE: [p for p in world.people if p not in ("translator", "client", "nobody")],
        OTHER: ["client"],
        SEALED: ["insider", "sealed manager", "external member"],
    }
    world.circles[ALL] = Circle.objects.get(pk=Circle.ALL_STAFF)
    for name in Switch.Name.values:
        Switch.objects.update_or_create(name=name, defaults={"on": True})
    for name, people in members.items():
        token = f"zq{world.canary(Owner('officials.Circle', circle=name), 'name')}qz"
        world.circles[name] = CircleFactory(
            name=f"Circle {token}",
            sealed=name == SEALED,
            people=[world.people[each] for each in people],
        )


def add_person(world, name, theme):
    """An institution and an official of the circle `name`, and what we know of them."""
    circle = world.circles[name]
    place = InstitutionFactory(circle=circle, parent=world.place)
    official = OfficialFactory(circle=circle, named=f"Anna {name}")
    official.themes.add(theme)
    OfficialNameFactory(official=official, text=f"Анна {name}", kind="native")
    AppointmentFactory(
        official=official, post=PostFactory(institution=place, circle=circle)
    )
    ContactPointFactory(official=official, circle=circle)
    IdentifierFactory(official=official)
    FormerKeyFactory(official=official)
    AgreementFactory(institution=place, circle=circle)
    InstitutionChangeFactory(institution=place, other=world.place)
    world.place = world.place or place
    world.everybody = world.everybody or official
    return place, official


def add_records(world, name):
    """One of every record in the circle `name`, about its own person and everybody."""
    circle, client = world.circles[name], world.people["client"]
    theme = ThemeFactory()
    place, official = add_person(world, name, theme)
    people = list(dict.fromkeys([world.everybody, official]))
    relationships = [
        RelationshipFactory(official=person, lead=client, circle=circle)
        for person in people
    ]
    add_approach(world, relationships[0])  # the first of its circle, which is walked
    for relationship in relationships:
        StageMoveFactory(relationship=relationship, moved_by=client)
    other = people[0] if len(people) > 1 else OfficialFactory(circle=circle)
    TieFactory(official=official, other=other, circle=circle)
    ResemblanceFactory(of=(official, other), circle=circle)
    note = add_note(world, circle, people, place)
    note.themes.add(theme)
    add_queue(world, note, client)
    add_judgements(official, note, client)
    add_news(world, place, people)
    document = add_document(circle, theme, client)
    text = document.editions.get()
    TermFormFactory(term__circle=circle, circle=circle)
    StyleSheetFactory(circle=circle)
    for is_done in (True, False):
        action = OutreachActionFactory(
            circle=circle, towards=people, handing=[text], lead=client, done=is_done
        )
    add_safeguards(world, relationships[0], note, action)
    add_exchange(world, circle, theme, people)
    add_translations(world, document)
    add_engagement(world, circle, people, place, note, action)
    watcher = world.people[WATCHERS[name]]
    WatchFactory(watcher=watcher, official=official, circle=circle)


def add_engagement(world, circle, people, place, note, action):
    """What is planned, promised, sent, asked and reached in `circle`."""
    about = {"circle": circle, "people": people, "place": place}
    about |= {"note": note, "action": action, "client": world.people["client"]}
    for rows in (approach, contacts, letters, support, outcomes, together):
        rows.arrange(world, **about)


def add_exchange(world, circle, theme, people):
    """One exchange, in which all of `people` are."""
    exchange = ExchangeFactory(circle=circle, lead=world.people["client"])
    exchange.themes.add(theme)
    for person in people:
        ParticipationFactory(exchange=exchange, official=person)


def add_approach(world, relationship):
    """What went ahead unsigned, with its reason."""
    circle, client = relationship.circle, world.people["client"]
    review = ReviewRequestFactory(
        circle=circle, asked_by=client, state="unsigned", ahead_at=timezone.now(),
        ahead_reason="Nobody was to be had",
    )  # fmt: skip
    official = relationship.official
    ApproachFactory(circle=circle, official=official, written_by=client, review=review)


def add_safeguards(world, relationship, note, action):
    """What is answered and decided of one relationship, in its circle."""
    circle, client = relationship.circle, world.people["client"]
    official = relationship.official
    WarmthChangeFactory(relationship=relationship, action=action, changed_by=client)
    HostileNoteAnswerFactory(
        circle=circle,
        relationship=relationship,
        mention=note.mentions.get(official=official),
        answered_by=client,
    )


def add_note(world, circle, people, place):
    """A note with all that stands behind it; its source is an open one."""
    client = world.people["client"]
    source = SourceFactory(circle=circle)
    hidden = SourceFactory(circle=circle, confidential=True)
    # Who it is, is never for everybody.
    knows = world.circles[OTHER] if circle.everyone else circle
    SourceIdentityFactory(source=hidden, circle=knows)
    fields = {"circle": circle, "institution": place, "recorded_by": client}
    note = NoteFactory(about=people, source=source, **fields)
    NoteLinkFactory(one=note, other=NoteFactory(source=hidden, **fields), circle=circle)
    NoteAttachmentFactory(note=note, added_by=client)
    return note


def add_judgements(official, note, assessor):
    """What somebody thinks of `official`, and where they place them."""
    assessment = AssessmentFactory(
        official=official,
        assessor=assessor,
        scores={"alignment": 4, "interest": 2},
        resting_on=[note],
    )
    AssessmentFactory(
        official=official,
        assessor=assessor,
        scores={"alignment": 2},
        second_of=assessment,
    )
    ReconciliationFactory(first=assessment, written_by=assessor)
    SpectrumPlaceFactory(official=official, placed_by=assessor)


def add_queue(world, note, person):
    """Somebody who waits; and `note` speaks for those whom it is about."""
    note.mentions.update(stance=2)
    waits = OfficialFactory(circle=note.circle)
    NotNowFactory(official=waits, circle=note.circle, decided_by=person)
    TakenOverFactory(
        official=waits,
        circle=note.circle,
        brought_by=person,
        known_since="Long",
        harm="yes",
        goes_on=False,
        answered_by=world.people["translator"],
        answered_at=timezone.now(),
    )


def add_news(world, place, people):
    """A feed of the institution `place`, and an item that names `people`."""
    client = world.people["client"]
    feed = FeedFactory(circle=place.circle, institution=place, entered_by=client)
    FeedItemFactory(feed=feed, naming=people)


def add_document(circle, theme, client):
    """A document with a title in Russian, and an official text that was attached.

    Another supersedes it; their issuer wants something said.
    """
    issuer = DisclaimerFactory(issuer__circle=circle, circle=circle).issuer
    document = DocumentFactory(
        circle=circle,
        rights_holder=issuer,
        status="superseded",
        superseded_by=DocumentFactory(circle=circle, rights_holder=issuer),
    )
    DocumentTitleFactory(document=document)
    document.themes.add(theme)
    Edition.objects.create(
        document=document,
        kind=Edition.Kind.OFFICIAL,
        language="fr",
        title="Recommandation",
        where_from="The body",
        rights="Free",
        made_by=client,
    )
    return document


def add_translations(world, document):
    """Two of each document; one of some is the job of an external translator."""
    client, external = world.people["client"], world.people["external"]
    mine = document.circle_id in (Circle.ALL_STAFF, world.circles[SEALED].pk)
    job = {"translator": external, "state": "translating"} if mine else {}
    further = {"expert": client, "proofreader": client}
    translation = TranslationFactory(
        document=document, language="ru", requested_by=client, **further, **job
    )
    now = timezone.now()
    TranslationFactory(
        document=document,
        language="uk",
        requested_by=client,
        translator=world.people["translator"],
        reviser=client,
        state="published",
        approved_by=client,
        expert_done_at=now,
        proofread_at=now,
        **further,
    )
    for source in document.texts.all():
        mark(world, source)  # sentences keep their file, so it comes before them
    workbench.arrange(translation, writer=client)


def mark(world, record):
    """Puts a canary into every text field and every file of `record`."""
    model = type(record)
    circle = next(n for n, c in world.circles.items() if c.pk == record.circle_id)
    owner = Owner(
        model._meta.label,
        circle=circle,
        workers=workers(world, record),
        person=WATCHERS[circle] if model._meta.label == "engagements.Watch" else "",
        key=str(record.pk),
    )
    world.keys[owner.key] = owner
    record.refresh_from_db()
    for each in model._meta.concrete_fields:
        if isinstance(each, FileField) and not must_be_empty(record, each):
            content = f"A text with zq{world.canary(owner, each.name)}qz in it."
            setattr(record, each.name, ContentFile(content.encode(), "text.txt"))
    for each in text_fields(model):
        if must_be_empty(record, each):
            continue
        setattr(record, each.name, text(world.canary(owner, each.name), each, record))
    record.save()


def must_be_empty(record, model_field):
    """A confidential source is a number; what did not go ahead has no reason."""
    if model_field.name == "ahead_reason":
        return record.ahead_at is None
    if model_field.name == "answer" and hasattr(record, "answered_at"):
        return record.answered_at is None
    if model_field.name == "went_already":
        return record.state != "done"
    hidden = getattr(record, "confidential", False)
    return hidden and model_field.name in ("title", "url", "file", "file_name")


def text(number, model_field, record):
    """The canary `number` in a form that the field takes."""
    token = f"zq{number}qz"
    if (model_field.max_length or ROOM_FOR_A_CANARY) < ROOM_FOR_A_CANARY:
        return f"zq{number}"
    if model_field.name == "scheme":
        return token
    if model_field.name == "url" or model_field.name.endswith("_url"):
        return f"https://example.org/{token}"
    if getattr(record, "script", "") == "Cyrl":
        return f"Имя {token}"
    return f"Word {token}"


def workers(world, record):
    """The people whose job a document, a translation or a part of one is."""
    record = getattr(record, "translation", None) or record
    if isinstance(record, DocumentTitle):
        record = record.document
    if isinstance(record, StyleSheet):
        into = {"language": record.language, "circle": record.circle}
        jobs = Translation.objects.filter(**into)
    else:
        jobs = jobs_of(record)
    keys = set()
    for job in jobs:
        keys |= {getattr(job, "translator_id", None), getattr(job, "reviser_id", None)}
    return frozenset(n for n, p in world.people.items() if p.pk in keys)


def jobs_of(record):
    return record.translations.all() if hasattr(record, "translations") else [record]


def stage_file(world, name):
    """A file that `name` has brought and not yet imported, and an import they made."""
    owner = Owner("staff.ImportFile", person=name)
    token = f"zq{world.canary(owner, 'name')}qz"
    content = f"name,position,start,end\nAnna {token},Minister,2020,\n".encode()
    person = world.people[name]
    file = bring(content, name=f"{token}.csv", by=person)
    ministry = Institution(name=f"Ministry {token}", kind="ministry", country="RU")
    ministry.circle = world.circles[ALL]
    set_up(file, Destination(ministry, world.circles[ALL], "trial", "RU"))
    world.files[file.pk] = owner
    batch = Batch.objects.create(
        kind=Batch.Kind.IMPORT, made_by=person, details={"file": file.pk}
    )
    world.imports[batch.pk] = owner


def keep_draft(world, name):
    """What somebody typed and did not save."""
    owner = Owner("staff.Draft", person=name)
    data = {"headline": [f"Opened zq{world.canary(owner, 'data')}qz"]}
    person = world.people[name]
    draft = Draft.objects.create(owner=person, page="/notes/new/", data=data)
    world.drafts[draft.pk] = owner


def tell_of_access(world, name):
    """Somebody set a new password for `name`, who has not said that they know of it."""
    person = world.people[name]
    kind = AccessChange.Kind.PASSPHRASE
    change = AccessChange.objects.create(person=person, kind=kind, changed_by=person)
    world.access_changes[change.pk] = Owner("staff.AccessChange", person=name)


def save_views(world, name):
    """A private and a shared view of the lists that `name` sees."""
    for page in ("official-list", "note-list", "translation-list"):
        for shared in (False, True):
            kind = "staff.SavedView"
            shared = shared and name != "external"
            owner = Owner(kind, circle=ALL if shared else "", person=name)
            token = f"zq{world.canary(owner, 'name')}qz"
            view = SavedView.objects.create(
                owner=world.people[name],
                page=page,
                name=token,
                query=f"q=zq{world.canary(owner, 'query')}qz",
                shared=shared,
            )
            world.views[view.pk] = owner
