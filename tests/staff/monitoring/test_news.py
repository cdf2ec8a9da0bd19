"""News waits in an inbox; one key makes a note of it, one dismisses it."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from engagements.monitoring.feeds import workflow as triage_steps
from engagements.monitoring.models import Feed, FeedItem, Note
from officials.safeguards.models import Switch
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.monitoring import FeedFactory, FeedItemFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_use():
    Switch.objects.update_or_create(name="feeds", defaults={"on": True})


def page(client, name, *keys, **query):
    return client.get(reverse(name, args=keys), query)


def text_of(response):
    return response.content.decode()


def send(client, item, verb, **data):
    return client.post(reverse(f"feeditem-{verb}", args=[item.pk]), data, follow=True)


def test_news_waits_in_the_inbox_with_the_officials_in_it(as_role):
    official = OfficialFactory(named="Galina Yudintseva")
    item = FeedItemFactory(naming=[official], summary="She spoke of lawyers.")

    text = text_of(page(as_role("Officer"), "feeditem-list"))

    assert item.title in text
    assert "She spoke of lawyers." in text
    assert reverse("official-detail", args=[official.pk]) in text
    assert reverse("feeditem-note", args=[item.pk]) in text


def test_an_official_of_another_circle_is_not_shown_in_the_news(as_role):
    circle = CircleFactory()
    hidden = OfficialFactory(named="Vitaly Arsentyev", circle=circle)
    item = FeedItemFactory(naming=[hidden], title="A visit")
    client = as_role("Officer")

    inbox = page(client, "feeditem-list")
    alone = page(client, "feeditem-detail", item.pk)

    for response in (inbox, alone):
        assert "A visit" in text_of(response)
        assert "Arsentyev" not in text_of(response)
    circle.people.add(client.person)
    assert "Arsentyev" in text_of(page(client, "feeditem-list"))


def test_news_of_another_circle_is_not_there(as_role):
    item = FeedItemFactory(feed=FeedFactory(circle=CircleFactory()))
    client = as_role("Officer")

    assert item.title not in text_of(page(client, "feeditem-list"))
    for name in ("feeditem-detail", "feeditem-note"):
        assert page(client, name, item.pk).status_code == 404
    assert send(client, item, "dismiss").status_code == 404
    assert page(client, "feed-detail", item.feed.pk).status_code == 404


def test_what_is_dismissed_waits_no_more_and_can_be_taken_back(as_role):
    item = FeedItemFactory(published_at=None)
    next_item = FeedItemFactory()
    client = as_role("Officer")
    back = f"{reverse('feeditem-list')}#item-{next_item.pk}"

    response = send(client, item, "dismiss", next=back)

    assert response.redirect_chain == [(back, 302)]
    assert item.title not in text_of(response)
    assert reverse("feeditem-take_back", args=[item.pk]) in text_of(response)
    item.refresh_from_db()
    assert (item.state, item.decided_by) == ("dismissed", client.person)

    response = send(client, item, "take_back")

    assert response.status_code == 200
    assert "It waits again." in text_of(response)
    assert item.title in text_of(page(client, "feeditem-list"))


def test_of_two_who_decide_at_once_the_second_is_told_who_did(as_role):
    item = FeedItemFactory()
    triage_steps.dismiss(item, by=UserFactory(full_name="Pavel Orlov"))
    client = as_role("Officer")

    assert "Pavel Orlov dismissed it already." in text_of(send(client, item, "dismiss"))
    response = client.get(reverse("feeditem-note", args=[item.pk]), follow=True)
    assert "Pavel Orlov dismissed it already." in text_of(response)


def test_a_note_of_the_news_is_filled_in_and_decides_it(as_role):
    official = OfficialFactory(named="Galina Yudintseva")
    place = InstitutionFactory()
    item = FeedItemFactory(
        feed=FeedFactory(institution=place, name="News of the prosecutor"),
        title="Lawyers are kept out",
        summary="She called it unlawful.",
        naming=[official],
    )
    client = as_role("Officer")

    response = fill(client, reverse("feeditem-note", args=[item.pk]))

    assert response.status_code == 302
    response = client.get(response.url)
    note = Note.objects.get()
    assert note.headline == "Lawyers are kept out"
    assert note.detail == "She called it unlawful."
    assert note.source_url == item.url
    assert note.source_title == "News of the prosecutor"
    assert note.institution == place
    assert note.happened_on.first == timezone.localdate(item.published_at)
    assert list(note.officials.all()) == [official]
    assert note.feed_item == item
    assert note.recorded_by == client.person
    item.refresh_from_db()
    assert (item.state, item.decided_by) == ("noted", client.person)
    assert reverse("feeditem-take_back", args=[item.pk]) in text_of(response)
    text = text_of(page(client, "feeditem-detail", item.pk))
    assert reverse("note-detail", args=[note.pk]) in text

    send(client, item, "take_back")
    item.refresh_from_db()
    assert item.state == "new"
    assert Note.objects.filter(feed_item=item).exists()


def test_what_was_typed_stays_when_somebody_else_was_quicker(as_role):
    item = FeedItemFactory()
    client = as_role("Officer")
    note_form = page(client, "feeditem-note", item.pk)
    fields = standing(note_form.context) | {"headline": "What I have typed"}
    triage_steps.note_of(item, by=UserFactory(full_name="Pavel Orlov"))

    response = client.post(reverse("feeditem-note", args=[item.pk]), fields)

    assert response.status_code == 422
    assert "Pavel Orlov made a note of it already." in text_of(response)
    assert "What I have typed" in text_of(response)
    assert not Note.objects.exists()


def test_a_note_sent_twice_is_one_note(as_role):
    item = FeedItemFactory()
    client = as_role("Officer")
    address = reverse("feeditem-note", args=[item.pk])
    fields = standing(client.get(address).context)

    client.post(address, fields)
    response = client.post(address, fields, follow=True)

    assert response.status_code == 200
    assert Note.objects.count() == 1


def test_a_note_that_names_somebody_of_a_narrow_circle_begins_in_it(as_role):
    circle = CircleFactory()
    hidden = OfficialFactory(named="Vitaly Arsentyev", circle=circle)
    galina = OfficialFactory(named="Galina Yudintseva")
    item = FeedItemFactory(naming=[hidden, galina])
    client = as_role("Officer")

    outside = page(client, "feeditem-note", item.pk).context["form"].initial
    circle.people.add(client.person)
    inside = page(client, "feeditem-note", item.pk).context["form"].initial

    assert outside["officials"] == [galina.pk]
    assert outside["circle"] == 1
    assert set(inside["officials"]) == {hidden.pk, galina.pk}
    assert inside["circle"] == circle.pk


def test_the_inbox_is_narrowed_by_feed_official_and_state(as_role):
    official = OfficialFactory()
    one, other = FeedItemFactory(naming=[official]), FeedItemFactory()
    dismissed_item = FeedItemFactory()
    client = as_role("Officer")
    triage_steps.dismiss(dismissed_item, by=client.person)

    def inbox_items(**query):
        response = page(client, "feeditem-list", **query)
        return {row["item"] for row in response.context["rows"]}

    assert inbox_items() == {one, other}
    assert inbox_items(feed=other.feed.pk) == {other}
    assert inbox_items(official=official.pk) == {one}
    assert inbox_items(state="dismissed") == {dismissed_item}
    assert inbox_items(state="all") == {one, other, dismissed_item}
    assert inbox_items(q=other.title) == {other}


def test_the_news_comes_as_a_file(as_role):
    official = OfficialFactory(named="Galina Yudintseva")
    item = FeedItemFactory(naming=[official], title="=cmd()")

    response = page(as_role("Officer"), "feeditem-list", format="csv")

    content = b"".join(response.streaming_content).decode()
    assert "'=cmd()" in content
    assert "Galina Yudintseva" in content
    assert item.feed.name in content


def test_a_viewer_reads_the_news_and_decides_nothing(as_role):
    item = FeedItemFactory()
    client = as_role("Viewer")

    text = text_of(page(client, "feeditem-list"))

    assert item.title in text
    assert reverse("feeditem-dismiss", args=[item.pk]) not in text
    assert page(client, "feeditem-note", item.pk).status_code == 403
    assert send(client, item, "dismiss").status_code == 403


@pytest.mark.parametrize("role", ["Viewer", "Officer", "Coordinator", "Manager"])
def test_only_administrators_enter_feeds(as_role, role):
    feed = FeedFactory()
    client = as_role(role)

    assert page(client, "feed-detail", feed.pk).status_code == 200
    assert page(client, "feed-add").status_code == 403
    assert page(client, "feed-edit", feed.pk).status_code == 403
    fetch = client.post(reverse("feed-fetch", args=[feed.pk]))
    assert fetch.status_code == 403


def test_an_administrator_enters_a_feed_and_it_is_fetched(as_role):
    client = as_role("Administrator")

    response = client.post(
        reverse("feed-add"),
        {"name": "News", "url": "https://example.org/rss", "in_use": "on"},
        follow=True,
    )

    assert response.status_code == 200
    feed = Feed.objects.get()
    assert feed.entered_by == client.person
    (job,) = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("fetch_feed", {"feed": str(feed.pk)})

    again = client.post(reverse("feed-fetch", args=[feed.pk]), follow=True)
    assert "It waits to be fetched already." in text_of(again)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://127.0.0.1/feed", "private network"),
        ("http://localhost/feed", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("https://anna:secret@example.org/", "name or a password"),
        ("https://example.org:8080/feed", "names a port"),
        ("ftp://example.org/feed", "http"),
        ("nonsense", "http"),
    ],
)
def test_an_address_that_would_not_be_fetched_is_refused_in_the_form(
    as_role, url, sentence
):
    response = as_role("Administrator").post(
        reverse("feed-add"), {"name": "News", "url": url, "in_use": "on"}
    )

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Feed.objects.exists()


def test_the_trouble_with_a_feed_is_told_and_forgotten_with_its_address(as_role):
    feed = FeedFactory(
        trouble="The server has trouble of its own.", failures=3, etag='"1"'
    )
    client = as_role("Administrator")
    assert feed.trouble in text_of(page(client, "feed-detail", feed.pk))
    assert "In trouble" in text_of(page(client, "feed-list"))

    edit = reverse("feed-edit", args=[feed.pk])
    fill(client, edit, url="https://example.org/other")

    feed.refresh_from_db()
    assert feed.url == "https://example.org/other"
    assert (feed.trouble, feed.failures, feed.etag) == ("", 0, "")


def test_nothing_of_it_is_there_while_feeds_are_switched_off(as_role):
    item = FeedItemFactory()
    client = as_role("Administrator")
    addresses = [
        reverse("feeditem-list"),
        reverse("feed-list"),
        reverse("feed-add"),
        reverse("feeditem-detail", args=[item.pk]),
        reverse("feeditem-note", args=[item.pk]),
        reverse("feed-detail", args=[item.feed.pk]),
    ]
    monitoring = page(client, "note-list")
    assert reverse("feeditem-list") in text_of(monitoring)
    assert waiting(monitoring) == 1
    assert {client.get(each).status_code for each in addresses} == {200}

    Switch.objects.update(on=False)

    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=61)):
        monitoring = page(client, "note-list")
    assert reverse("feeditem-list") not in text_of(monitoring)
    assert waiting(monitoring) == 0
    assert {client.get(each).status_code for each in addresses} == {404}
    assert send(client, item, "dismiss").status_code == 404


def waiting(response):
    (place,) = [p for p in response.context["places"] if p["name"] == "note-list"]
    return place["count"]


def test_the_inbox_asks_as_much_for_fifty_as_for_one(
    as_role, django_assert_max_num_queries
):
    official = OfficialFactory()
    FeedItemFactory(naming=[official])
    client = as_role("Officer")
    page(client, "feeditem-list")
    feed = FeedFactory()
    for _number in range(50):
        FeedItemFactory(feed=feed, naming=[official])
    assert FeedItem.objects.count() == 51

    with django_assert_max_num_queries(24):
        page(client, "feeditem-list")
