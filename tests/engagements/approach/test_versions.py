"""The finer fields of an approach, and what its versions say otherwise."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from engagements.approach import workflow
from engagements.approach.models import Approach
from engagements.approach.versions import differences, version_before
from officials.security.context import acting_as
from tests.engagements.approach.test_approaches import ANSWERS
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.assessment import AssessmentFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory

pytestmark = pytest.mark.django_db
FINER = {
    "interests": "Chess, and the history of the courts",
    "what_matters": "A quiet year before the inspection",
    "words_that_suit": "“good practice”, “as in Riga”",
    "do": "Write before you ring",
    "do_not": "Do not mention the strike",
    "messenger": "The dean of the law school",
    "where_to_begin": "The training of duty officers",
    "what_we_offer": "A handbook in Russian",
    "next_small_step": "Send the table of contents",
    "look_again_on": "2030-05-01",
}


def page(client, approach):
    return client.get(reverse("approach-detail", args=[approach.pk])).content.decode()


def test_the_finer_fields_are_saved_with_the_answers_and_shown(as_role):
    client = as_role("Officer")
    before = reverse("official-before", args=[OfficialFactory().pk])
    client.post(before, {**ANSWERS, **FINER})

    approach = Approach.objects.get()
    text = page(client, approach)
    assert all(getattr(approach, name) for name in Approach.FINER)
    assert all(
        answer_text in text
        for answer_text in FINER.values()
        if "“" not in answer_text[:1] and answer_text[0] != "2"
    )
    assert "1 May 2030" in text
    edit = client.get(reverse("approach-edit", args=[approach.pk])).content.decode()
    assert FINER["messenger"] in edit
    assert "2030-05-01" in edit


def test_what_is_not_filled_does_not_show(as_role):
    client = as_role("Officer")
    assert "How to go about it" not in page(client, ApproachFactory())


def test_a_day_to_look_again_lies_ahead(as_role):
    client = as_role("Officer")
    before = reverse("official-before", args=[OfficialFactory().pk])

    answer = client.post(before, {**ANSWERS, **FINER, "look_again_on": "2020-01-01"})

    text = answer.content.decode()
    assert "Choose a day that is still to come." in text
    assert FINER["interests"] in text
    assert not Approach.objects.exists()


def signed(**fields):
    approach = ApproachFactory(**fields)
    AssessmentFactory(official=approach.official)
    workflow.ask(approach, by=approach.written_by)
    return workflow.sign(approach, by=UserFactory(full_name="Anna Lukina"))


def test_the_finer_fields_of_a_signed_version_stay(as_role):
    approach = signed(do="Write first")
    for name in ("do", "messenger", "respected", "look_again_on"):
        value = {"respected": ["title"], "look_again_on": timezone.localdate()}
        change = {name: value.get(name, "otherwise")}
        with (
            acting_as(approach.written_by),
            pytest.raises(IntegrityError),
            transaction.atomic(),
        ):
            Approach.objects.filter(pk=approach.pk).update(**change)


def test_a_new_version_carries_them_over_and_says_what_it_changed(as_role):
    client = as_role("Officer")
    old = signed(do="Write first", interests="Chess")
    new = workflow.renew(old, by=client.person)
    assert (new.do, new.interests) == ("Write first", "Chess")
    assert "Nothing has changed so far." in page(client, new)

    Approach.objects.filter(pk=new.pk).update(do="Ring first", interests="", do_not="x")
    new.exposure.threats.update(severity=4)
    new.refresh_from_db()
    field_differences = differences(new, version_before(new, client.person))

    labels_and_kinds = [(each.label, each.how) for each in field_differences]
    assert labels_and_kinds == [
        ("Their interests", "left out"),
        ("Do", "changed"),
        ("Do not", "added"),
        ("What could go wrong", "changed"),
    ]
    text = page(client, new)
    assert "Changed since version 1" in text
    assert "Write first" in text
    assert "Version 1 is signed by Anna Lukina." in text
    older = page(client, old)
    assert "Ring first" not in older
    assert "Write first" in older
    assert "Changed since" not in older


def test_a_plan_to_look_at_again_stands_on_the_lead_s_desk(as_role):
    client = as_role("Officer")
    today = timezone.localdate()
    approach = signed(look_again_on=today, next_small_step="Send the contents")
    other = signed(look_again_on=today, next_small_step="Ring the dean")
    RelationshipFactory(official=approach.official, lead=client.person)
    RelationshipFactory(official=other.official)
    desk = reverse("desk")
    assert "Send the contents" in client.get(desk).content.decode()
    assert "Ring the dean" not in client.get(desk).content.decode()

    new = workflow.renew(approach, by=client.person)
    later = today + datetime.timedelta(days=30)
    Approach.objects.filter(pk=new.pk).update(look_again_on=later)
    assert "Send the contents" not in client.get(desk).content.decode()
