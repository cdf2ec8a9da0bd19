"""Feeds are gathered by a job: what is new once, whom it names, what went wrong."""

import datetime

import pytest
from django.utils import timezone
from procrastinate import testing
from procrastinate.contrib.django import app

from engagements.monitoring.feeds import jobs
from engagements.monitoring.models import Feed, FeedItem, FeedItemOfficial
from officials.safeguards.models import Switch
from officials.security.context import acting_as
from tests.engagements.monitoring.newsstand import open_newsstand, rss
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import FeedFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_use():
    Switch.objects.update_or_create(name="feeds", defaults={"on": True})


@pytest.fixture
def stand(settings):
    settings.FEEDS_MAY_READ_LOOPBACK = True
    with open_newsstand() as stand:
        yield stand


def fetch(feed):
    jobs.fetch_feed.func(str(feed.pk))
    feed.refresh_from_db()
    return feed


def titles(feed):
    return set(feed.items.values_list("title", flat=True))


def minutes_until_next(feed):
    return (feed.fetch_after - timezone.now()).total_seconds() / 60


def test_what_is_new_is_taken_once(stand):
    feed = FeedFactory(url=stand.url)

    fetch(feed)
    stand.body = rss("News of today", "News of tonight")
    fetch(feed)
    fetch(feed)

    assert titles(feed) == {"News of today", "News of tonight"}
    assert feed.items.count() == 2
    assert feed.trouble == ""
    assert feed.fetched_at
    assert 29 < minutes_until_next(feed) < 31


def test_a_feed_that_has_not_changed_is_not_sent(stand):
    stand.headers["ETag"] = '"1"'
    feed = fetch(FeedFactory(url=stand.url))
    stand.status, stand.body = 304, b""

    fetch(feed)

    assert stand.requests[1][1]["If-None-Match"] == '"1"'
    assert titles(feed) == {"News of today"}
    assert feed.failures == 0


def test_a_decision_outlives_the_next_fetching(stand):
    feed = fetch(FeedFactory(url=stand.url))
    somebody = UserFactory()
    feed.items.update(state="dismissed", decided_by=somebody, decided_at=timezone.now())

    fetch(feed)

    assert feed.items.get().state == "dismissed"


def test_a_feed_in_trouble_is_asked_ever_less_often(stand):
    stand.status = 500
    feed = FeedFactory(url=stand.url)

    waits = [minutes_until_next(fetch(feed)) for _time in range(8)]

    assert [round(each) for each in waits] == [60, 120, 240, 480, 960, *[1440] * 3]
    assert feed.trouble == "The server has trouble of its own."
    stand.status = 200
    assert fetch(feed).failures == 0
    assert feed.trouble == ""


def test_a_busy_server_says_when_to_come_again(stand):
    stand.status, stand.headers["Retry-After"] = 429, "7200"

    feed = fetch(FeedFactory(url=stand.url))

    assert round(minutes_until_next(feed)) == 120


def test_a_feed_that_is_gone_is_asked_no_more(stand):
    stand.status = 410
    feed = fetch(FeedFactory(url=stand.url))

    fetch(feed)

    assert not feed.in_use
    assert "gone for good" in feed.trouble
    assert len(stand.requests) == 1


def test_the_trouble_with_a_web_page_is_told(stand):
    stand.body = b"<!DOCTYPE html><html></html>"

    assert "web page" in fetch(FeedFactory(url=stand.url)).trouble


def test_a_feed_that_is_not_well_formed_gives_what_can_be_read_and_is_told(stand):
    stand.body = rss("News of today").replace(b"</channel>", b"</channel")

    feed = fetch(FeedFactory(url=stand.url))

    assert titles(feed) == {"News of today"}
    assert "not well-formed" in feed.trouble
    assert feed.failures == 0


def test_a_feed_inside_the_network_is_not_fetched():
    feed = fetch(FeedFactory(url="http://127.0.0.1/feed"))

    assert "private network" in feed.trouble


def test_nothing_is_fetched_while_feeds_are_switched_off(stand):
    Switch.objects.update(on=False)
    feed = fetch(FeedFactory(url=stand.url))
    assert stand.requests == []

    Switch.objects.update(on=True)
    fetch(feed)
    assert stand.requests


