"""The pages of the queue and the signal: words first, numbers under “why”."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.assessment.models import NotNow, QueueRule, SumsMade
from engagements.monitoring.models import Mention
from tests.engagements.assessment.test_queue import before, praised
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(response.content.decode().split())


def moment(days):
    return timezone.now() - datetime.timedelta(days)


def tab(client, official):
    url = reverse("official-detail", args=[official.pk])
    return text_of(client.get(f"{url}?tab=relationship"))


def test_the_tab_says_it_in_words_and_folds_the_sum_term_by_term(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    praised(official, times=2, days=0, headline="Let the lawyers in")
    praised(official, times=1, days=700, stance=0, recorded_at=moment(700))
    praised(official, times=1, days=0, stance=-1)

    page = tab(client, official)

    assert "Mixed, 4 notes, 4 sources" in page
    why = page.index("<summary>Why")
    assert page.index("Mixed, 4 notes") < why < page.index("The signal is <strong>")
    assert "Let the lawyers in" in page
    assert reverse("note-detail", args=[official.notes.first().pk]) in page
    assert "1 of 4, 25 %" in page
    assert "<svg" in page[page.index("Mixed, 4") :]


def test_without_a_note_it_says_that_nothing_can_be_said(as_role):
    assert "No notes yet" in tab(as_role("Viewer"), OfficialFactory())


def test_what_rests_on_one_source_or_one_person_is_told(as_role):
    client, official, taker = as_role("Officer"), OfficialFactory(), UserFactory()
    praised(official, times=2, recorded_by=taker, source_title="The Herald")

    page = tab(client, official)

    assert "All of this rests on one source." in page
    assert "All of this was noted by one person." in page
    assert "Nothing to the contrary was noted in a year." in page

    praised(official, times=1, stance=-1, source_title="Another")
    page = tab(client, official)
    assert "rests on one source" not in page
    assert "noted by one person" not in page
    assert "Nothing to the contrary" not in page


def test_nobody_is_scored_in_the_head_the_list_or_the_print(as_role):
    client, official = as_role("Manager"), OfficialFactory()
    praised(official)
    assert "Mostly supportive, 3 notes" in tab(client, official)

    for url in (
        reverse("official-detail", args=[official.pk]),
        reverse("official-print", args=[official.pk]),
        reverse("official-list"),
    ):
        page = text_of(client.get(url))
        assert official.name in page
        assert "ostly supportive" not in page


def test_a_note_of_another_circle_is_in_nobody_elses_tab_or_queue(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    circle = CircleFactory()
    praised(official, circle=circle)
    assert "No notes yet" in tab(client, official)
    assert official.name not in text_of(client.get(reverse("queue")))

    circle.people.add(client.person)
    assert "Mostly supportive, 3 notes" in tab(client, official)
    assert official.name in text_of(client.get(reverse("queue")))


def test_the_queue_gives_reasons_and_the_desk_the_first_five(as_role):
    client = as_role("Officer")
    people = [praised(OfficialFactory(), stance=2) for _number in range(6)]

    page = text_of(client.get(reverse("queue")))
    desk = text_of(client.get(reverse("desk")))

    assert all(person.name in page for person in people)
    assert "Mostly supportive, 3 notes, 3 sources" in page
    assert "graded B2" in page
    assert "as of" in page
    assert f"/officials/{people[0].pk}/?tab=relationship" in page
    assert sum(f"{person.pk}/?tab=relationship" in desk for person in people) == 5


def test_sums_of_the_day_before_yesterday_are_said_to_be_old(as_role):
    client = as_role("Officer")
    client.get(reverse("queue"))
    SumsMade.objects.update(at=timezone.now() - datetime.timedelta(days=2))

    assert "more than a day old" in text_of(client.get(reverse("queue")))


def test_not_now_needs_a_reason_and_a_day_to_come(as_role):
    client, official = as_role("Officer"), praised(OfficialFactory())
    url = reverse("notnow-add", args=[official.pk])
    half_a_year = f'value="{before(-182)}"'
    assert half_a_year in text_of(client.get(url))

    for because, until, words in (
        ("", before(-9), "required"),
        ("Elections", before(0), "still to come"),
        ("Elections", before(-9999), "ten years"),
        ("Elections", "soon", "date"),
    ):
        response = client.post(url, {"because": because, "until": str(until)})
        assert response.status_code == 422
        assert words in text_of(response)
    assert not NotNow.objects.exists()

    response = client.post(
        url, {"because": "Elections", "until": str(before(-9))}, follow=True
    )
    assert response.redirect_chain[-1][0] == reverse("queue")
    assert "The queue leaves them out until" in text_of(response)
    wait = NotNow.objects.get()
    assert (wait.decided_by, wait.official) == (client.person, official)
    assert "Elections" in text_of(response)

    back = reverse("notnow-take_back", args=[wait.pk])
    assert "may come up again" in text_of(client.post(back, follow=True))
    assert "so already" in text_of(client.post(back, follow=True))
    put_back_url = reverse("notnow-put_back", args=[wait.pk])
    assert "It holds again" in text_of(client.post(put_back_url, follow=True))


def test_everybody_reads_the_rules_and_managers_set_them(as_role):
    client = as_role("Officer")
    page = text_of(client.get(reverse("queue-rules")))
    assert "a signal of 0.4 or more" in page
    assert "in the last 90 days" in page
    url = reverse("queuerule-edit", args=["signal"])
    assert url not in page
    assert client.get(url).status_code == 403
    assert client.post(url, {"bar": "2"}).status_code == 403
    assert not QueueRule.objects.exists()

    client = as_role("Manager")
    assert url in text_of(client.get(reverse("queue-rules")))
    assert fill(client, url, bar="9", evidence="x").status_code == 422
    revision = client.get(url).context["revision"]
    fields = {"bar": "0.7", "evidence": "1.5", "revision": revision}
    response = client.post(url, fields, follow=True)
    assert "a signal of 0.7 or more" in text_of(response)
    assert "switched off" in text_of(response)
    assert client.get(reverse("queuerule-edit", args=["luck"])).status_code == 404


@pytest.mark.parametrize("role", ["Viewer", "Translator"])
def test_viewers_change_nothing_and_translators_see_nothing(as_role, role):
    client, official = as_role(role), praised(OfficialFactory())
    assert Mention.objects.filter(official=official).exists()
    wait = reverse("notnow-add", args=[official.pk])

    assert client.post(wait, {"because": "x"}).status_code == 403
    assert client.get(reverse("queuerule-edit", args=["signal"])).status_code == 403
    sees = client.get(reverse("queue")).status_code
    assert sees == (200 if role == "Viewer" else 403)
    if role == "Viewer":
        assert wait not in text_of(client.get(reverse("queue")))
