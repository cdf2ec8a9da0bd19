"""The pages of the workbench: who sees them, what they save, what they tell whom."""

import re

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.translations.jobs import (
    SegmentCommentFactory,
    SegmentFactory,
    TranslationFactory,
)
from translations.jobs import workflow as steps
from translations.workbench import workflow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def job(roles):
    return TranslationFactory(
        state="translating",
        translator=UserFactory(role="Translator", is_external=True),
        reviser=UserFactory(role="Translator", is_external=True),
        requested_by=UserFactory(role="Officer", full_name="Olga Orders"),
    )


@pytest.fixture
def sentences(job):
    return [
        SegmentFactory(
            translation=job, position=n, source=f"Rule {n} of many.", gap=" "
        )
        for n in range(1, 61)
    ]


def bench(job, verb="workbench", **query):
    return reverse(f"translation-{verb}", args=[job.pk], query=query)


def save(client, segment, **fields):
    return client.post(reverse("segment-save", args=[segment.pk]), fields)


def today_on(desk):
    """The titles of what the desk has for today."""
    groups = {group["name"]: group for group in desk.context["groups"]}
    today = groups.get("today", {"lines": [], "folded": []})
    return [line.title for line in today["lines"] + today["folded"]]


def positions(response):
    return [int(n) for n in re.findall(r'id="s(\d+)"', response.content.decode())]


def test_fifteen_sentences_stand_there_and_one_is_open(client, job, sentences):
    client.force_login(job.translator)

    response = client.get(bench(job, at=30))

    assert positions(response) == list(range(26, 41))
    page = response.content.decode()
    fields = [f'id="bench-{name}"' for name in ("comment", "note")]
    assert page.count("<textarea") - sum(map(page.count, fields)) == 2
    assert f'name="target-{sentences[29].pk}"' in page  # the other one is a template
    assert 'lang="ru"' in page


def test_a_number_that_is_none_opens_the_first(client, job, sentences):
    client.force_login(job.translator)

    for at in ("0", "-1", "x", "99999999999", "٣"):
        assert client.get(bench(job, at=at)).status_code == 200


def test_a_saved_sentence_is_told_with_its_version_state_and_faults(
    client, job, sentences
):
    client.force_login(job.translator)

    answer = save(client, sentences[0], target="Правило 1 из многих.", version=0)

    assert answer.status_code == 200
    words = answer.json()
    assert (words["version"], words["state"], words["faults"]) == (1, "draft", [])
    assert words["unresolved"] == 60


def test_who_comes_second_is_shown_both_texts(client, job, sentences):
    client.force_login(job.translator)
    save(client, sentences[0], target="Правило", version=0)

    answer = save(client, sentences[0], target="Норма", version=0)

    assert answer.status_code == 409
    assert answer.json()["target"] == "Правило"
    assert "Норма" in sentences[0].comments.get().text


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "9" * 5000])
def test_a_version_that_is_none_overwrites_nothing(client, job, sentences, version):
    client.force_login(job.translator)
    save(client, sentences[0], target="Правило", version=0)

    assert save(client, sentences[0], target="Б", version=version).status_code == 409


def test_whoever_does_not_see_the_job_finds_nothing_there(client, job, sentences):
    client.force_login(UserFactory(role="Translator", is_external=True))

    assert client.get(bench(job)).status_code == 404
    assert client.get(bench(job, "replace")).status_code == 404
    assert save(client, sentences[0], target="x", version=0).status_code == 404


def test_whoever_may_not_write_now_reads_why(client, job, sentences):
    client.force_login(job.reviser)

    page = client.get(bench(job)).content.decode()
    answer = save(client, sentences[0], target="x", version=0)

    assert "its translator writes now" in page
    assert "bench-text-area" not in page
    assert answer.status_code == 422
    assert "its translator writes now" in answer.json()["sentence"]


def test_the_plain_form_saves_all_that_was_typed_and_nothing_else(
    client, job, sentences
):
    client.force_login(job.translator)
    page = client.get(bench(job, "workbench_form")).content.decode()
    assert positions_of_fields(page) == 50
    hidden = r'name="([a-z]+-[0-9a-f-]{36})" value="(\w*)"'
    fields = dict(re.findall(hidden, page))
    keys = [str(each.pk) for each in sentences[:50]]
    fields |= {f"target-{key}": "" for key in keys}
    fields |= {"segment": keys, f"target-{keys[0]}": "Один", f"target-{keys[9]}": "Два"}
    fields[f"confirm-{keys[9]}"] = "on"

    response = client.post(bench(job, "workbench_form"), fields)

    assert response.status_code == 302
    states = job.segments.order_by("position").values_list("state", flat=True)
    assert [states[0], states[1], states[9]] == ["draft", "empty", "confirmed"]


def positions_of_fields(page):
    return len(re.findall(r'<textarea [^>]*name="target-', page))


