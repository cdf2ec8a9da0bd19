"""Which edition is in whose hands; what a corrected one brings about."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Note
from engagements.support.models import Offer
from officials.batches import moves
from officials.clearance.rules import NOT_CLEARED
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.contacts import OutreachActionFactory, met_before
from tests.factories.institutions import InstitutionFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.deliveries import DeliveryFactory, in_force
from tests.factories.translations.jobs import EditionFactory, corrected
from tests.filled_forms import fill
from translations.deliveries.models import Delivery

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def days(number):
    return TODAY() + datetime.timedelta(days=number)


def page(name, record):
    return reverse(name, args=[record.pk])


def tab_of(official):
    return f"{page('official-detail', official)}?tab=offers"


# What is handed over in an action


def test_what_a_finished_action_handed_over_is_in_their_hands(as_role):
    client, official, text = as_role("Officer"), met_before(), in_force()
    fill(
        client,
        "/actions/new/",
        subject="The handbook",
        kind="email",
        officials=[official.pk, met_before().pk],
        editions=[text.pk],
        planned_on=days(1),
    )
    action = OutreachAction.objects.get(subject="The handbook")
    assert not Delivery.objects.exists()
    assert str(text) in client.get(page("action-detail", action)).text

    client.post(page("action-finish", action), {"finish-done_on": days(0)})

    delivery = Delivery.objects.get(official=official)
    assert (delivery.edition, delivery.way) == (text, "email")
    assert (delivery.given_on, delivery.given_by) == (days(0), client.person)
    assert Delivery.objects.count() == 2
    assert (
        str(text) in client.get(f"{page('official-detail', official)}?tab=offers").text
    )


def test_what_stayed_with_us_is_in_nobodys_hands(as_role):
    client, text = as_role("Officer"), in_force()
    action = OutreachActionFactory(
        towards=[OfficialFactory()], handing=[text], lead=client.person
    )

    fields = {"finish-done_on": days(0), "finish-kept_back": "on"}
    client.post(page("action-finish", action), fields)

    action.refresh_from_db()
    assert action.state == "done"
    assert not Delivery.objects.exists()


def test_deliveries_follow_what_the_action_says_by_every_road():
    official, other, text = OfficialFactory(), OfficialFactory(), in_force()
    theirs = EditionFactory.attached(text.document, kind="official")
    action = OutreachActionFactory(towards=[official], handing=[theirs], done=True)
    assert [each.official for each in Delivery.objects.all()] == [official]

    action.officials.set([other])
    assert [each.official for each in Delivery.objects.all()] == [other]

    OutreachAction.objects.filter(pk=action.pk).update(done_on=days(-1))
    assert Delivery.objects.get().given_on == days(-1)

    OutreachAction.objects.filter(pk=action.pk).update(done_on=days(0))
    action.editions.set([text])
    assert Delivery.objects.get().edition == text


def test_nobody_was_given_what_was_not_made_yet():
    action = OutreachActionFactory(
        towards=[OfficialFactory()], handing=[in_force()], done=True
    )

    with pytest.raises(IntegrityError, match="delivers_before_made"):
        OutreachAction.objects.filter(pk=action.pk).update(done_on=days(-9))


def test_a_step_taken_back_takes_the_delivery_along():
    action = OutreachActionFactory(
        towards=[cleared(OfficialFactory())], handing=[in_force()], done=True
    )
    assert Delivery.objects.exists()

    action_steps.reopen(action, by=action.lead)

    assert not Delivery.objects.exists()


def test_what_was_cited_is_not_taken_back_unseen(as_role):
    action = OutreachActionFactory(
        towards=[cleared(OfficialFactory())], handing=[in_force()], done=True
    )
    NoteFactory(delivery=Delivery.objects.get())

    with pytest.raises(ValidationError, match="change that note first"):
        action_steps.reopen(action, by=action.lead)
    with transaction.atomic():
        answer = as_role("Manager").post(page("action-reopen", action), follow=True)
    assert "change that note first" in answer.text
    assert Delivery.objects.exists()


def test_an_office_holds_what_names_no_person():
    office = InstitutionFactory()
    OutreachActionFactory(institution=office, handing=[in_force()], done=True)

    assert Delivery.objects.get().institution == office


# Given from the page of the edition


def give(client, edition, **fields):
    fields = {"way": "hand", "done_on": days(0), "copies": 1, **fields}
    return fill(client, page("edition-give", edition), **fields)


def test_an_edition_is_given_to_two_at_once(as_role):
    client, text = as_role("Officer"), in_force()
    two = [cleared(OfficialFactory()), cleared(OfficialFactory())]

    answer = give(client, text, officials=[each.pk for each in two], copies=3)

    assert answer.status_code == 302
    rows = Delivery.objects.all()
    assert {each.official for each in rows} == {*two}
    assert {(each.copies, each.is_past) for each in rows} == {(3, False)}
    action = OutreachAction.objects.get()
    assert (action.state, action.kind) == ("done", "document")
    assert {each.delivery for each in action.action_deliveries.all()} == set(rows)
    hands = client.get(page("edition-detail", text)).text
    assert all(str(each) in hands for each in two)


def test_who_may_not_be_turned_to_is_given_nothing_and_the_form_says_what_to_do(
    as_role,
):
    client, text, stranger = as_role("Officer"), in_force(), OfficialFactory()

    refusal = give(client, text, officials=[stranger.pk])
    assert refusal.status_code == 422
    assert f"The way to {stranger} is not open yet." in refusal.text
    assert not OutreachAction.objects.exists()
    with pytest.raises(IntegrityError, match="not_cleared"), transaction.atomic():
        DeliveryFactory(official=stranger, edition=text, is_past=False)

    answer = give(client, text, officials=[stranger.pk], is_past="on")
    assert answer.status_code == 302
    assert Delivery.objects.get().is_past


def test_a_day_that_passed_is_one_on_which_it_was_given_already(as_role):
    client, text = as_role("Officer"), in_force()
    official = cleared(OfficialFactory())

    refusal = give(client, text, officials=[official.pk], done_on=days(-1))
    before_it_was_made = give(
        client, text, officials=[official.pk], done_on=days(-9), is_past="on"
    )

    assert "say that it was given already" in refusal.text
    assert "On that day this edition was not made yet" in before_it_was_made.text
    assert not Delivery.objects.exists()


def test_an_earlier_edition_is_not_given_and_may_have_been(as_role):
    client, earlier = as_role("Officer"), in_force()
    official = cleared(OfficialFactory())
    corrected(earlier)

    refusal = give(client, earlier, officials=[official.pk])
    assert "This edition is not in force" in refusal.text

    assert (
        give(client, earlier, officials=[official.pk], is_past="on").status_code == 302
    )


def test_to_nobody_is_no_delivery(as_role):
    refusal = give(as_role("Officer"), in_force())

    assert "Name at least one official" in refusal.text


# A corrected edition


def test_a_corrected_edition_puts_those_who_hold_the_earlier_one_on_a_list(as_role):
    client, first = as_role("Officer"), in_force()
    document = first.document
    open_to, closed = cleared(OfficialFactory()), OfficialFactory()
    for official in (open_to, closed):
        DeliveryFactory(edition=first, official=official)
    assert not client.get(page("document-detail", document)).context["outdated"]

    second = corrected(first)
    (line,) = client.get(page("document-detail", document)).context["outdated"]
    assert line["words"] == "2 people hold edition 1 (Russian)."
    assert line["label"] == "Offer edition 1.1"

    form = client.get(line["url"]).context["form"]
    assert set(form.fields["officials"].queryset) == {open_to, closed}
    answer = client.post(
        line["url"], {"officials": [open_to.pk, closed.pk]}, follow=True
    )

    assert [each.official for each in Offer.objects.all()] == [open_to]
    assert Offer.objects.get().edition == second
    assert f"{closed}: {NOT_CLEARED}" in answer.text
    assert "Offered to 1 person." in answer.text
    again = client.get(line["url"]).context["form"]
    assert list(again.fields["officials"].queryset) == [closed]


def test_who_holds_the_later_one_as_well_needs_no_more(as_role):
    client, first = as_role("Officer"), in_force()
    delivery = DeliveryFactory(edition=first)
    second = corrected(first)
    assert len(client.get("/deliveries/?outdated=true").context["rows"]) == 1

    DeliveryFactory(edition=second, official=delivery.official)

    assert len(client.get("/deliveries/?outdated=true").context["rows"]) == 0
    assert len(client.get("/deliveries/").context["rows"]) == 2


def test_the_page_of_a_person_says_that_a_later_edition_is_in_force(as_role):
    client, first = as_role("Officer"), in_force()
    delivery = DeliveryFactory(edition=first)
    tab = tab_of(delivery.official)
    assert "a later edition is in force" not in client.get(tab).text

    corrected(first)

    assert "a later edition is in force" in client.get(tab).text


# What they made of it


def test_use_made_of_a_text_is_a_note_that_names_the_delivery(as_role):
    client, delivery = as_role("Officer"), DeliveryFactory()
    empty = client.get(page("delivery-detail", delivery))
    add_url = empty.context["sections"][0]["add_url"]

    form = client.get(add_url).context["form"]
    assert form.initial["delivery"] == delivery.pk
    fill(client, add_url, headline="Cited in an order of the head", stance="2")

    note = Note.objects.get()
    assert note.delivery == delivery
    assert note.headline in client.get(page("delivery-detail", delivery)).text
    assert str(delivery.edition) in client.get(page("note-detail", note)).text


# Who sees what


def test_a_delivery_goes_with_its_action_into_a_circle_and_back(as_role):
    client, text, outsider = as_role("Officer"), in_force(), UserFactory()
    people = [OfficialFactory(), OfficialFactory()]
    action = OutreachActionFactory(towards=people, handing=[text], done=True)
    closed = CircleFactory(people=[client.person])
    everyone = action.circle
    assert Delivery.objects.visible_to(outsider).count() == 2

    moves.move(action, closed, by=client.person)

    assert not Delivery.objects.visible_to(outsider).exists()
    assert Delivery.objects.visible_to(client.person).count() == 2
    action.refresh_from_db()
    moves.move(action, everyone, by=client.person)
    assert Delivery.objects.visible_to(outsider).count() == 2


def test_a_delivery_of_another_circle_is_nowhere(as_role):
    circle = CircleFactory()
    member = UserFactory()
    circle.people.add(member)
    first = in_force()
    hidden = DeliveryFactory(edition=first, circle=circle)
    corrected(first)
    mine = as_role("Officer")
    addresses = [
        page("document-detail", first.document),
        page("edition-detail", first),
        tab_of(hidden.official),
        "/deliveries/",
        "/deliveries/?outdated=true",
    ]
    assert mine.get(page("delivery-detail", hidden)).status_code == 404
    for each in addresses:
        text = mine.get(each).text
        assert "hold edition 1" not in text
        assert str(hidden.pk) not in text

    circle.people.add(mine.person)
    assert mine.get(page("delivery-detail", hidden)).status_code == 200
    assert "1 person holds edition 1" in mine.get(addresses[0]).text


def test_a_text_of_others_is_given_as_well(as_role):
    client = as_role("Officer")
    theirs = EditionFactory.attached(in_force().document, kind="official")

    give(client, theirs, officials=[cleared(OfficialFactory()).pk])

    assert Delivery.objects.get().edition == theirs


def test_an_external_translator_learns_of_nobody_who_holds_it(as_role):
    delivery = DeliveryFactory()
    client = as_role("Translator", is_external=True)
    job = delivery.edition.translation
    type(job).objects.filter(pk=job.pk).update(translator=client.person)

    for each in ("edition-detail", "edition-give", "edition-offer"):
        assert client.get(page(each, delivery.edition)).status_code in (403, 404)
    assert client.get("/deliveries/").status_code == 403
    text = client.get(page("document-detail", delivery.edition.document)).text
    assert str(delivery.official) not in text
    assert "hands" not in text
