"""What a segment quotes of an official text is offered in its official words, first."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.accounts import UserFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import DocumentFactory, SourceTextFactory
from tests.factories.translations.jobs import SegmentFactory, TranslationFactory
from tests.factories.translations.memory import MemoryPairFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
SYMBOL = "A/RES/217 (III)"
ENGLISH = "Everyone has the right to life, liberty and the security of person."
RUSSIAN = (
    "Каждый человек имеет право на жизнь, на свободу и на личную неприкосновенность."
)
ENOUGH = "the right to life, liberty and the security of person"


@pytest.fixture(autouse=True)
def files(settings, tmp_path, roles):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def official():
    return MemoryPairFactory(
        source=ENGLISH, target=RUSSIAN, grade="official", symbol=SYMBOL, title="UDHR"
    )


@pytest.fixture
def translator():
    return UserFactory(role="Translator", is_external=True)


def column(client, translator, words, **fields):
    """The column beside a sentence, as its translator sees it."""
    job = TranslationFactory(state="translating", translator=translator, **fields)
    segment = SegmentFactory(translation=job, source=words)
    client.force_login(translator)
    page = client.get(f"/segments/{segment.pk}/side/")
    return page.content.decode()


def first_of(text):
    """The first match of the column."""
    return text.split("data-match=")[1].split("</li>")[0]


@pytest.mark.parametrize(
    "source",
    [
        f"In the words of the Declaration, “{ENGLISH}”, as the Court has said.",
        f"The applicant relied on «{ENOUGH}», as it stands in the Declaration.",
        f"Under {SYMBOL} everyone has the right to life, the Court held in 1998.",
        ENGLISH,
    ],
    ids=["whole", "a part in quotation marks", "by its symbol", "nothing else"],
)
def test_the_official_wording_of_what_is_quoted_stands_first(
    client, official, translator, source
):
    MemoryPairFactory(source=source, target="Как мы сказали.", grade="aligned")

    text = column(client, translator, source)

    assert "Как мы сказали." in text
    assert RUSSIAN in first_of(text)
    assert f"official wording of {SYMBOL}" in first_of(text)


def test_a_symbol_is_understood_however_it_is_written(client, official, translator):
    source = "Under resolution 217 A (III) everyone has the right to life and dignity."

    assert RUSSIAN in first_of(column(client, translator, source))


def test_words_that_stand_in_every_text_are_no_quotation(client, official, translator):
    near = "Everyone has the right to life and to the security of person in Russia."

    text = column(client, translator, near)

    assert RUSSIAN in text
    assert "official wording" not in text


def test_the_official_wording_of_a_closed_circle_is_not_offered(client, translator):
    fields = {"grade": "official", "symbol": SYMBOL, "source": ENGLISH}
    MemoryPairFactory(target=RUSSIAN, **fields)
    MemoryPairFactory(target="Закрытый текст.", circle=CircleFactory(), **fields)

    text = column(client, translator, ENGLISH)

    assert RUSSIAN in text
    assert "Закрытый текст." not in text


def test_what_was_set_aside_is_no_official_wording(client, official, translator):
    assert RUSSIAN in column(client, translator, ENGLISH)
    manager = UserFactory(role="Manager")
    client.force_login(manager)
    fill(client, f"/memory/{official.pk}/set-aside/", **{"set_aside-reason": "Wrong"})

    assert RUSSIAN not in column(client, translator, ENGLISH)


def test_the_authentic_text_is_the_wording_the_other_way_round(client, translator):
    MemoryPairFactory(
        source=ENGLISH, target=RUSSIAN, grade="official", symbol=SYMBOL, title="UDHR"
    )
    source = SourceTextFactory(language="ru")

    text = column(
        client,
        translator,
        f"Сказано: «{RUSSIAN}» — так и есть.",
        source=source,
        document=source.document,
        language="en",
    )

    assert ENGLISH in first_of(text)


def test_the_official_title_of_a_document_that_is_named_is_offered(client, as_role):
    officer = as_role("Officer")
    title = "Universal Declaration of Human Rights"
    document = DocumentFactory(symbol=SYMBOL, title=title)
    fill(
        officer,
        f"/documents/{document.pk}/editions/new/",
        kind="official",
        language="ru",
        title="Всеобщая декларация прав человека",
        where_from="ООН",
        rights="Свободно",
        file=SimpleUploadedFile("ru.txt", "Всеобщая декларация".encode()),
    )
    inside = UserFactory(role="Officer")

    named = column(officer, inside, f"The {title} says so.")
    by_symbol = column(officer, inside, "See A/RES/217(III), article 3.")
    other = column(officer, inside, "The Convention says so.")

    for text in (named, by_symbol):
        assert "Всеобщая декларация прав человека" in first_of(text)
        assert f"official title of {SYMBOL}" in text
    assert "official title" not in other
