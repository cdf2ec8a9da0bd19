"""What an administrator reads of our work together in the Django admin."""

import pytest
from django.utils import timezone

from officials.safeguards.models import Switch
from tests.factories.approach import ApproachFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.relationships import (
    AccountabilityWorkFactory,
    HandoverFactory,
    InstitutionRelationshipFactory,
    InstitutionStageMoveFactory,
)
from tests.factories.security import CircleFactory
from tests.factories.together import CommentFactory

pytestmark = pytest.mark.django_db


def address(record, verb="change"):
    name = f"/admin/engagements/{record._meta.model_name}/"
    return name if verb == "list" else f"{name}{record.pk}/change/"


def text_of(client, record, verb="change"):
    answer = client.get(address(record, verb), follow=verb == "list")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("factory", "words"),
    [
        (CommentFactory, {"text": "She said so again"}),
        (HandoverFactory, {"brief": "He likes to be called"}),
        (InstitutionRelationshipFactory, {"remarks": "They answer in May"}),
    ],
)
def test_an_administrator_reads_what_is_in_their_circles_only(as_role, factory, words):
    client, (sentence,) = as_role("Administrator"), words.values()
    visible = factory(**words)
    narrow = CircleFactory()
    inside = {"circle": narrow} if factory is InstitutionRelationshipFactory else {}
    if factory is CommentFactory:
        inside = {"note": NoteFactory(circle=narrow)}
    hidden = factory(**words, **inside)
    if factory is HandoverFactory:
        type(hidden.relationship).objects.filter(pk=hidden.relationship_id).update(
            circle=narrow
        )

    assert sentence in text_of(client, visible)
    listed = text_of(client, visible, "list")
    assert str(visible.pk) in listed
    assert str(hidden.pk) not in listed
    assert client.get(address(hidden)).status_code == 302
    narrow.people.add(client.person)
    assert str(hidden.pk) in text_of(client, visible, "list")


def test_a_comment_that_was_taken_back_shows_no_text_in_the_admin(as_role):
    client, comment = as_role("Administrator"), CommentFactory(text="Said in anger")
    assert "Said in anger" in text_of(client, comment)

    type(comment).objects.update(taken_back_at=timezone.now())

    assert client.get(address(comment)).status_code == 302
    assert "Said in anger" not in text_of(client, comment, "list")


def test_a_stage_of_an_institution_is_read_in_the_admin_and_moved_elsewhere(as_role):
    client, move = as_role("Administrator"), InstitutionStageMoveFactory()

    page = text_of(client, move.relationship)

    assert "identified" in page
    assert 'name="stage"' not in page


def test_accountability_work_shows_to_its_own_circle_only(as_role):
    Switch.objects.turn(Switch.Name.TWO_TRACKS, on=True)
    client, work = as_role("Administrator"), AccountabilityWorkFactory()
    approach = ApproachFactory()
    remark = CommentFactory(approach=approach, text="How we turn to them")
    assert "How we turn to them" in text_of(client, remark)

    assert client.get(address(work)).status_code == 302
    assert str(work.institution) in text_of(client, work.flag)

    work.circle.people.add(client.person)

    assert work.what in text_of(client, work)
    assert client.get(address(remark)).status_code == 302


def test_nobody_adds_or_changes_them_past_their_own_steps(as_role):
    client = as_role("Administrator")
    for factory in (CommentFactory, HandoverFactory, AccountabilityWorkFactory):
        record = factory()
        record.circle.people.add(client.person)
        assert client.get(address(record, "list") + "add/").status_code == 403
        assert client.post(address(record), {"text": "x"}).status_code == 403
