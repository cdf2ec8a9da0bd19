"""What was translated before is offered again, to whoever may see it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from officials.batches.moves import move
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import SourceTextFactory
from tests.factories.translations.jobs import SegmentFactory, TranslationFactory
from tests.factories.translations.memory import MemoryPairFactory
from tests.filled_forms import fill
from tests.translations.jobs.steps import step
from translations.formats.memory_files import read_memory
from translations.jobs import workflow as steps
from translations.jobs.segmentation import split_source
from translations.memory import workflow as memory_steps
from translations.memory.matches import Search, matches_for
from translations.memory.models import MemoryPair
from translations.workbench import workflow as workbench

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ru")
HTML = b"""<html lang="en"><head><title>Rights</title></head>
<body>
<p>Everyone has the right to liberty and security of person.</p>
<p>No one shall be deprived of his liberty unless the law says so.</p>
<p>This holds for all.</p></body></html>"""
THINGS = ("сад", "дом", "лес", "луг")  # no figures, which the source has not either
LIBERTY = "Everyone has the right to liberty and security of person."
DEPRIVED = "No one shall be deprived of his liberty unless the law says so."


@pytest.fixture
def job(settings, tmp_path, roles):
    """A translation of a title and three sentences that waits to be published."""
    settings.MEDIA_ROOT = tmp_path
    source = SourceTextFactory(
        file=SimpleUploadedFile("rights.html", HTML), file_name="rights.html"
    )
    job = TranslationFactory(
        source=source, document=source.document, state="translating"
    )
    split_source(job, by=job.translator)
    translate(job, "Перевод")
    return job


def translate(job, words):
    """Translates all its sentences with `words` and hands the text on."""
    for segment in job.segments.all():
        target = f"{words} {THINGS[segment.position - 1]}."
        workbench.write(
            segment,
            by=job.translator,
            target=target,
            version=segment.version,
            confirm=True,
        )
    steps.hand_in(job, by=job.translator)
    job.refresh_from_db()
    steps.approve(job, by=UserFactory())
    job.refresh_from_db()


def matches(source, *, user, before="", after="", **of_job):
    with acting_as(user):
        return matches_for(Search(source, LANGUAGES, before, after, **of_job), user)


@pytest.fixture
def officer(roles):
    return UserFactory(role="Officer")


@pytest.fixture
def external(roles):
    return UserFactory(role="Translator", is_external=True)


def test_a_pair_of_the_same_words_is_whole_and_another_less(officer):
    pair = MemoryPairFactory(grade="aligned")
    other = pair.source.replace("reasons", "grounds")

    assert [m.score for m in matches(pair.source, user=officer)] == [100]
    (match,) = matches(other, user=officer)
    assert 75 <= match.score < 100


def test_what_came_in_a_file_stands_below_what_we_checked(officer):
    pair = MemoryPairFactory()

    (match,) = matches(pair.source, user=officer)

    assert match.score == 97


def test_a_short_sentence_is_found_by_its_letters(officer):
    MemoryPairFactory(source="General Assembly resolution", target="Резолюция")

    (match,) = matches("General Assembly resolutions", user=officer)

    assert match.score < 100


def test_the_figures_of_a_match_are_adapted(officer):
    MemoryPairFactory(
        source="The Court gave its judgment on 12 April 2006 in Strasbourg.",
        target="Суд вынес постановление 12 апреля 2006 года в Страсбурге.",
        grade="aligned",
    )

    (match,) = matches(
        "The Court gave its judgment on 3 June 2009 in Strasbourg.", user=officer
    )

    assert match.is_adapted
    assert match.target == "Суд вынес постановление 3 июня 2009 года в Страсбурге."
    assert match.score < 100


def test_pairs_of_a_circle_stay_in_it(officer):
    member = UserFactory()
    circle = CircleFactory(people=[member])
    pair = MemoryPairFactory(circle=circle)

    assert matches(pair.source, user=member, circle=circle.pk)
    assert not matches(pair.source, user=member)  # in a text of all staff
    assert not matches(pair.source, user=officer, circle=circle.pk)


def test_external_translators_match_with_the_pairs_of_all_staff_only(external):
    pair = MemoryPairFactory()
    closed = MemoryPairFactory(circle=CircleFactory())

    assert matches(pair.source, user=external)
    with acting_as(external):
        assert not MemoryPair.objects.filter(pk=closed.pk).exists()


def test_another_pair_of_languages_is_no_match(officer):
    pair = MemoryPairFactory(target_language="uk")

    assert not matches(pair.source, user=officer)


def test_however_many_pairs_there_are_the_statements_stay_as_many(
    officer, django_assert_max_num_queries
):
    for _number in range(9):
        MemoryPairFactory()

    officer.get_all_permissions()  # asked once in a request
    with acting_as(officer), django_assert_max_num_queries(3):
        assert matches_for(
            Search("The court has to give no reasons in case 5.", LANGUAGES), officer
        )


def test_what_is_published_is_offered_in_its_context(job, as_role):
    client = as_role("Officer")
    assert not matches(LIBERTY, user=client.person)

    step(client, job, "publish")

    (match,) = matches(LIBERTY, user=client.person)
    assert (match.score, match.target) == (100, "Перевод дом.")
    (match,) = matches(LIBERTY, user=client.person, before="Rights", after=DEPRIVED)
    assert match.score == 101
    assert (match.pair.grade, match.pair.edition) == ("published", "1")
    assert match.pair.title == job.document.title


def test_what_is_withdrawn_matches_no_longer_and_stays(job, as_role):
    client = as_role("Manager")
    step(client, job, "publish")

    step(client, job, "withdraw", **{"withdraw-reason": "Wrong source"})

    assert job.state == "withdrawn"
    assert not matches(LIBERTY, user=client.person)
    assert MemoryPair.objects.filter(withdrawn_at__isnull=False).count() == 4


def test_what_was_set_aside_is_withdrawn_with_the_others(job, as_role):
    client = as_role("Manager")
    step(client, job, "publish")
    pair = MemoryPair.objects.get(source=LIBERTY)
    memory_steps.set_aside(pair, by=client.person, reason="Doubtful.")
    step(client, job, "withdraw", **{"withdraw-reason": "Wrong source"})

    memory_steps.put_back(pair, by=client.person)

    assert not matches(LIBERTY, user=client.person)


def test_a_correction_replaces_what_the_edition_before_said(job, as_role):
    client = as_role("Officer")
    step(client, job, "publish")
    step(client, job, "open_again")

    translate(job, "Правка")
    step(client, job, "publish", **{"publish-changes": "All of it"})

    (match,) = matches(LIBERTY, user=client.person)
    assert (match.target, match.pair.edition) == ("Правка дом.", "1.1")


def test_pairs_go_with_their_document_into_another_circle(job, as_role):
    client = as_role("Officer")
    step(client, job, "publish")
    member = UserFactory(role="Manager")
    circle = CircleFactory(people=[member])

    move(job.document, circle, by=member)

    assert set(MemoryPair.objects.values_list("circle", flat=True)) == {circle.pk}
    assert not matches(LIBERTY, user=client.person)


def side(client, segment):
    return client.get(f"/segments/{segment.pk}/side/").content.decode()


def test_the_column_beside_a_sentence_shows_matches_without_names(client, external):
    pair = MemoryPairFactory(translated_by="Zoya Clear", symbol="A/RES/34/169")
    job = TranslationFactory(state="translating", translator=external)
    segment = SegmentFactory(
        translation=job, source=pair.source.replace("reasons", "grounds")
    )
    client.force_login(external)

    text = side(client, segment)

    assert pair.target in text
    assert "<del>reasons</del><ins>grounds</ins>" in text
    assert "A/RES/34/169" in text
    assert "Zoya" not in text
    segment.refresh_from_db()
    assert (segment.target, segment.state) == ("", "empty")


def test_a_confirmed_sentence_is_offered_in_its_own_text_as_not_revised(client, roles):
    job = TranslationFactory(state="translating")
    SegmentFactory(
        translation=job,
        position=1,
        source="The prison has no doctor of its own.",
        target="В тюрьме нет своего врача.",
        state="confirmed",
    )
    second = SegmentFactory(
        translation=job, position=2, source="The prison has no nurse of its own."
    )
    client.force_login(job.translator)

    text = side(client, second)

    assert "В тюрьме нет своего врача." in text
    assert "not revised" in text


def test_words_are_looked_up_in_the_memory_too(client, external):
    pair = MemoryPairFactory()
    hidden = MemoryPairFactory(circle=CircleFactory())
    job = TranslationFactory(state="translating", translator=external)
    client.force_login(external)

    page = f"/translations/{job.pk}/concordance/"
    text = client.get(page, {"q": "its Reasons"}).content.decode()

    assert pair.target in text
    assert hidden.target not in text


TMX = """<tmx version="1.4"><body>
<tu><tuv xml:lang="en"><seg>The <hi>door</hi> &lt; is shut.</seg></tuv>
<tuv xml:lang="ru"><seg><hi>Дверь</hi> закрыта.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Only here.</seg></tuv></tu>
</body></tmx>"""


def bring(client, content, **fields):
    return fill(
        client,
        "/memory/bring/",
        file=SimpleUploadedFile("old.tmx", content.encode()),
        title="Our old work",
        source_language="en",
        target_language="ru",
        **fields,
    )


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


def test_a_memory_is_brought_once_however_often_the_file_comes(as_role):
    client = as_role("Officer")

    first = said(client.get(bring(client, TMX).url))
    second = said(client.get(bring(client, TMX).url))

    assert "1 pair is in the memory now. Left out: 1 not in both languages." in first
    assert "0 pairs are in the memory now." in second
    assert "1 there already" in second
    pair = MemoryPair.objects.get()
    assert (pair.grade, pair.title) == ("imported", "Our old work")


def test_a_file_that_is_no_memory_is_refused_in_words(as_role):
    client = as_role("Officer")

    answer = bring(client, "Not XML at all")

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not MemoryPair.objects.exists()


def test_what_is_taken_can_be_brought_and_holds_what_the_reader_sees(as_role):
    client = as_role("Officer")
    bring(client, TMX)
    hidden = MemoryPairFactory(circle=CircleFactory())
    chosen = {"source_language": "en", "target_language": "ru", "reason": "A new tool"}

    answer = client.post("/memory/take/", chosen)

    content = answer.getvalue()
    assert hidden.target not in content.decode()
    (pair,) = read_memory(content, "en", "ru").pairs
    assert (pair.source, pair.target) == (
        "The ⟦1⟧door⟦/1⟧ < is shut.",
        "⟦1⟧Дверь⟦/1⟧ закрыта.",
    )


def test_external_translators_neither_bring_nor_take_the_memory(client, external):
    client.force_login(external)

    for page in ("/memory/bring/", "/memory/take/"):
        assert client.get(page).status_code == 403
