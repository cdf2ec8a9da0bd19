"""How long a brief for a meeting takes, from the question to the PDF.

An official with 5,000 contacts, 300 ties, 40 posts and a plan whose every field is
long; asked for at each level, under row security, by the serving role, as an officer.
All of it happens in a transaction that is rolled back: nothing stays in the database.
"""

import statistics
import time

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.data import scratch_database
from engagements.approach import meeting_brief
from engagements.approach.models import Approach, BriefPrint
from engagements.contacts.models import ActionOfficial, OutreachAction
from officials.pdf import page_count
from officials.people.models import Official, OfficialName, Tie
from officials.safeguards.models import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
    ReviewRequest,
)
from officials.security.context import acting_as, as_system
from staff.models import User

CONTACTS, TIES, THREATS, TIMES = 5_000, 300, 20, 20
LONG = "What came of it, and what was said about the rules of detention. " * 30


def somebody(name):
    official = Official.objects.create()
    OfficialName.objects.create(official=official, text=name)
    return official


def arrange(user):
    """One person, and much to tell of them."""
    official, today = somebody("Анна Сергеевна Волкова"), timezone.localdate()
    contact_fields = {
        "state": "done",
        "done_on": today,
        "planned_on": today,
        "lead": user,
    }
    actions = OutreachAction.objects.bulk_create(
        OutreachAction(
            subject=f"Talk {n}", result=LONG, responded=True, **contact_fields
        )
        for n in range(CONTACTS)
    )
    ActionOfficial.objects.bulk_create(
        ActionOfficial(action=action, official=official) for action in actions
    )
    others = [somebody(f"Boris Petrov {n}") for n in range(TIES)]
    Tie.objects.bulk_create(Tie(official=official, other=other) for other in others)
    add_plan(official, user)
    return official


def add_plan(official, user):
    same = {"official": official}
    conduct = ConductCheck.objects.create(
        **same, allegations=LONG, decision="mitigate", conditions=LONG, checked_by=user
    )
    exposure = ExposureRisk.objects.create(**same, written_by=user)
    for number in range(THREATS):
        ratings = {"likelihood": 2, "severity": 3, "mitigation": LONG[:300]}
        ExposureThreat.objects.create(
            exposure=exposure, what=f"Threat {number}", **ratings
        )
    other = User.objects.create_user("signer", full_name="Signer")
    review = ReviewRequest.objects.create(
        kind="approach", state="signed", asked_by=user, decided_by=other,
        decided_at=timezone.now(),
    )  # fmt: skip
    answers = dict.fromkeys(("why_this_person", "what_would_help"), LONG)
    answers |= dict.fromkeys(meeting_brief.MANNERS, LONG[:200])
    Approach.objects.create(
        **same, **answers, conduct=conduct, exposure=exposure, review=review,
        written_by=user,
    )  # fmt: skip


def measure(official, user, level):
    taken = []
    for _time in range(TIMES):
        start = time.perf_counter()
        paper = meeting_brief.brief(official, user, level=level)
        taken.append(1000 * (time.perf_counter() - start))
    with CaptureQueriesContext(connection) as calls:
        meeting_brief.collected(official, user, level=level)
    taken.sort()
    print(
        f"{level:10}  least {taken[0]:6.1f}  middle {statistics.median(taken):6.1f}  "
        f"worst {taken[-1]:6.1f} ms; {len(calls)} queries, {page_count(paper)} pages, "
        f"{len(paper) // 1024} KB"
    )


def main():
    with scratch_database(), transaction.atomic():
        with as_system():
            user = User.objects.create_user("measurer", full_name="Measurer")
            user.groups.add(Group.objects.get(name="Officer"))
            official = arrange(user)
        with acting_as(user):
            start = time.perf_counter()
            meeting_brief.brief(official, user, level="carry")
            cold = 1000 * (time.perf_counter() - start)
            print(f"the first of a process, fonts read: {cold:.0f} ms")
            for level in BriefPrint.Level.values:
                measure(official, user, level)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
