"""A house that is lived in, and the way to every page of it."""

from datetime import timedelta
from types import SimpleNamespace

from django.urls import URLPattern, reverse
from django.utils import timezone

from engagements.approach.models import RespectWord
from engagements.contacts.models import ProfessionalDay
from engagements.monitoring.models import FeedItem, Note
from engagements.planning.models import Playbook, PlaybookStep
from engagements.relationships.models import Relationship
from engagements.support.models import MarkerIdea
from officials.imports.destination import Destination
from officials.institutions.models import Institution, Post
from officials.people.models import Official
from officials.safeguards.models import Switch
from officials.security.models import Circle
from staff import urls
from staff.addresses import subject
from staff.import_files import bring, set_up
from staff.models import ImportFile, SavedView, User
from staff.pages import StepPage
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.assessment import (
    AssessmentFactory,
    NotNowFactory,
    ReconciliationFactory,
    SpectrumPlaceFactory,
)
from tests.factories.contacts import OutreachActionFactory
from tests.factories.duplicates import ResemblanceFactory
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
    RelationshipFactory,
    StageMoveFactory,
    TakenOverFactory,
)
from tests.factories.security import CircleFactory
from tests.factories.sources import SourceFactory, SourceIdentityFactory
from tests.factories.themes import ThemeFactory
from tests.factories.together import WatchFactory
from tests.factories.translations.catalogue import (
    DisclaimerFactory,
    DocumentFactory,
    DocumentTitleFactory,
)
from tests.factories.translations.deliveries import DeliveryFactory, in_force
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
from translations.jobs.models import Translation

NATIVE = "Константин Александрович Преображенский-Заречный"
LATIN = "Konstantin Preobrazhensky-Zarechny"
PLACE = "Main Directorate for Human Resources of the Ministry of Internal Affairs"
POST = "First Deputy Head of the Directorate for the Protection of Public Order"
ADDRESS = "https://example.org/" + "hearings-on-the-rights-of-detained-persons/" * 3
A_FILE = """\
position,person,personID,start,end
Minister of Justice,Olga Verkhovtseva,Q7001,2019-05-20,
Minister of Justice,Semyon Garin,Q7002,2015,2019-05-20
Minister of Justice,,Q7003,2011,2015
"""
# Pages that hand out a file, are there only at a certain moment, ask for the password
# first, or are an administrator's.
HAND_OUT_FILES = (
    "agreement-file",
    "edition-align",  # of two files, which tests/translations/memory brings
    "edition-file",
    "sourcetext-file",
    "translation-draft",
    "translation-table",
    # parts of the workbench, and no pages
    "segment-side",
    "translation-concordance",
    "translation-file",
    "noteattachment-file",
    "source-file",
    "mention-answer",
    "switch-turn",
    "assessment-edit",
    "assessment-second",
    "assessment-reconcile",
    "feed-add",
    "feed-edit",
    "feed-fetch",
    "switch-list",
    "actionattachment-file",
    "substantiation-file",
    "reformstep-file",
    "letter-file",
    "letter-docx",
    "letter-pdf",
    "letter-envelope",
    "outcome-pdf",
    "letter-envelopes",
    "letter-labels",
    "letter-greet",
    "letter-greeted",
    "disclosure-file",
    "disclosure-edit",
    "letter-edit",
    "outcome-edit",
    "email-check",
    "recommendation-preview",
    "document-preview",
    "term-preview",
    "return-preview",
    "returned-text",
    "accountabilitywork-add",
    "judgement-add",
    "comment-edit",
    "keeper-add",
    "keyrequest-factor",
    "keyrequest-rescue",
)
BY_NUMBER = {"playbook": Playbook, "playbookstep": PlaybookStep}
BY_NUMBER |= {"markeridea": MarkerIdea, "respectword": RespectWord}


class Colleagues(dict):
    """The people of the house, each there when asked for."""

    def __missing__(self, name):
        return self.setdefault(name, UserFactory())


def furnish(me):
    """One record of each kind, all of it about one person whom `me` leads.

    Words are as long as they get in real life. Call it as system.
    """
    official = a_person(me)
    theme = ThemeFactory(name="Conscripts’ rights")
    official.themes.add(theme)
    NoteFactory(
        headline="Said that detained persons must see a lawyer within three hours",
        about=[official],
        recorded_by=me,
        source_url=ADDRESS,
        detail=f"As written at {ADDRESS}",
    )
    what_we_give(me, official)
    exchange = ExchangeFactory(title="Complaints against the police", lead=me)
    ParticipationFactory(exchange=exchange, official=official)
    a_way_to_somebody(me, official)
    SavedView.objects.create(owner=me, page="note-list", name="Mine", query="q=a")
    an_import(me)
    those_who_left_a_post(me)


def what_we_give(me, official):
    """A document, what is made of it, and what `official` holds."""
    document = DocumentFactory(
        title="Basic Principles on the Use of Force and Firearms by Law Enforcement",
        symbol="A/CONF.144/28/REV.1",
        source_url=ADDRESS,
        rights_holder=DisclaimerFactory().issuer,
    )
    DocumentFactory(status="superseded", superseded_by=document)
    DocumentTitleFactory(document=document)
    TermFormFactory()
    StyleSheetFactory()
    translation = TranslationFactory(
        document=document, translator=me, state="translating"
    )
    workbench.arrange(translation, writer=me)
    TranslationFactory(translator=me, state="translating")  # its file is yet to come
    long_ago = timezone.localdate() - timedelta(days=40)
    text = in_force()
    NoteFactory(delivery=DeliveryFactory(official=official), recorded_by=me)
    for fields in ({"done": True}, {"planned_on": long_ago}):
        OutreachActionFactory(
            towards=[official], lead=me, handing=[text], result="Agreed", **fields
        )


