"""How long the first screen of an official with 5,000 timeline entries takes.

2,500 notes, 2,000 actions, 400 participations and 100 appointments of one person, with
as many again of another around, in the scratch database; asked by the serving role,
under row security, as an officer, and rolled back. Printed are the statements of the
page and milliseconds in the database, and the same of a page that asks nothing of its
own: the floor. The limit: 20 statements above the floor, 60 ms in the database.
"""

import datetime
import statistics
import time

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client

from benchmarks.data import a_reader, fill, scratch_database
from benchmarks.visits import processor_time
from engagements.contacts.models import ActionOfficial, Commitment, OutreachAction
from engagements.monitoring.models import Mention, Note
from exchanges.models import Exchange, Participation
from officials.dates import PartialDate
from officials.institutions.models import Appointment, Institution, Post
from officials.people.models import Official
from officials.security.context import as_system
from staff.roles import set_roles

TODAY = datetime.date.today()
FLOOR = "/seen/browser/"
TIMES = 20


class Watch:
    """Adds up the milliseconds that statements take; keeps the slowest."""

    def __init__(self):
        self.took, self.statements, self.slowest = 0, 0, (0, "")

    def __call__(self, execute, sql, *arguments):
        start = time.perf_counter()
        try:
            return execute(sql, *arguments)
        finally:
            took = (time.perf_counter() - start) * 1000
            self.took += took
            self.statements += 1
            self.slowest = max(self.slowest, (took, sql))


def entries(reader, people):
    """The same numbers of entries for each of `people`, spread over the years."""
    for person in people:
        days = [TODAY - datetime.timedelta(days=n) for n in range(2_500)]
        notes = [
            Note(
                headline=f"Spoke on day {n}",
                detail="Some words. " * 20,
                happened_on=PartialDate(day, day),
                recorded_by=reader,
            )
            for n, day in enumerate(days)
        ]
        Note.objects.bulk_create(notes)
        Mention.objects.bulk_create(
            Mention(note=note, official=person, stance=0) for note in notes
        )
        actions = [
            OutreachAction(
                subject=f"Talk {n}",
                lead=reader,
                state="done",
                done_on=day,
                planned_on=day,
                result="Some words. " * 20,
            )
            for n, day in enumerate(days[:2_000])
        ]
        OutreachAction.objects.bulk_create(actions)
        ActionOfficial.objects.bulk_create(
            ActionOfficial(action=action, official=person) for action in actions
        )
        commitments(actions[:20])
        exchanges_and_posts(person, days)


def commitments(actions):
    Commitment.objects.bulk_create(
        Commitment(
            action=action,
            text="Send the figures",
            whose="them",
            made_on=action.done_on,
            due_on=action.done_on,
        )
        for action in actions
    )


def exchanges_and_posts(person, days):
    exchanges = [Exchange(title=f"Seminar {n}", starts_on=days[n]) for n in range(400)]
    Exchange.objects.bulk_create(exchanges)
    Participation.objects.bulk_create(
        Participation(exchange=each, official=person) for each in exchanges
    )
    place = Institution.objects.create(name=f"Office of {person.pk}")
    posts = [Post(institution=place, title=f"Head {n}") for n in range(100)]
    Post.objects.bulk_create(posts)
    Appointment.objects.bulk_create(
        Appointment(
            official=person,
            post=post,
            started=PartialDate(days[9 * n + 9], days[9 * n + 9]),
            ended=PartialDate(days[9 * n], days[9 * n]),
        )
        for n, post in enumerate(posts)
    )


def measured(client, address):
    """(statements, median milliseconds in the database, of processor, the slowest)."""
    took = []
    client.get(address)
    before = processor_time()
    for _number in range(TIMES):
        watch = Watch()
        with connection.execute_wrapper(watch):
            answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")
        took.append(watch.took)
    spent = (processor_time() - before) / TIMES
    return watch.statements, statistics.median(took), spent, watch.slowest


def main():
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_SSL_REDIRECT = False
    with scratch_database():
        fill(2_000)
        with transaction.atomic():
            with as_system():
                set_roles()
                reader = a_reader()
                reader.groups.add(Group.objects.get(name="Officer"))
                people = list(Official.objects.order_by("pk")[:2])
                entries(reader, people)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            client = Client()
            client.force_login(reader)
            floor = measured(client, FLOOR)
            page = measured(client, f"/officials/{people[0].pk}/")
            for words, measurement in (("floor", floor), ("first screen", page)):
                statements, median, spent, _slowest = measurement
                print(
                    f"{words}: {statements} statements, {median:.1f} ms by the clock,"
                )
                print(f"    {spent:.1f} ms of processor in the database")
            print(f"above the floor: {page[0] - floor[0]} statements")
            print(f"slowest: {page[3][0]:.1f} ms: {page[3][1][:2000]}")
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
