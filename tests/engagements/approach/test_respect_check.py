"""The respect check warns in words, and lets pass with a reason."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from engagements.approach import respect_check, workflow
from engagements.approach.models import RespectWord
from tests.factories.approach import ApproachFactory, RespectWordFactory
from tests.factories.assessment import AssessmentFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("We demanded an answer.", "demand"),
        ("They are blaming the guards", "blame"),
        ("this is YOUR   FAULT, colonel", "your fault"),
        ("Мы требуем ответа", "требовать"),
        ("Нарушителями были названы трое", "нарушитель"),
        ("в противном случае мы напишем", "в противном случае"),
    ],
)
def test_a_word_is_found_in_every_form(text, word):
    assert word in [each.word for each in respect_check.wording(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "We would be glad of your advice.",
        "Будем признательны за совет.",
        "#&|!",
    ],
)
def test_words_that_suit_are_left_alone(text):
    assert RespectWord.objects.exists()
    assert respect_check.warnings(text) == []


def test_a_warning_says_why_and_what_to_say_instead():
    RespectWordFactory(word="pound the table", instead="ask again")
    (warning,) = respect_check.warnings("He pounded the tables.", "en")
    assert warning == "“pound the table”: it presses. Rather: ask again."
    assert respect_check.warnings("He pounded the tables.", "ru") == []


def test_the_list_holds_a_word_once():
    RespectWordFactory(word="Tiresome")
    with pytest.raises(IntegrityError), transaction.atomic():
        RespectWordFactory(word="tiresome")
    with pytest.raises(IntegrityError), transaction.atomic():
        RespectWordFactory(word="!!")


def complete(client, **fields):
    approach = ApproachFactory(written_by=client.person, **fields)
    AssessmentFactory(official=approach.official)
    return approach, reverse("approach-ask", args=[approach.pk])


def test_the_page_warns_of_the_words_before_a_signature_is_asked(as_role):
    client = as_role("Officer")
    approach, _ask = complete(client, where_to_begin="Demand the list of detainees")
    approach.do_not = "Never say that they must confess"
    approach.save()

    text = client.get(reverse("approach-detail", args=[approach.pk])).content.decode()

    assert "“demand”: it presses." in text
    assert "Ask for a signature" in text  # it warns, and holds nothing up


def test_what_is_not_ticked_asks_for_a_reason_and_is_kept(as_role):
    client = as_role("Officer")
    approach, ask = complete(client)
    ticked = ["interest", "title"]

    refusal = client.post(ask, {"ask-respected": ticked})
    assert refusal.status_code == 422
    assert "No word of it blames them." in refusal.content.decode()
    reason = "The letter was agreed on with their deputy"
    client.post(ask, {"ask-respected": ticked, "ask-nevertheless": reason})

    approach.refresh_from_db()
    assert approach.review is not None
    assert approach.respected == ticked
    text = client.get(reverse("approach-detail", args=[approach.pk])).content.decode()
    assert reason in text
    assert "not ticked" in text


def test_code_that_asks_for_a_signature_is_asked_the_same(as_role):
    approach, _ask = complete(as_role("Officer"), respected=[])
    by, reason = approach.written_by, "Agreed on with their deputy"

    with pytest.raises(ValidationError, match="No word of it blames them") as refusal:
        workflow.ask(approach, by=by, respected=["interest"], nevertheless=" ")
    assert set(refusal.value.error_dict) == {"nevertheless"}
    approach.refresh_from_db()
    assert approach.review is None

    check_fields = {"respected": ["interest"], "nevertheless": reason}
    approach = workflow.ask(approach, by=by, **check_fields)
    workflow.send_back(approach, by=ApproachFactory().written_by, answer="Sources")
    assert workflow.ask(approach, by=by).nevertheless == reason


def test_an_answer_that_is_no_question_is_refused(as_role):
    client = as_role("Officer")
    approach, ask = complete(client)
    assert client.post(ask, {"ask-respected": ["bogus"]}).status_code == 422
    approach.refresh_from_db()
    assert approach.review is None


def test_what_was_ticked_is_there_when_it_is_asked_again(as_role):
    client = as_role("Officer")
    approach, ask = complete(client)
    client.post(
        ask, {"ask-respected": [code for code, _words in respect_check.QUESTIONS]}
    )
    approach.refresh_from_db()
    manager = ApproachFactory().written_by
    workflow.send_back(approach, by=manager, answer="Name the sources")

    text = client.get(reverse("approach-detail", args=[approach.pk])).content.decode()

    assert text.count("checked") >= len(respect_check.QUESTIONS)


def test_managers_keep_the_list_and_others_read_it(as_role):
    word = RespectWordFactory(word="pound the table")
    word_fields = {
        "language": "en",
        "word": "drag one's feet",
        "why": "blame",
        "instead": "",
    }
    steps = ("/words/new/", f"/words/{word.pk}/edit/", f"/words/{word.pk}/take-off/")

    client = as_role("Officer")
    assert "pound the table" in client.get("/words/").content.decode()
    assert {client.post(step, word_fields).status_code for step in steps} == {403}
    assert "/words/new/" not in client.get("/words/").content.decode()

    client = as_role("Manager")
    assert client.get("/").content.decode().count('"/words/"') == 1
    assert client.post("/words/new/", word_fields).status_code == 302
    assert "“drag one's feet”: it blames." in respect_check.warnings(
        "He drags one's feet"
    )
    changed = {**word_fields, "word": "pound the desk", "instead": "ask again"}
    assert fill(client, f"/words/{word.pk}/edit/", **changed).status_code == 302
    word.refresh_from_db()
    assert (word.word, word.instead) == ("pound the desk", "ask again")


def test_a_word_stands_on_the_list_once_and_the_form_says_so(as_role):
    client = as_role("Manager")
    RespectWordFactory(word="tiresome")
    word_fields = {"language": "en", "word": "Tiresome", "why": "label", "instead": ""}

    twice = client.post("/words/new/", word_fields)
    short = client.post("/words/new/", {**word_fields, "word": "!!"})

    assert twice.status_code == short.status_code == 422
    assert "This word is on the list already." in twice.content.decode()
    assert "Write a word of three letters or more." in short.content.decode()


def test_a_word_that_is_switched_off_warns_nobody_until_it_is_put_back(as_role):
    client = as_role("Manager")
    word = RespectWordFactory(word="pound the table", instead="ask again")
    text = "He pounded the tables."
    assert respect_check.warnings(text)

    page = client.post(f"/words/{word.pk}/take-off/", follow=True)
    assert respect_check.warnings(text) == []
    (message,) = page.context["messages"]
    assert "pound the table" in str(message)

    assert client.post(message.extra_tags).status_code == 302
    assert "ask again" in respect_check.warnings(text)[0]
    twice = client.post(message.extra_tags, follow=True)
    assert "on the list already" in twice.content.decode()
    assert client.post("/words/put-back/?word=forged").status_code == 404
    assert client.post(f"/words/{word.pk}/take-off/").status_code == 404
