"""Every page that hands out a file, or is made to be printed, writes its line."""

import hashlib
import inspect
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from engagements.letters import disclosure_steps
from engagements.letters import workflow as letter_steps
from officials.safeguards.models import Switch
from officials.security.models import Access
from staff import urls
from staff.models import Export
from staff.pages import ListPage
from tests.factories.accounts import UserFactory
from tests.factories.contacts import ActionAttachmentFactory
from tests.factories.institutions import AgreementFactory
from tests.factories.letters import DisclosureFactory, LetterFactory
from tests.factories.monitoring import NoteAttachmentFactory
from tests.factories.outcomes import (
    OutcomeFactory,
    ReformStepFactory,
    SubstantiationFactory,
)
from tests.factories.people import OfficialFactory
from tests.factories.sources import SourceFactory
from tests.factories.translations.catalogue import SourceTextFactory
from tests.factories.translations.jobs import (
    EditionFactory,
    SegmentFactory,
    TranslationFactory,
)
from tests.factories.translations.memory import MemoryPairFactory
from tests.house.sources import APPS, name_of, python_files

pytestmark = pytest.mark.django_db
CONTENT = b"As it came."
HANDS_OUT = re.compile(r"\b(attachment|kept_file|log_export|written_file)\(")
MAKES_A_FILE = re.compile(r"FileResponse|StreamingHttpResponse|Content-Disposition")


def with_file(factory, **fields):
    """A record of `factory` that keeps a file."""
    fields |= {"file": ContentFile(CONTENT, "came.txt"), "file_name": "came.txt"}
    if any(field.name == "sha256" for field in factory._meta.model._meta.fields):
        fields["sha256"] = hashlib.sha256(CONTENT).hexdigest()
    return factory(**fields)


def signed_disclosure():
    writer, signer = UserFactory(), UserFactory(role="Manager")
    letter = LetterFactory(written_by=writer)
    letter_steps.make_ready(letter, by=writer)
    letter_steps.dispatch(letter, by=writer, method="post")
    disclosure = disclosure_steps.ask(DisclosureFactory(written_by=writer), by=writer)
    return disclosure_steps.sign(disclosure, by=signer)


def job_in_sentences():
    """A translation whose source file is split into sentences."""
    content = ContentFile(CONTENT, "came.txt")
    source = SourceTextFactory(file=content, file_name="came.txt")
    job = TranslationFactory(source=source, document=source.document)
    SegmentFactory(translation=job, paragraph="0")
    return job


# What stands behind each page that hands out something about one record.
MADE = {
    "agreement-file": lambda: with_file(AgreementFactory),
    "noteattachment-file": lambda: with_file(NoteAttachmentFactory),
    "actionattachment-file": lambda: with_file(ActionAttachmentFactory),
    "source-file": lambda: with_file(SourceFactory),
    "sourcetext-file": lambda: with_file(SourceTextFactory),
    "translation-file": lambda: with_file(TranslationFactory),
    "translation-draft": job_in_sentences,
    "translation-table": job_in_sentences,
    "edition-file": lambda: with_file(EditionFactory),
    "reformstep-file": lambda: with_file(ReformStepFactory),
    "substantiation-file": lambda: with_file(SubstantiationFactory),
    "letter-file": lambda: LetterFactory(scanned=True),
    "letter-docx": LetterFactory,
    "letter-pdf": LetterFactory,
    "letter-envelope": LetterFactory,
    "disclosure-file": signed_disclosure,
    "outcome-story": OutcomeFactory,
    "outcome-pdf": OutcomeFactory,
    "official-print": OfficialFactory,
    "official-brief": OfficialFactory,
}
OF_MANY = {"letter-envelopes", "letter-labels"}
OF_MEMORY = {"memory-take"}
BY_POST = {"official-brief": {"level": "carry"}}


def page_of(route):
    return getattr(route.callback, "view_class", None)


def hands_out(page):
    """Whether the class, or one that it is made of, calls what logs."""
    if page is None or issubclass(page, ListPage):
        return False
    ours = [each for each in page.__mro__ if each.__module__.startswith("staff.")]
    return any(HANDS_OUT.search(inspect.getsource(each)) for each in ours)


def handing_out():
    return sorted(route.name for route in urls.urlpatterns if hands_out(page_of(route)))


def lists():
    names = [
        route.name
        for route in urls.urlpatterns
        if page_of(route)
        and issubclass(page_of(route), ListPage)
        and not route.pattern.converters
    ]
    return sorted(names)


def taken_by(client, answer):
    """The one line that `answer` wrote, after the whole of it was read."""
    assert answer.status_code == 200
    assert answer.getvalue()
    line = Export.objects.get()
    assert line.taken_by == client.person
    assert line.rows is not None
    return line


def test_only_one_module_makes_files_that_leave_the_house():
    makers = {
        name_of(path)
        for path in python_files(*APPS)
        if MAKES_A_FILE.search(path.read_text())
    }

    assert makers == {"staff/exports.py"}


def test_every_page_that_hands_something_out_is_tried_here():
    assert len(handing_out()) > 10
    assert set(handing_out()) == set(MADE) | OF_MANY | OF_MEMORY


@pytest.mark.parametrize("name", sorted(MADE))
def test_what_is_taken_of_one_record_is_kept_for_those_who_see_it(as_role, name):
    client, record = as_role("Manager"), MADE[name]()
    address = reverse(name, args=[record.pk])

    if name in BY_POST:
        answer = client.post(address, BY_POST[name])
    else:
        answer = client.get(address)

    line = taken_by(client, answer)
    assert line.page == name
    (access,) = Access.objects.of(record).filter(in_file=True)
    assert (access.person, access.page) == (client.person, name)
    assert str(record.pk) not in str(line.filters)
    assert "As it came" not in str(line.filters)


@pytest.mark.parametrize("name", sorted(OF_MANY))
def test_what_is_taken_of_many_letters_is_logged_with_their_number(as_role, name):
    client, letters = as_role("Manager"), [LetterFactory() for _n in range(3)]

    answer = client.get(reverse(name), {"row": [str(each.pk) for each in letters]})

    line = taken_by(client, answer)
    assert (line.page, line.rows) == (name, 3)
    assert all(Access.objects.of(each).exists() for each in letters)


def test_what_is_taken_of_the_memory_is_logged_with_its_number_and_reason(as_role):
    client = as_role("Manager")
    pairs = [MemoryPairFactory() for _n in range(3)]
    chosen = {"source_language": "en", "target_language": "ru", "reason": "New tool"}

    answer = client.post(reverse("memory-take"), chosen)

    line = taken_by(client, answer)
    assert (line.page, line.rows, line.reason) == ("memory-take", 3, "New tool")
    assert pairs[0].source not in str(line.filters)


@pytest.mark.parametrize("name", lists())
def test_every_list_that_is_taken_as_a_file_is_logged(as_role, name):
    for switch in Switch.Name:
        Switch.objects.turn(switch, on=True)
    client = as_role("Manager")

    answer = client.get(reverse(name), {"format": "csv"})

    assert taken_by(client, answer).page == name


def test_a_file_that_is_gone_is_not_said_to_have_been_taken(as_role):
    client = as_role("Manager")
    attachment = ActionAttachmentFactory()

    answer = client.get(reverse("actionattachment-file", args=[attachment.pk]))

    assert answer.status_code == 404
    assert not Export.objects.exists()