def test_the_plain_form_keeps_what_came_second_and_shows_it(client, job, sentences):
    client.force_login(job.translator)
    key = sentences[0].pk
    workflow.write(sentences[0], by=job.translator, target="Первое", version=0)
    fields = {"segment": key, f"target-{key}": "Второе", f"version-{key}": 0}

    response = client.post(bench(job, "workbench_form"), fields)

    assert response.status_code == 409
    page = response.content.decode()
    assert "Первое" in page
    assert "Второе" in page
    assert "Второе" in sentences[0].comments.get().text


def test_the_plain_form_has_the_notes_and_loses_neither_of_two(client, job, sentences):
    client.force_login(job.translator)
    one, two = sentences[0], sentences[1]
    workflow.note(two, by=job.translator, text="As it stood.")
    rows = client.get(bench(job, "workbench_form")).context["rows"]
    fields = {"segment": [str(one.pk), str(two.pk)]}
    for row in rows[:2]:
        key = row["segment"].pk
        fields |= {f"target-{key}": "", f"was-{key}": row["was"]}
        fields |= {f"note-{key}": row["segment"].note, f"noted-{key}": row["noted"]}
    fields[f"note-{one.pk}"] = "Not the same court as ours."

    client.post(bench(job, "workbench_form"), fields)
    fields[f"note-{one.pk}"] = "Typed in the other window."
    late = client.post(bench(job, "workbench_form"), fields)

    for each in (one, two):
        each.refresh_from_db()
    assert (one.note, two.note) == ("Not the same court as ours.", "As it stood.")
    assert late.status_code == 409
    assert "Typed in the other window." in late.content.decode()


def test_what_no_page_sends_is_answered_in_peace(client, job, sentences):
    client.force_login(job.translator)
    first = sentences[0]
    workflow.write(first, by=job.translator, target="Правило", version=0)
    fields = {"segment": ["-" * 36, "f" * 36, str(first.pk)]}

    assert client.post(bench(job, "workbench_form"), fields).status_code == 302
    for verb, typed in (
        ("tick", {"key": "numbers\x00"}),
        ("split", {"at": "9" * 5000, "version": "9" * 5000}),
        ("note", {"note": "Mine.", "noted": "of another"}),
    ):
        address = reverse(f"segment-{verb}", args=[first.pk])
        assert client.post(address, typed).status_code == 302, verb

    first.refresh_from_db()
    assert (first.target, first.note) == ("Правило", "")


def test_filters_show_what_they_name(client, job, sentences):
    client.force_login(job.translator)
    for number, each in enumerate(sentences, 1):
        if number != 7:
            target = "Да ⟦1/⟧" if number == 3 else f"Слово {number} из них."
            workflow.write(
                each, by=job.translator, target=target, version=0, confirm=True
            )
    workflow.comment(sentences[4], by=job.translator, text="Which?", is_question=True)

    assert positions(client.get(bench(job, only="unresolved"))) == [7]
    assert positions(client.get(bench(job, only="question"))) == [5]
    assert positions(client.get(bench(job, only="warning"))) == [3]
    assert positions(client.get(bench(job, q="слово 12"))) == [12]


def test_what_the_reviser_changed_shows_to_both(client, job, sentences):
    for each in sentences:
        workflow.write(
            each, by=job.translator, target="Старое слово", version=0, confirm=True
        )
    steps.hand_in(job, by=job.translator)
    changed = job.segments.get(position=9)
    workflow.write(changed, by=job.reviser, target="Новое слово", version=1)

    for person in (job.reviser, job.translator):
        client.force_login(person)
        response = client.get(bench(job, only="changed"))
        assert positions(response) == [9]
        assert "<del>Старое</del><ins>Новое</ins>" in response.content.decode()


def test_a_question_stands_on_the_desk_of_who_ordered_until_it_is_answered(
    client, job, sentences
):
    question = SegmentCommentFactory(
        segment=sentences[0],
        text="Which court is meant?",
        is_question=True,
        written_by=job.translator,
    )
    client.force_login(job.requested_by)
    assert "Which court is meant?" in today_on(client.get("/"))
    page = client.get(reverse("translation-detail", args=[job.pk])).content.decode()
    assert "Which court is meant?" in page

    answer = reverse("segmentcomment-answer", args=[question.pk])
    assert "Which court is meant?" in client.get(answer).content.decode()
    client.post(answer, {"answer-text": "The Constitutional Court."})

    assert "Which court is meant?" not in client.get("/").content.decode()
    client.force_login(job.translator)
    page = client.get(bench(job)).content.decode()
    assert "The Constitutional Court." in page