def those_who_left_a_post(me):
    """Somebody in a new post, and somebody who died in theirs."""
    long_ago = timezone.localdate() - timedelta(days=400)
    promoted = OfficialFactory(named="Boris Orlov")
    RelationshipFactory(official=promoted, lead=me, began_on=long_ago)
    AppointmentFactory(official=promoted, started=None)
    dead = OfficialFactory(named="Clara Weber")
    AppointmentFactory(official=dead)
    OutreachActionFactory(towards=[dead], lead=me)
    dead.died = day("2026-01")
    dead.save()


def a_way_to_somebody(me, official):
    """What leads from a piece of news to a signature, about `official`."""
    for name in Switch.Name.values:
        Switch.objects.update_or_create(name=name, defaults={"on": True})
    note = NoteFactory(about=[official], recorded_by=me)
    NoteLinkFactory(one=note, other=NoteFactory(recorded_by=me))
    NoteAttachmentFactory(note=note, added_by=me)
    SourceIdentityFactory(
        source=SourceFactory(confidential=True), circle=CircleFactory(people=[me])
    )
    SourceFactory()
    FeedItemFactory(feed=FeedFactory(), naming=[official])
    WatchFactory(watcher=me, official=official)
    first = AssessmentFactory(
        official=official, scores={"openness": 4}, resting_on=[note]
    )
    second = {"assessor": me, "second_of": first, "scores": {"openness": 2}}
    AssessmentFactory(official=official, **second)
    ReconciliationFactory(first=first, written_by=me)
    SpectrumPlaceFactory(official=official, placed_by=me)
    ApproachFactory(official=official, written_by=me)
    NotNowFactory(official=OfficialFactory(), decided_by=me)
    what_we_do(me, official, note)


def what_we_do(me, official, note):
    """What is planned, promised, sent, asked and reached with `official`."""
    house = SimpleNamespace(people=Colleagues())
    about = {"circle": note.circle, "people": [official], "note": note, "client": me}
    about["place"] = official.appointments.get().post.institution
    about["action"] = OutreachActionFactory(towards=[official], lead=me, done=True)
    for rows in (approach, contacts, letters, support, outcomes, together):
        rows.arrange(house, **about)


def a_person(me):
    place = InstitutionFactory(name=PLACE, native_name="Министерство внутренних дел")
    official = OfficialFactory(named=NATIVE)
    OfficialNameFactory(official=official, text=LATIN, kind="romanised")
    post = PostFactory(institution=place, title=POST)
    AppointmentFactory(official=official, post=post)
    ContactPointFactory(official=official)
    IdentifierFactory(official=official)
    other = OfficialFactory(named="Anna Weber")
    TieFactory(official=official, other=other)
    ResemblanceFactory(of=(official, other))
    AgreementFactory(institution=place)
    InstitutionChangeFactory(institution=place)
    relationship = RelationshipFactory(official=official, lead=me)
    StageMoveFactory(relationship=relationship, moved_by=me)
    TakenOverFactory(official=official)
    return official


def an_import(me):
    """A file that waits to be looked over."""
    file = bring(A_FILE.encode(), name="cabinet.csv", by=me)
    government = Institution(name="Government", kind="other", country="RU")
    everybody = Circle.objects.get(pk=Circle.ALL_STAFF)
    set_up(file, Destination(government, everybody, "cabinet", "RU"))


def pages():
    """The path of every page of staff/urls.py, by name; about one record of each kind.

    Call it as system, in a house that is furnished.
    """
    paths = {}
    for pattern in urls.urlpatterns:
        page = getattr(getattr(pattern, "callback", None), "view_class", None)
        if not isinstance(pattern, URLPattern) or page is None:
            continue
        if issubclass(page, StepPage) or pattern.name in HAND_OUT_FILES:
            continue
        if page.http_method_names == ["post"]:
            continue
        paths[pattern.name] = reverse(pattern.name, kwargs=arguments(pattern, page))
    return paths


def arguments(pattern, page):
    """What the address wants: the first record of the model that its page is about."""
    converters = pattern.pattern.converters
    if not converters:
        return {}
    if pattern.name in ("history", "accesses"):
        return {"kind": subject(Post), "pk": first(Post)}
    if pattern.name == "official-death":
        return {"pk": first(Official.objects.exclude(died=None))}
    if pattern.name == "newpostanswer-add":
        return {"pk": first(Relationship.objects.filter(official__name="Boris Orlov"))}
    if pattern.name in ("import-settings", "import-preview", "import-progress"):
        return {"pk": first(ImportFile)}
    if pattern.name == "translation-deliver":
        return {"pk": first(Translation.objects.filter(segments=None))}
    if pattern.name == "export-reason":
        return dict.fromkeys(converters, "official-list")
    if pattern.name == "comment-add":
        return {"kind": "note", "pk": first(Note)}
    if pattern.name == "playbookstep-add":
        return {"number": first(Playbook)}
    if model := BY_NUMBER.get(pattern.name.partition("-")[0]):
        return {"number": first(model)}
    if pattern.name == "professionalday-edit":
        return {"pk": first(ProfessionalDay)}
    if pattern.name == "queuerule-edit":
        return {"name": "signal"}
    if pattern.name == "feeditem-note":
        return {"pk": first(FeedItem)}
    if pattern.name.startswith("colleague-"):
        return {"pk": first(User)}
    if pattern.name == "savedview-edit":
        return {"pk": first(SavedView)}
    return {"pk": first(page.model)}


def first(records):
    """The key of the first of a model, or of a queryset."""
    records = getattr(records, "objects", records)
    return records.order_by("pk").values_list("pk", flat=True)[0]
