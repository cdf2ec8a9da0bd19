"""The memory as a list: who sees which pairs, and what may be done with one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import SourceTextFactory
from tests.factories.translations.jobs import SegmentFactory, TranslationFactory
from tests.factories.translations.memory import MemoryPairFactory
from tests.filled_forms import fill
from translations.memory.models import MemoryPair

pytestmark = pytest.mark.django_db
TMX = """<tmx version="1.4"><body>
<tu><tuv xml:lang="en"><seg>The door is shut at night.</seg></tuv>
<tuv xml:lang="ru"><seg>Ночью дверь закрыта.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>The window is open.</seg></tuv>
<tuv xml:lang="ru"><seg>Окно открыто.</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture(autouse=True)
def files(settings, tmp_path, roles):
    settings.MEDIA_ROOT = tmp_path


def page(client, address="/memory/", **query):
    return client.get(address, query).content.decode()


def side(client, segment):
    return page(client, f"/segments/{segment.pk}/side/")


def sentence_like(pair):
    """A sentence that says what `pair` says, and its translator."""
    job = TranslationFactory(state="translating")
    return SegmentFactory(translation=job, source=pair.source), job.translator


def set_aside(client, pair, reason="It says the opposite."):
    return fill(client, f"/memory/{pair.pk}/set-aside/", **{"set_aside-reason": reason})


def test_the_list_shows_what_the_reader_sees_with_its_grade(as_role):
    client = as_role("Viewer")
    pair = MemoryPairFactory(grade="official", symbol="A/RES/34/169")
    hidden = MemoryPairFactory(circle=CircleFactory())

    text = page(client)

    assert pair.target in text
    assert "official text" in text
    assert "A/RES/34/169" in text
    assert hidden.target not in text
    assert client.get(f"/memory/{pair.pk}/").status_code == 200
    assert client.get(f"/memory/{hidden.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"source_language": "ru"}, [1]),
        ({"target_language": "en"}, [1]),
        ({"grade": "official"}, [0]),
        ({"document": "217 A (III)"}, [0]),
        ({"document": "declaration"}, [0]),
        ({"q": "слово СУДА"}, [2]),
        ({"q": "A/RES/217(III)"}, [0]),
        ({"standing": "withdrawn"}, [3]),
    ],
    ids=str,
)
def test_the_list_is_narrowed(as_role, query, numbers):
    pairs = [
        MemoryPairFactory(
            grade="official", symbol="A/RES/217 (III)", title="The Declaration"
        ),
        MemoryPairFactory(source_language="ru", target_language="en", source="Да, да"),
        MemoryPairFactory(target="Слово суда."),
        MemoryPairFactory(withdrawn_at="2026-01-01T00:00Z"),
    ]
    client = as_role("Viewer")
    assert all(each.target in page(client) for each in pairs)

    text = page(client, **query)

    assert [n for n, each in enumerate(pairs) if each.target in text] == numbers


def test_a_long_memory_is_read_page_by_page(as_role):
    first = MemoryPairFactory()
    for _number in range(50):
        MemoryPairFactory()
    client = as_role("Viewer")
    answer = client.get("/memory/")
    assert first.target not in answer.content.decode()

    later = client.get(answer.context["page"]["next_url"]).content.decode()

    assert first.target in later


def test_a_pair_that_is_set_aside_is_offered_to_nobody_until_it_is_put_back(
    client, as_role
):
    pair = MemoryPairFactory()
    segment, translator = sentence_like(pair)
    client.force_login(translator)
    assert pair.target in side(client, segment)

    set_aside(as_role("Officer"), pair)
    client.force_login(translator)
    assert pair.target not in side(client, segment)
    concordance = f"/translations/{segment.translation_id}/concordance/"
    assert pair.target not in page(client, concordance, q="reasons")

    as_role("Officer").post(f"/memory/{pair.pk}/put-back/")
    client.force_login(translator)
    assert pair.target in side(client, segment)


def test_why_a_pair_was_set_aside_is_asked_and_kept(as_role):
    client = as_role("Manager")
    pair = MemoryPairFactory()

    answer = set_aside(client, pair, reason=" ")
    assert answer.status_code == 422
    set_aside(client, pair)
    assert "It says the opposite." in page(client, f"/memory/{pair.pk}/")
    client.post(f"/memory/{pair.pk}/put-back/")

    assert "It says the opposite." not in page(client, f"/memory/{pair.pk}/")
    history = page(client, f"/history/memorypair/{pair.pk}/")
    assert "It says the opposite." in history
    assert str(client.person) in history


def test_whoever_only_reads_sets_nothing_aside(as_role):
    pair = MemoryPairFactory()

    for role in ("Viewer", "Translator"):
        client = as_role(role)
        assert client.get(f"/memory/{pair.pk}/set-aside/").status_code == 403
        answer = client.post(
            f"/memory/{pair.pk}/set-aside/", {"set_aside-reason": "No"}
        )
        assert answer.status_code == 403
    pair.refresh_from_db()
    assert pair.set_aside_at is None


def test_external_translators_read_no_list_of_it(client):
    client.force_login(UserFactory(role="Translator", is_external=True))
    pair = MemoryPairFactory()

    for address in ("/memory/", f"/memory/{pair.pk}/"):
        assert client.get(address).status_code == 403


def test_a_file_that_was_brought_is_undone_as_a_whole(as_role):
    client = as_role("Officer")
    stays = MemoryPairFactory()
    answer = fill(
        client,
        "/memory/bring/",
        file=SimpleUploadedFile("old.tmx", TMX.encode()),
        title="Our old work",
        source_language="en",
        target_language="ru",
    )
    assert "Ночью дверь закрыта." in page(client, answer.url)
    pair = MemoryPair.objects.get(target="Окно открыто.")
    set_aside(client, pair)
    assert "2 pairs of sentences" in page(client, reverse("import-list"))

    batch = client.person.batches.get()
    client.post(f"/large-changes/{batch.pk}/undo/")

    assert list(MemoryPair.objects.all()) == [stays]


def test_a_pair_serves_the_other_way_round_and_says_so(client):
    pair = MemoryPairFactory(grade="aligned")
    source = SourceTextFactory(language="ru")
    job = TranslationFactory(
        state="translating", source=source, document=source.document, language="en"
    )
    segment = SegmentFactory(translation=job, source=pair.target)
    near = SegmentFactory(
        translation=job, source=pair.target.replace("мотивы", "основания")
    )
    client.force_login(job.translator)

    exact, alike = side(client, segment), side(client, near)

    for text in (exact, alike):
        assert pair.source in text
        assert "translated the other way round" in text
    assert "98&nbsp;%" in exact


def test_a_pair_of_another_issuer_stands_below_one_of_the_same(client):
    fields = {"source": "The State party shall report.", "grade": "aligned"}
    MemoryPairFactory(target="Отчёт другого.", issuer="Council of Europe", **fields)
    MemoryPairFactory(target="Отчёт свой.", issuer="United Nations", **fields)
    MemoryPairFactory(target="Отчёт ничей.", **fields)
    job = TranslationFactory(state="translating", document__issuer="United Nations")
    segment = SegmentFactory(translation=job, source=fields["source"])
    client.force_login(job.translator)

    text = side(client, segment)

    assert text.count("100&nbsp;%") == 2
    assert text.count("99&nbsp;%") == 1
    assert text.index("Отчёт свой.") < text.index("Отчёт другого.")