def test_nothing_is_kept_of_a_feed_that_got_another_address_meanwhile(stand):
    feed = FeedFactory(url=stand.url)
    answer = stand.answer

    def meanwhile(handler):
        answer(handler)

    stand.answer = meanwhile
    claimed = jobs.intake.claim(feed.pk)
    gathered = jobs.intake.gather(claimed)
    Feed.objects.update(url="https://example.org/other.xml")

    assert jobs.intake.keep(claimed, gathered) == 0
    assert not feed.items.exists()


def test_a_feed_that_is_being_fetched_is_not_due():
    feed = FeedFactory()
    assert feed in Feed.objects.due(timezone.now())

    jobs.intake.claim(feed.pk)

    assert feed not in Feed.objects.due(timezone.now())


def test_feeds_whose_time_has_come_are_asked_for_once():
    due = FeedFactory()
    FeedFactory(in_use=False)
    FeedFactory(fetch_after=timezone.now() + datetime.timedelta(hours=1))
    with app.replace_connector(testing.InMemoryConnector()) as working:
        jobs.fetch_due_feeds.func(0)
        jobs.fetch_due_feeds.func(0)
        waiting = list(working.connector.jobs.values())

    assert [job["args"] for job in waiting] == [{"feed": str(due.pk)}]


def test_a_job_that_is_asked_for_twice_waits_once():
    feed = FeedFactory()

    assert jobs.fetch_soon(feed.pk)
    assert not jobs.fetch_soon(feed.pk)


def test_officials_are_recognised_in_the_narrower_circle(stand):
    prison, case = CircleFactory(), CircleFactory()
    OfficialFactory(named="Галина Юдинцева")
    OfficialFactory(named="Виталий Арсентьев", circle=prison)
    OfficialFactory(named="Елена Свиридова", circle=case)
    text = "Встретились Галина Юдинцева, Виталий Арсентьев и Елена Свиридова."
    stand.body = rss("Встреча", text=text)

    everybodys = fetch(FeedFactory(url=stand.url))
    narrow = fetch(FeedFactory(url=stand.url, circle=prison))

    assert said_of(everybodys) == {
        ("Галина Юдинцева", 1),
        ("Виталий Арсентьев", prison.pk),
        ("Елена Свиридова", case.pk),
    }
    assert said_of(narrow) == {
        ("Галина Юдинцева", prison.pk),
        ("Виталий Арсентьев", prison.pk),
    }


def said_of(feed):
    links = FeedItemOfficial.objects.filter(item__feed=feed)
    return {(str(link.official), link.circle_id) for link in links}


def test_a_hidden_namesake_does_not_make_an_official_doubtful(stand):
    visible = OfficialFactory(named="Галина Юдинцева")
    OfficialFactory(named="Галина Юдинцева", circle=CircleFactory())
    stand.body = rss("Галина Юдинцева провела приём")

    feed = fetch(FeedFactory(url=stand.url))

    assert visible.pk in {
        link.official_id for link in FeedItemOfficial.objects.filter(item__feed=feed)
    }


def test_news_shows_to_the_circle_of_its_feed_only(stand):
    reader = UserFactory()
    fetch(FeedFactory(url=stand.url, circle=CircleFactory()))
    assert FeedItem.objects.exists()

    with acting_as(reader):
        assert not FeedItem.objects.exists()


def test_fetching_leaves_no_trace_in_the_history_of_a_feed(stand):
    feed = FeedFactory(url=stand.url)
    events = Feed.pgh_event_model.objects.filter(pgh_obj_id=feed.pk)
    before = events.count()
    assert before

    fetch(feed)
    assert events.count() == before

    Feed.objects.filter(pk=feed.pk).update(name="Another name")
    assert events.count() == before + 1


def test_new_items_have_their_history(stand):
    feed = fetch(FeedFactory(url=stand.url))
    item = feed.items.get()

    assert FeedItem.pgh_event_model.objects.filter(pgh_obj_id=item.pk).count() == 1
