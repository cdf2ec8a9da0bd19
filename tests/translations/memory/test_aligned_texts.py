"""A text of others is put beside its source, looked over, and offered from then on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from officials.batches.moves import move
from tests.factories.accounts import UserFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.jobs import SegmentFactory, TranslationFactory
from tests.filled_forms import fill
from translations.jobs.models import Edition
from translations.memory.alignment import Sentence, pairs_of
from translations.memory.models import MemoryPair

pytestmark = pytest.mark.django_db
ENGLISH = """<html lang="en"><head><title>Rights</title></head><body>
<h1>Rights</h1><h2>Article 3</h2>
<p>Everyone has the right to life, liberty and the security of person.</p>
<h2>Article 4</h2>
<p>No one shall be held in slavery. The slave trade shall be prohibited.</p>
<h2>Article 5</h2>
<p>No one shall be subjected to torture or to cruel treatment.</p></body></html>"""
RUSSIAN = """Права

Статья 3

Каждый человек имеет право на жизнь, на свободу и на личную неприкосновенность.

Статья 4

Никто не должен содержаться в рабстве; работорговля запрещается.

Статья 5

Никто не должен подвергаться пыткам или жестокому обращению.
"""
LIFE = "Everyone has the right to life, liberty and the security of person."
SLAVERY = "No one shall be held in slavery. The slave trade shall be prohibited."


@pytest.fixture(autouse=True)
def files(settings, tmp_path, roles):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document():
    return DocumentFactory(symbol="A/RES/217 (III)", issuer="United Nations")


def upload(name, text):
    return SimpleUploadedFile(name, text.encode())


def attach(client, document, kind="official", text=RUSSIAN, **of_source):
    """Brings the English text and one of others in Russian; the edition."""
    source = {"language": "en", "is_authentic": "on"} | of_source
    fill(
        client,
        f"/documents/{document.pk}/sourcetexts/new/",
        file=upload("en.html", ENGLISH),
        **source,
    )
    fill(
        client,
        f"/documents/{document.pk}/editions/new/",
        kind=kind,
        language="ru",
        file=upload("ru.txt", text),
        where_from="ООН",
        rights="Свободно",
    )
    return Edition.objects.get(document=document)


def keep(client, edition, also=()):
    """Keeps what is ticked when the page is opened, and the rows numbered `also`."""
    address = f"/editions/{edition.pk}/align/"
    rows = client.get(address).context["rows"]
    ticks = [
        f"{row.number}:{row.digest}"
        for row in rows
        if row.is_sure or row.number in also
    ]
    return client.post(address, {"row": ticks}, follow=True)


def test_texts_are_put_side_by_side_by_structure_length_and_figures(as_role, document):
    client = as_role("Officer")
    edition = attach(client, document)
    assert "Put beside the source" in client.get(f"/documents/{document.pk}/").text

    page = client.get(f"/editions/{edition.pk}/align/")

    pairs = {row.source: (row.target, row.is_sure) for row in page.context["rows"]}
    assert pairs["Article 4"] == ("Статья 4", True)
    assert pairs[LIFE][0].startswith("Каждый человек")
    target, is_sure = pairs[SLAVERY]
    assert target.startswith("Никто не должен содержаться")
    assert not is_sure
    assert not MemoryPair.objects.exists()


def test_an_official_text_enters_as_such_and_is_what_a_quotation_gets(
    client, as_role, document
):
    officer = as_role("Officer")
    edition = attach(officer, document)

    answer = keep(officer, edition)

    assert "pairs are in the memory now" in answer.content.decode()
    pair = MemoryPair.objects.get(source=LIFE)
    assert (pair.grade, pair.symbol, pair.issuer) == (
        "official",
        "A/RES/217 (III)",
        "United Nations",
    )
    assert not MemoryPair.objects.filter(source=SLAVERY).exists()
    job = TranslationFactory(state="translating")
    segment = SegmentFactory(translation=job, source=f"It says: “{LIFE}” And so on.")
    client.force_login(job.translator)
    text = client.get(f"/segments/{segment.pk}/side/").content.decode()
    assert "official wording of A/RES/217 (III)" in text
    assert pair.target in text


@pytest.mark.parametrize(
    ("kind", "of_source"),
    [("issuer", {}), ("other", {}), ("official", {"is_authentic": ""})],
    ids=["of the issuer", "of somebody else", "beside a translation"],
)
def test_what_is_not_official_enters_as_checked_alignment(
    as_role, document, kind, of_source
):
    client = as_role("Officer")
    edition = attach(client, document, kind, **of_source)

    keep(client, edition)

    assert set(MemoryPair.objects.values_list("grade", flat=True)) == {"aligned"}


def test_pairs_are_kept_once_and_undone_as_a_whole(as_role, document):
    client = as_role("Officer")
    edition = attach(client, document)
    keep(client, edition)
    number = MemoryPair.objects.count()
    assert number

    doubtful = client.get(f"/editions/{edition.pk}/align/").context["rows"]
    doubtful = [row.number for row in doubtful if not row.is_sure]
    keep(client, edition, also=doubtful)
    assert MemoryPair.objects.count() == number + len(doubtful)

    for batch in client.person.batches.all():
        client.post(f"/large-changes/{batch.pk}/undo/")
    assert not MemoryPair.objects.exists()


def test_a_text_that_changed_since_it_was_looked_at_is_not_kept(as_role, document):
    client = as_role("Officer")
    edition = attach(client, document)

    answer = client.post(
        f"/editions/{edition.pk}/align/", {"row": ["1:0000000000000000"]}, follow=True
    )

    assert "No pair was ticked" in answer.content.decode()
    assert not MemoryPair.objects.exists()


def test_a_file_that_cannot_be_read_is_said_on_the_page_of_the_document(
    as_role, document
):
    client = as_role("Officer")
    edition = attach(client, document, text="Права")
    edition.file.storage.delete(edition.file.name)

    answer = client.get(f"/editions/{edition.pk}/align/", follow=True)

    assert answer.redirect_chain
    assert "The file is not there any more." in answer.content.decode()


def test_pairs_of_a_text_of_others_go_with_its_document(as_role, document):
    client = as_role("Officer")
    keep(client, attach(client, document))
    member = UserFactory(role="Manager")
    circle = CircleFactory(people=[member])

    move(document, circle, by=member)

    assert set(MemoryPair.objects.values_list("circle", flat=True)) == {circle.pk}


def test_translators_and_other_circles_put_nothing_side_by_side(as_role, document):
    edition = attach(as_role("Officer"), document)
    address = f"/editions/{edition.pk}/align/"

    assert as_role("Translator").get(address).status_code == 403
    move(
        document, CircleFactory(people=[UserFactory()]), by=UserFactory(role="Manager")
    )
    assert as_role("Officer").get(address).status_code == 404


def test_two_thousand_sentences_are_aligned_though_some_are_missing():
    sources = [
        Sentence(f"Rule {n} says {'word ' * (n % 9)}so.", True) for n in range(2000)
    ]
    targets = [
        Sentence(f"Правило {n} гласит {'слово ' * (n % 9)}так.", True)
        for n in range(2000)
        if n % 50
    ]

    pairs = pairs_of(sources, targets)

    right = [p for p in pairs if p.source.split()[1] == p.target.split()[1]]
    assert len(right) > 0.99 * len(targets)
    assert len(pairs) - len(right) < 20
