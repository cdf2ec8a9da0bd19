"""Each closed state, to each role, in both languages: one sentence, and the right one.

On the page of the person and in the form of an action towards them; what a role may
not open, it may not open in any state.
"""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from officials.safeguards.models import ConductCheck
from tests.engagements.approach.test_clearance_check import has_a_new_post, ran_out
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory, cleared
from tests.factories.people import OfficialFactory
from tests.officials.clearance.closings import at_rest, dead, red, refused, unsigned
from tests.staff.approach.pages import block, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
NEUTRAL = (
    "%(name)s: “Before we approach” has to be looked at before we turn to them; "
    "%(who)s can do that."
)
RED = (
    "%(name)s: turning to them now could harm them. %(who)s can open this after "
    "reading the risks. Warning them or calling off is always possible."
)
DECIDED = (
    "%(name)s: on %(day)s we decided not to go on for now. A manager can take it up "
    "again. You can still decline politely, or write to the office formally."
)
LED = (
    "%(name)s: on %(day)s we decided not to go on for now. %(lead)s knows why; a "
    "manager can take it up again. You can still decline politely, or write to the "
    "office formally."
)
DEAD = "%(name)s: has died. A condolence to the family or the office is still possible."
DEAD_RED = (
    "%(name)s: has died. A manager can let a condolence to the family or the office go."
)
DEAD_REFUSED = "%(name)s: has died. Nothing goes out to them or in their name."
NAMES = {
    "Viewer": "Глеб Виноградов",
    "Officer": "Павел Орлов",
    "Manager": "Анна Белова",
    "Administrator": "Лев Сомов",
}
OPENS_THE_FORM = {"Officer", "Manager", "Administrator"}


def deferred(official):
    version = official.approaches.count() + 1
    ApproachFactory(official=official, version=version, decision="defer")


def died_red(official):
    red(official)
    dead(official)


def died_refused(official):
    refused(official)
    dead(official)


STATES = {
    unsigned: NEUTRAL,
    ran_out: NEUTRAL,
    has_a_new_post: NEUTRAL,
    red: RED,
    refused: DECIDED,
    deferred: DECIDED,
    at_rest: LED,
    dead: DEAD,
    died_red: DEAD_RED,
    died_refused: DEAD_REFUSED,
}


def readers():
    """{role: a client of somebody of that role, all of whom have a Russian name}."""
    clients = {}
    for role, name in NAMES.items():
        clients[role] = Client()
        clients[role].force_login(UserFactory(role=role, full_name=name))
    UserFactory(role="Manager", full_name="Вера Ким")
    return clients


def people():
    """{what closes: somebody closed by it}."""
    closed = {}
    for close in STATES:
        official = cleared(OfficialFactory(named="Иван Петров"))
        close(official)
        official.relationships.update(lead=UserFactory(full_name="Ольга Ли"))
        closed[close] = official
    others = get_user_model().objects.filter(full_name__startswith="Person")
    others.update(is_active=False)  # who wrote and signed all that has left since
    return closed


def sentence(words, language):
    """What matches `words` as they are said in `language`, whoever is named in them."""
    with translation.override(language):
        text = translation.gettext(words)
    assert (text != words) is (language == "ru"), words
    return re.sub(r"%\\\((\w+)\\\)s|%\((\w+)\)s", ".+?", re.escape(text))


def sentences(text):
    """Which of the sentences stand in a block of the gate, of whatever language."""
    return [
        (words, language)
        for words in dict.fromkeys(STATES.values())
        for language in ("en", "ru")
        for _each in re.findall(sentence(words, language), text)
    ]


def faults(client, url, words, language):
    """What is wrong with the block of the gate on a page."""
    text = block(page(client, url, language))
    plain = " ".join(re.sub(r"<[^>]*>", " ", text).split())
    wrong = []
    if sentences(plain) != [(words, language)]:
        wrong.append(plain or "no sentence")
    if language == "ru" and re.search("[A-Za-z]{2}", plain):
        wrong.append(f"untranslated: {plain}")
    return wrong


def test_each_state_has_one_sentence_for_each_role_in_both_languages():
    clients, closed = readers(), people()
    assert ConductCheck.objects.count() >= len(STATES)
    wrong, count = {}, 0
    for close, official in closed.items():
        head = reverse("official-detail", args=[official.pk])
        form = f"{reverse('action-add')}?official={official.pk}"
        for role, client in clients.items():
            opens = role in OPENS_THE_FORM
            assert opens or client.get(form).status_code == 403
            for url in (head, form)[: 1 + opens]:
                for language in ("en", "ru"):
                    count += 1
                    if fault := faults(client, url, STATES[close], language):
                        wrong[close.__name__, role, url, language] = fault

    assert wrong == {}
    assert count == len(STATES) * (len(NAMES) + len(OPENS_THE_FORM)) * 2