def test_the_reviser_reads_what_will_stop_the_publishing_and_who_ordered_when_it_waits(
    client, job, sentences
):
    for each in sentences:
        workflow.write(
            each, by=job.translator, target="Правило 99.", version=0, confirm=True
        )
    steps.hand_in(job, by=job.translator)
    detail = reverse("translation-detail", args=[job.pk])
    client.force_login(job.reviser)
    assert "60 references differ." in client.get(detail).text
    client.force_login(job.requested_by)
    assert str(job) not in today_on(client.get("/"))

    job.refresh_from_db()
    steps.approve(job, by=job.reviser)

    assert str(job) in today_on(client.get("/"))
    client.force_login(UserFactory(role="Officer"))
    assert str(job) not in today_on(client.get("/"))


def test_an_external_translator_reads_of_the_office_and_no_name_or_circle(
    client, job, sentences
):
    question = workflow.comment(
        sentences[0], by=job.translator, text="Which court?", is_question=True
    )
    workflow.answer(question, by=job.requested_by, text="The Supreme Court.")
    client.force_login(job.translator)

    pages = [
        client.get(bench(job)).content.decode(),
        client.get(bench(job, "workbench_form")).content.decode(),
        client.get(reverse("segment-side", args=[sentences[0].pk])).content.decode(),
    ]

    assert "The Supreme Court." in pages[0]
    assert "the office" in pages[0]
    for page in pages:
        assert "Olga Orders" not in page
        assert job.circle.name not in page


def test_another_translator_asks_nothing_on_the_desk_of_somebody_else(
    client, job, sentences
):
    SegmentCommentFactory(
        segment=sentences[0], text="Which court is meant?", is_question=True
    )
    client.force_login(UserFactory(role="Officer"))

    assert "Which court is meant?" not in client.get("/").content.decode()


def test_what_is_replaced_is_what_was_ticked_and_still_says_so(client, job, sentences):
    for each in sentences[:3]:
        workflow.write(
            each, by=job.translator, target="Закон о суде", version=0, confirm=True
        )
    client.force_login(job.translator)
    page = client.get(bench(job, "replace", find="закон", instead="Кодекс"))
    ticks = re.findall(r'name="row"[^>]* value="([^"]+)"', page.content.decode())
    assert len(ticks) == 3
    workflow.write(sentences[2], by=job.translator, target="Закон!", version=1)

    client.post(
        bench(job, "replace"),
        {"find": "закон", "instead": "Кодекс", "row": [ticks[0], ticks[2]]},
    )

    texts = job.segments.order_by("position").values_list("target", "state")[:3]
    assert list(texts) == [
        ("Кодекс о суде", "confirmed"),
        ("Закон о суде", "confirmed"),
        ("Закон!", "draft"),
    ]


def test_words_are_found_in_source_and_translation(client, job, sentences):
    client.force_login(job.translator)

    page = client.get(bench(job, "concordance", q="Rule 42")).content.decode()

    assert ">42<" in page
    assert ">41<" not in page


def test_a_page_asks_the_database_as_often_for_many_sentences_as_for_few(
    client, job, sentences, django_assert_max_num_queries
):
    few = TranslationFactory(state="translating", translator=job.translator)
    SegmentFactory(translation=few, position=1)
    client.force_login(job.translator)
    client.get(bench(few))

    with django_assert_max_num_queries(100) as asked:
        client.get(bench(few))
    with django_assert_max_num_queries(len(asked)):
        client.get(bench(job, at=20))


def test_without_sentences_the_page_says_so(client, job):
    client.force_login(job.translator)

    assert "no sentences yet" in client.get(bench(job)).content.decode()


def test_a_sentence_is_cut_locked_and_joined_from_plain_forms(client, job, sentences):
    client.force_login(job.translator)
    split = reverse("segment-split", args=[sentences[0].pk])
    page = client.get(split).content.decode()
    (offset,) = re.findall(r'value="(\d+)" required> <span dir="auto">of many', page)
    client.post(split, {"at": offset, "version": 0})
    assert job.segments.get(position=1).source == "Rule 1"

    response = client.post(reverse("segment-join", args=[sentences[0].pk]))
    assert response.url == bench(job, at=1)
    assert job.segments.get(position=1).source == "Rule 1 of many."

    client.force_login(job.requested_by)
    client.post(reverse("segment-lock", args=[sentences[0].pk]))
    assert job.segments.get(position=1).is_locked


def test_a_comment_and_a_tick_come_back_as_the_column_beside(client, job, sentences):
    client.force_login(job.translator)
    workflow.write(sentences[0], by=job.translator, target="Пра\x07вило", version=0)
    part = {"X-Part": "side"}

    side = client.post(
        reverse("segment-comment", args=[sentences[0].pk]),
        {"text": "Which rule?"},
        headers=part,
    )
    ticked = client.post(
        reverse("segment-tick", args=[sentences[0].pk]),
        {"key": "control"},
        headers=part,
    )
    empty = client.post(
        reverse("segment-comment", args=[sentences[0].pk]), {"text": ""}, headers=part
    )

    assert "Which rule?" in side.content.decode()
    assert "Warn again" in ticked.content.decode()
    assert empty.json() == {"sentence": "Write the comment."}
