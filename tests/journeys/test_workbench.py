"""A translator at the workbench: with the keyboard alone, and whatever happens."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from officials.security.context import as_system
from tests.factories.translations.jobs import SegmentFactory, TranslationFactory
from tests.journeys.test_accessibility import faults
from translations.jobs import workflow as steps
from translations.jobs.models import Segment
from translations.workbench import workflow

SOURCES = [
    "Everyone has the right to life.",
    "No one shall be condemned.",
    "⟦1⟧Article 5⟦/1⟧ applies.⟦2/⟧",
    "Everyone is equal before the law.",
    "Police officers identify themselves.",
    "Police officers identify themselves.",
    "The lawyer comes within three hours.",
    "The interpreter is free.",
    "Children are held apart.",
    "A judge decides.",
]
TARGETS = [
    "Право каждого лица на жизнь.",
    "Никто не может быть осуждён.",
    "",
    "Все равны перед законом.",
    "Сотрудники полиции называют себя.",
    "",
    "Адвокат приходит в течение трёх часов.",
    "Переводчик бесплатен.",
    "Дети содержатся отдельно.",
    "Решает судья.",
]
WITH_TAGS = "⟦1⟧Статья 5⟦/1⟧ применяется.⟦2/⟧"
LOST_CONNECTION = "Failed to load resource"


@pytest.fixture
def job(person):
    """Ten sentences of a translator from outside."""
    translator = person("Translator", full_name="Ilya Pen", is_external=True)
    reviser = person("Translator", full_name="Vera Second", is_external=True)
    with as_system():
        job = TranslationFactory(
            state="translating", translator=translator, reviser=reviser
        )
        for number, source in enumerate(SOURCES, 1):
            SegmentFactory(
                translation=job,
                position=number,
                paragraph=f"p{number}",
                source=source,
                tags={"1": "bold", "2": "note"} if "⟦" in source else {},
            )
    return job


def bench_of(job):
    return reverse("translation-workbench", args=[job.pk])


def texts(job):
    with as_system():
        return list(job.segments.order_by("position").values_list("target", flat=True))


def states(job):
    with as_system():
        return set(job.segments.values_list("state", flat=True))


def field(page):
    return page.locator("#bench-text-area")


def at(page, number):
    """Waits until that sentence is the open one, and the field has the focus."""
    expect(page.locator("#bench-at")).to_have_text(str(number))
    expect(field(page)).to_be_focused()


def forgive_lost_requests(page):
    """Chromium tells of each request without a line; the test cut it."""
    complaints = page.window.complaints
    complaints[:] = [text for text in complaints if LOST_CONNECTION not in text]


def test_a_sentence_that_is_changed_when_all_are_confirmed_stands_there_anew(
    window, job
):
    with as_system():
        job.segments.update(target="Так стояло.", state="confirmed")
    page = window(job.translator)
    page.goto(f"{bench_of(job)}?at=3")

    for words in ("Теперь так.", "И снова иначе."):
        page.locator(".rp-bench-row[data-at='3'] .rp-bench-number").click()
        at(page, 3)
        field(page).fill(words)
        page.keyboard.press("Control+Enter")
        at(page, 4)

        expect(page.locator("[data-at='3'] .rp-bench-shown")).to_have_text(words)
        expect(page.locator("#bench-told")).to_be_empty()
    assert texts(job)[2] == "И снова иначе."


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_ten_sentences_with_the_keyboard_alone_while_the_server_stops(
    window, job, width, language
):
    page = window(job.translator, width=width)
    page.window.context.add_cookies(
        [{"name": "django_language", "value": language, "url": page.window.address}]
    )
    page.goto(bench_of(job))
    expect(page.locator("html")).to_have_attribute("lang", language)
    field(page).focus()  # on touch nothing is opened by itself

    translate_first_three(page)
    page.window.context.set_offline(True)  # the server stops
    page.keyboard.insert_text(TARGETS[3])
    page.keyboard.press("Control+Enter")
    at(page, 5)
    page.keyboard.insert_text(TARGETS[4])
    expect(page.locator("#bench-told")).not_to_be_empty()
    page.window.context.set_offline(False)
    page.once(
        "dialog", lambda dialog: dialog.accept()
    )  # what is unsaved is asked about
    page.reload()  # all that the page knew by itself is gone
    expect(page.locator("#bench-told")).to_be_empty()
    field(page).focus()
    expect(field(page)).to_have_value(TARGETS[4])
    page.keyboard.press("Alt+Enter")  # the identical one too
    for number in (7, 8, 9, 10):
        at(page, number)
        page.keyboard.insert_text(TARGETS[number - 1])
        page.keyboard.press("Control+Enter")
    expect(page.locator("#bench-unresolved")).to_have_text("0")

    expected = [*TARGETS]
    expected[2], expected[5] = WITH_TAGS, TARGETS[4]
    assert texts(job) == expected
    assert states(job) == {"confirmed"}
    forgive_lost_requests(page)


def translate_first_three(page):
    """Two that are typed, and one with marks, which are put in by keys."""
    for number in (1, 2):
        at(page, number)
        page.keyboard.insert_text(TARGETS[number - 1])
        page.keyboard.press("Control+Enter")
    at(page, 3)
    page.keyboard.press("Alt+1")
    page.keyboard.insert_text("Статья 5")
    page.keyboard.press("Alt+t")
    page.keyboard.insert_text(" применяется.")
    expect(page.locator("#bench-faults")).not_to_be_empty()  # a note is missing
    page.keyboard.press("Alt+2")
    page.keyboard.press("Control+Enter")
    at(page, 4)


def test_an_answer_that_got_lost_makes_no_second_text(window, job):
    page = window(job.translator)
    page.goto(bench_of(job))
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        route.fetch()
        lost.append(route)
        return route.abort()

    page.route("**/save/", lose)
    field(page).press_sequentially("Право")
    expect(page.locator("#bench-told")).not_to_be_empty()
    page.keyboard.insert_text(" каждого")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#bench-unresolved")).to_have_text("9")

    assert texts(job)[0] == "Право каждого"
    with as_system():
        assert not job.comments.exists()
    forgive_lost_requests(page)


def test_two_in_one_sentence_see_both_texts_and_choose(window, job):
    page = window(job.translator)
    page.goto(bench_of(job))
    with as_system():
        first = job.segments.get(position=1)
        workflow.write(first, by=job.translator, target="Первый текст", version=0)

    page.keyboard.insert_text("Второй текст")
    box = page.locator(".rp-bench-second")
    expect(box).to_contain_text("Первый текст")
    expect(box).to_contain_text("Второй текст")
    box.get_by_role("button", name="Use mine").click()
    expect(box).to_have_count(0)
    expect(page.locator("#bench-saved")).to_have_text(re.compile(r"^saved"))

    assert texts(job)[0] == "Второй текст"
    with as_system():
        assert "Второй текст" in job.comments.get().text


def test_undo_brings_back_what_the_sentence_said_before(window, job):
    with as_system():
        first = job.segments.get(position=1)
        workflow.write(first, by=job.translator, target="Первый", version=0)
    page = window(job.translator)
    page.goto(bench_of(job))
    field(page).fill("Другой")
    page.keyboard.press("Control+Enter")
    at(page, 2)

    page.keyboard.press("Alt+z")

    at(page, 1)
    expect(field(page)).to_have_value("Первый")


def test_undo_writes_into_no_other_sentence(window, job):
    with as_system():
        for position in range(11, 41):
            SegmentFactory(translation=job, position=position, source="A rule.")
    page = window(job.translator)
    page.goto(f"{bench_of(job)}?at=20")
    field(page).fill("Одно правило.")
    while page.locator("[data-at='20']").count():
        page.keyboard.press("Alt+ArrowDown")
        page.wait_for_load_state("networkidle")
    here = page.locator(".rp-here").get_attribute("data-at")
    page.window.context.set_offline(True)

    page.keyboard.press("Alt+z")

    expect(page.locator("#bench-told")).to_contain_text("not among those shown")
    expect(field(page)).to_have_value("")
    page.window.context.set_offline(False)
    assert texts(job)[int(here) - 1] == ""
    assert texts(job)[19] == "Одно правило."
    forgive_lost_requests(page)


def test_an_identical_sentence_that_is_open_takes_what_was_confirmed_for_both(
    window, job
):
    page = window(job.translator)
    page.goto(f"{bench_of(job)}?at=5")
    on_their_way = []
    page.route("**/save/", lambda route: on_their_way.append(route))
    page.keyboard.insert_text(TARGETS[4])
    page.keyboard.press("Alt+Enter")
    page.locator("[data-at='6'] .rp-bench-number").click()
    at(page, 6)
    expect(field(page)).to_have_value("")

    on_their_way[0].continue_()
    page.unroute("**/save/")

    expect(field(page)).to_have_value(TARGETS[4])
    page.keyboard.press("Alt+ArrowDown")
    at(page, 7)
    page.wait_for_load_state("networkidle")
    assert texts(job)[4:6] == [TARGETS[4], TARGETS[4]]


def test_what_is_typed_on_while_somebody_else_saves_is_not_lost(window, job):
    page = window(job.translator)
    page.goto(bench_of(job))
    with as_system():
        first = job.segments.get(position=1)
        workflow.write(first, by=job.translator, target="Первый текст", version=0)
    page.keyboard.insert_text("Второй")
    box = page.locator(".rp-bench-second")
    expect(box).to_be_visible()
    page.keyboard.insert_text(" текст до конца")
    page.locator("[data-at='10'] .rp-bench-number").click()
    at(page, 10)
    page.keyboard.press("Alt+n")  # on to the first page of rows, the box with it
    box.get_by_role("button", name="Use mine").click()

    expect(box).to_have_count(0)
    expect(page.locator("#bench-saved")).to_have_text(re.compile(r"^saved"))
    page.wait_for_load_state("networkidle")
    assert texts(job)[0] == "Второй текст до конца"


def test_whoever_closes_with_something_unsaved_is_asked(window, job):
    page = window(job.translator)
    page.goto(bench_of(job))
    page.window.context.set_offline(True)
    page.keyboard.insert_text(TARGETS[0])
    page.keyboard.press("Control+Enter")
    expect(page.locator("#bench-told")).not_to_be_empty()
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.close(run_before_unload=True)

    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    page.window.context.set_offline(False)
    expect(page.locator("#bench-saved")).to_have_text(re.compile(r"^saved"))
    forgive_lost_requests(page)


def test_a_question_is_asked_without_leaving_the_sentence(window, job):
    page = window(job.translator)
    page.goto(bench_of(job))

    page.keyboard.press("Alt+m")
    page.keyboard.type("Which law?")
    page.get_by_label("A question to the office").check()
    page.get_by_role("button", name="Add").click()

    expect(page.locator("#bench-side")).to_contain_text("Not answered yet.")
    expect(page.locator("#bench-questions")).to_have_text("1")
    expect(field(page)).to_be_focused()


def test_words_that_are_selected_are_found_elsewhere(window, job):
    page = window(job.translator)
    page.goto(f"{bench_of(job)}?at=5")
    page.keyboard.press("Alt+s")
    expect(field(page)).to_have_value(SOURCES[4])
    field(page).select_text()

    page.keyboard.press("Alt+k")

    places = page.locator("#bench-concordance li")
    expect(places).to_have_count(2)


def test_without_scripts_each_sentence_is_an_ordinary_form(window, job):
    page = window(job.translator, javascript=False)
    page.goto(bench_of(job))
    field(page).fill(TARGETS[0])
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("textarea[name^=target-]")).to_have_value("")

    page.goto(reverse("translation-workbench_form", args=[job.pk]))
    page.get_by_label("Translation 4").fill(TARGETS[3])
    page.get_by_label("Translation 10").fill(TARGETS[9])
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status").first).to_contain_text("2 sentences saved.")

    saved = texts(job)
    assert [saved[0], saved[3], saved[9]] == [TARGETS[0], TARGETS[3], TARGETS[9]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_at_the_workbench(window, job, width, theme):
    with as_system():
        for each in job.segments.all():
            text = "Текст ⟦1⟧" if each.position == 3 else f"Текст {each.position}"
            workflow.write(
                each, by=job.translator, target=text, version=0, confirm=True
            )
        third = job.segments.get(position=3)
        workflow.comment(third, by=job.translator, text="Which?", is_question=True)
        steps.hand_in(job, by=job.translator)
        workflow.write(
            job.segments.get(position=2), by=job.reviser, target="Иное", version=1
        )
        assert job.segments.filter(state=Segment.State.REVISED).exists()
    page = window(job.reviser, width=width, theme=theme)
    all_faults = []

    for verb, query in (
        ("workbench", "?at=3"),
        ("workbench_form", ""),
        ("replace", "?find=текст&instead=слово"),
    ):
        page.goto(reverse(f"translation-{verb}", args=[job.pk]) + query)
        all_faults += faults(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, verb
    page.goto(f"{bench_of(job)}?at=3")
    page.keyboard.press("Alt+/")
    expect(page.get_by_role("dialog")).to_be_visible()
    all_faults += faults(page)

    assert all_faults == []
