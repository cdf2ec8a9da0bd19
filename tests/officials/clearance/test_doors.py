"""Every door through which something goes out, tried towards those who are closed.

A door arranges what it needs while the gate is open, yields, and is tried after the
gate was closed in each of five ways: what may not go out waits or is refused in a
sentence, and what has happened is recorded.
"""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from engagements.contacts.models import OutreachAction
from engagements.letters.models import Letter
from engagements.monitoring.models import Mention
from engagements.planning import playbooks
from engagements.support.models import Offer
from exchanges.models import Participation
from officials.batches.models import Batch
from officials.clearance.rules import NOT_CLEARED
from officials.safeguards.models import Switch
from tests import doors
from tests.engagements.contacts.test_emails import bring
from tests.engagements.contacts.test_emails import letter as e_mail
from tests.factories.accounts import UserFactory, give_role
from tests.factories.approach import cleared
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.letters import LetterFactory, LetterTemplateFactory
from tests.factories.monitoring import MentionFactory, NoteFactory
from tests.factories.people import ContactPointFactory, OfficialFactory
from tests.factories.planning import PlaybookFactory
from tests.factories.relationships import HandoverFactory, RelationshipFactory
from tests.factories.support import OfferFactory
from tests.factories.translations.deliveries import DeliveryFactory, in_force
from tests.factories.translations.jobs import corrected
from tests.filled_forms import fill, standing
from tests.imports import test_relationships as sheets
from tests.officials.clearance.closings import CLOSINGS
from translations.deliveries.models import Delivery

pytestmark = pytest.mark.django_db

DOORS = {}  # what is tried: the addresses it goes through


def door(*names):
    """Tries the addresses `names`."""
    return lambda attempt: DOORS.setdefault(attempt, names) and attempt


def states_of(model, **fields):
    rows = model.objects.filter(**fields).order_by("pk")
    return list(rows.values_list("state", flat=True))


def of_actions(official):
    return states_of(OutreachAction, officials=official)


def is_told(answer):
    """Once, in the one sentence of the gate."""
    count = answer.text.count(str(NOT_CLEARED))
    assert (count, answer.status_code in (200, 422)) == (1, True)


# What a manager may let go


@door("action-let_go", "letter-let_go", "participation-let_go")
def a_manager_lets_go_what_is_not_theirs_to_open(client, official):
    plan = planned(client, official, kind="meeting")
    draft = LetterFactory(official=official)
    seat = ParticipationFactory(official=official)
    yield
    for page in (f"actions/{plan.pk}", f"letters/{draft.pk}"):
        assert client.post(f"/{page}/let-go/", follow=True).status_code == 200
    client.post(f"/participations/{seat.pk}/let-go/", follow=True)
    assert of_actions(official) == ["waiting"]
    assert of_letters(official) == ["draft"]
    assert of_seats(official) == ["nominated"]


# Actions


def planned(client, official, **fields):
    fields = {"planned_on": days(5), "lead": client.person, **fields}
    return OutreachActionFactory(towards=[official], **fields)


@door("action-add")
def somebody_plans_an_action(client, official):
    yield
    action_fields = {"kind": "call", "subject": "Talk", "officials": official.pk}
    action_fields |= {"planned_on": days(5), "nevertheless": "They asked for it"}
    answer = fill(client, "/actions/new/", **action_fields)
    assert answer.status_code == 302
    assert of_actions(official) == ["waiting"]


@door("action-edit")
def somebody_swaps_the_people_of_a_plan(client, official):
    plan = planned(client, cleared(OfficialFactory()))
    yield
    changed = {"officials": official.pk, "nevertheless": "They asked for it"}
    fill(client, f"/actions/{plan.pk}/edit/", **changed)
    assert of_actions(official) == ["waiting"]


@door("action-edit", "action-reopen")
def somebody_swaps_the_people_of_a_done_action_and_reopens_it(client, official):
    done = planned(client, cleared(OfficialFactory()), done=True)
    yield
    fill(client, f"/actions/{done.pk}/edit/", officials=official.pk)
    assert of_actions(official) == ["done"]
    client.post(f"/actions/{done.pk}/reopen/")
    assert of_actions(official) == ["waiting"]


@door("action-finish")
def somebody_finishes_a_plan_with_a_next_step(client, official):
    plan = planned(client, official)
    yield
    step = {"finish-next_step": "Ring again", "finish-next_step_on": days(9)}
    finish = {"finish-done_on": days(0), "finish-result": "Spoke", **step}
    assert client.post(f"/actions/{plan.pk}/finish/", finish).status_code == 302
    assert of_actions(official) == ["done", "waiting"]


@door("action-cancel", "action-reopen")
def somebody_cancels_a_plan_and_reopens_it(client, official):
    plan = planned(client, official)
    yield
    client.post(f"/actions/{plan.pk}/cancel/", {"cancel-reason": "They are ill"})
    assert of_actions(official) == ["cancelled"]
    client.post(f"/actions/{plan.pk}/reopen/")
    assert of_actions(official) == ["waiting"]


@door("action-went_already")
def somebody_says_that_it_went_already(client, official):
    plan = planned(client, official)
    yield
    entries = {"went_already-reason": "They rang me", "went_already-went_on": days(0)}
    client.post(f"/actions/{plan.pk}/went-already/", entries)
    assert of_actions(official) == ["done"]


@door("action-seen_too")
def somebody_has_seen_it_too(client, official):
    late = OutreachActionFactory(
        towards=[official], done=True, direction="in", kind="call", done_on=days(-9)
    )
    answer = OutreachActionFactory(state="waiting", answers=late, planned_on=days(3))
    answer.officials.add(official)
    yield
    client.post(f"/actions/{late.pk}/seen-too/")
    late.refresh_from_db()
    assert late.seen_too_by == client.person


@door("met")
def somebody_met_them_and_names_a_next_step(client, official):
    yield
    meeting = {"officials": official.pk, "subject": "They rang", "kind": "call"}
    step = {"next_step": "Send the rules", "next_step_on": days(9)}
    assert fill(client, reverse("met"), **meeting, **step).status_code == 302
    assert of_actions(official) == ["done", "waiting"]


@door("email-check")
def somebody_brings_an_e_mail_and_names_a_next_step(client, official):
    ContactPointFactory(official=official, kind="email", value="sedova@court.example")
    yield
    page = client.get(bring(client, e_mail()).url)
    step = {"next_step": "Send the rules", "next_step_on": days(9)}
    address = page.wsgi_request.path
    assert client.post(address, standing(page.context) | step).status_code == 302
    came, after = OutreachAction.objects.filter(officials=official).order_by("pk")
    # they wrote: it is answered by their own way, if it may be answered at all
    assert (came.state, after.answers) == ("done", came)


@door("playbook-begin")
def somebody_begins_a_playbook(client, official):
    Switch.objects.turn(Switch.Name.PLAYBOOKS, on=True)
    playbook = PlaybookFactory(on=(5, 9))
    yield
    page = reverse("playbook-begin", args=[playbook.pk])
    fill(client, page, official=official.pk, plan="1")
    assert of_actions(official) == ["waiting", "waiting"]


@door("playbookrun-stop", "playbookrun-resume")
def somebody_stops_a_playbook_and_goes_on(client, official):
    Switch.objects.turn(Switch.Name.PLAYBOOKS, on=True)
    playbook, lead = PlaybookFactory(on=(5, 9)), client.person
    run = playbooks.begin(
        playbook, by=lead, lead=lead, anchor_on=days(0), official=official
    )
    yield
    client.post(reverse("playbookrun-stop", args=[run.pk]), {"stop-reason": "No"})
    assert of_actions(official) == ["cancelled", "cancelled"]
    client.post(reverse("playbookrun-resume", args=[run.pk]))
    assert of_actions(official) == ["waiting", "waiting"]


@door("relationship-hand_over")
def somebody_hands_a_relationship_over(client, official):
    tie = RelationshipFactory(official=official, lead=client.person)
    plan, other = planned(client, official), UserFactory(role="Officer")
    yield
    brief = {"to_lead": other.pk, "brief": "All of it."}
    fill(client, f"/relationships/{tie.pk}/hand-over/", **brief)
    assert of_actions(official) == ["waiting"]
    plan.refresh_from_db()
    assert plan.lead == other


@door("handover-give_back")
def somebody_gives_a_relationship_back(client, official):
    tie = RelationshipFactory(official=official, lead=client.person)
    handover = HandoverFactory(
        relationship=tie, to_lead=client.person, from_lead=UserFactory(), until=days(1)
    )
    plan = planned(client, official)
    yield
    client.post(f"/handovers/{handover.pk}/give-back/")
    assert of_actions(official) == ["waiting"]
    plan.refresh_from_db()
    assert plan.lead == handover.from_lead


@door("mention-answer")
def a_lead_answers_a_hostile_note(client, official):
    tie = RelationshipFactory(official=official, lead=client.person, stage="identified")
    plan = planned(client, official)
    note = NoteFactory(reliability="B", credibility=2)
    mention = MentionFactory(
        note=note, official=tie.official, stance=Mention.Stance.HOSTILE
    )
    yield
    closes = {"choice": "withdraw", "reason": "No more", "actions": str(plan.pk)}
    entries = {f"answer-{name}": value for name, value in closes.items()}
    answer = client.post(reverse("mention-answer", args=[mention.pk]), entries)
    assert answer.status_code == 302
    assert of_actions(official) == ["cancelled"]


@door("import-preview")
def somebody_brings_a_sheet_with_a_next_step(client, official):
    rows = ["Name,Lead,Stage,Next step,Next step by"]
    rows += [f"{official},{client.person},in dialogue,Ring them,{days(9)}"]
    yield
    is_new = not official.relationships.exists()  # what is there already stays
    preview = sheets.bring(client, "\n".join(rows).encode(), "ties.csv")
    client.post(preview, {"which": "all"})
    assert of_actions(official) == ["waiting"] * is_new


@door("work-countries")
def a_manager_writes_the_countries_we_work_on(client, official):
    planned(client, official)
    yield
    fill(client, "/work-countries/", countries="RU")
    assert of_actions(official) == ["waiting"]


# Letters


def of_letters(official):
    return states_of(Letter, official=official)


@door("letter-add", "letter-ready")
def somebody_writes_a_letter(client, official):
    yield
    words = {"official": official.pk, "subject": "Hearings", "body": "We ask."}
    written = fill(client, "/letters/new/", addressee="Head", **words)
    assert of_letters(official) == ["draft"]
    is_told(client.post(f"{written.url}ready/", follow=True))
    assert of_letters(official) == ["draft"]


@door("letter-dispatch", "letter-label", "letter-unready")
def somebody_dispatches_a_letter_that_was_ready(client, official):
    ready = LetterFactory(official=official, state="ready")
    yield
    client.post(f"/letters/{ready.pk}/label/")
    dispatch = {"dispatch-method": "post", "dispatch-dispatched_on": days(0)}
    is_told(client.post(f"/letters/{ready.pk}/dispatch/", dispatch, follow=True))
    client.post(f"/letters/{ready.pk}/unready/")
    assert of_letters(official) == ["draft"]


@door("letter-edit")
def somebody_changes_to_whom_a_letter_goes(client, official):
    ready = LetterFactory(state="ready")
    yield
    fill(client, f"/letters/{ready.pk}/edit/", official=official.pk)
    assert of_letters(official) == ["draft"]
    is_told(client.post(f"/letters/{ready.pk}/ready/", follow=True))


@door("letter-cancel", "letter-reopen")
def somebody_cancels_a_letter_and_reopens_it(client, official):
    plan = planned(client, official, kind="letter")
    draft = LetterFactory(official=official, action=plan)
    yield
    client.post(f"/letters/{draft.pk}/cancel/", {"cancel-reason": "Too late"})
    assert of_letters(official) + of_actions(official) == ["cancelled", "cancelled"]
    client.post(f"/letters/{draft.pk}/reopen/")
    assert of_letters(official) + of_actions(official) == ["draft", "waiting"]


@door("letter-went_already")
def somebody_says_that_a_letter_went_already(client, official):
    ready = LetterFactory(official=official, state="ready")
    yield
    entries = {"went_already-reason": "A courier", "went_already-went_on": days(0)}
    client.post(f"/letters/{ready.pk}/went-already/", entries)
    assert of_letters(official) + of_actions(official) == ["cancelled", "done"]


@door("letter-incoming")
def somebody_registers_what_they_wrote(client, official):
    letter = LetterFactory(
        official=official, state="dispatched", number=7, year=2026,
        series_circle=official.circle, method="post", dispatched_on=days(-9),
        dispatched_by=client.person,
    )  # fmt: skip
    yield
    fill(client, "/letters/incoming/", official=official.pk, subject="No",
         method="post", answers=letter.pk)  # fmt: skip
    assert sorted(of_letters(official)) == ["answered", "received"]
    assert of_actions(official) == ["done"]


@door("letter-greet")
def somebody_greets_them(client, official):
    LetterTemplateFactory()
    yield
    page = client.get(f"/letters/greet/?{urlencode({'row': official.pk})}")
    greeting = {"greeting": page.context["token"], "day": days(3), "confirm": "yes"}
    answer = client.post("/letters/greet/", greeting)
    assert answer.status_code == 302 or "nobody left to write to" in answer.text


# Exchanges


def of_seats(official):
    return states_of(Participation, official=official)


@door("participation-add", "participation-invite")
def somebody_invites_whom_they_nominated(client, official):
    exchange = ExchangeFactory()
    yield
    page = reverse("participation-add", args=[exchange.pk])
    fill(client, page, official=official.pk)
    seat = Participation.objects.get(official=official)
    is_told(client.post(f"/participations/{seat.pk}/invite/", follow=True))
    assert of_seats(official) == ["nominated"]


@door("official-invite", "participation-edit", "participation-invite")
def somebody_invites_from_the_page_of_a_person(client, official):
    exchange = ExchangeFactory()
    yield
    fill(client, reverse("official-invite", args=[official.pk]), exchange=exchange.pk)
    seat = Participation.objects.get(official=official)
    fill(client, f"/participations/{seat.pk}/edit/", role="speaker")
    is_told(client.post(f"/participations/{seat.pk}/invite/", follow=True))
    assert of_seats(official) == ["nominated"]


@door("participation-accept", "participation-confirm", "participation-decline")
def somebody_confirms_who_said_yes(client, official):
    seat = ParticipationFactory(official=official, state="invited")
    yield
    client.post(f"/participations/{seat.pk}/accept/")
    assert of_seats(official) == ["accepted"]
    is_told(client.post(f"/participations/{seat.pk}/confirm/", follow=True))
    assert of_seats(official) == ["accepted"]
    client.post(f"/participations/{seat.pk}/decline/")
    assert of_seats(official) == ["declined"]


@door("participation-attend")
def somebody_came(client, official):
    exchange = ExchangeFactory(starts_on=days(-3))
    seat = ParticipationFactory(official=official, exchange=exchange, state="confirmed")
    yield
    client.post(f"/participations/{seat.pk}/attend/")
    assert of_seats(official) == ["attended"]


@door("participation-miss")
def somebody_did_not_come(client, official):
    exchange = ExchangeFactory(starts_on=days(-3))
    seat = ParticipationFactory(official=official, exchange=exchange, state="confirmed")
    yield
    client.post(f"/participations/{seat.pk}/miss/")
    assert of_seats(official) == ["no_show"]


# Editions that are given


@door("delivery-edit", "edition-give")
def somebody_gives_them_an_edition(client, official):
    text = in_force()
    yield
    page = reverse("edition-give", args=[text.pk])
    fields = {"officials": [official.pk], "done_on": days(0), "way": "hand"}
    answer = fill(client, page, **fields)
    assert "is not open yet" in answer.text
    assert not Delivery.objects.filter(official=official).exists()
    assert fill(client, page, **fields, is_past="on").status_code == 302
    delivery = Delivery.objects.get(official=official)
    fill(client, reverse("delivery-edit", args=[delivery.pk]), copies=2)
    assert Delivery.objects.get(copies=2).is_past


@door("edition-offer")
def somebody_offers_them_the_corrected_edition(client, official):
    earlier = in_force()
    DeliveryFactory(edition=earlier, official=official)
    later = corrected(earlier)
    yield
    page = reverse("edition-offer", args=[later.pk])
    answer = client.post(page, {"officials": [official.pk]}, follow=True)
    if official.died:
        assert answer.status_code == 422  # the dead do not stand on the list
    else:
        is_told(answer)
    assert stand(official) == 0


# Offers


def stand(official):
    """How many offers stand."""
    offers = Offer.objects.filter(official=official, taken_back_at=None)
    return offers.exclude(answer="not_for_them").count()


@door("offer-add")
def somebody_offers_a_translation(client, official):
    text = in_force()
    yield
    page = reverse("offer-add", args=[official.pk])
    is_told(client.post(page, {"edition": text.pk}, follow=True))
    assert stand(official) == 0
    client.post(page, {"edition": text.pk, "answer": "not_for_them", "words": "No"})
    assert Offer.objects.count() == 1


@door("offer-add", "offer-edit")
def somebody_offers_what_was_not_for_them(client, official):
    text = in_force()
    refusal = {"edition": text.pk, "answer": "not_for_them", "words": "Not now"}
    client.post(reverse("offer-add", args=[official.pk]), refusal)
    offer = Offer.objects.get()
    yield
    is_told(fill(client, f"/offers/{offer.pk}/edit/", answer="open"))
    assert stand(official) == 0


@door("offer-edit")
def somebody_says_that_it_was_offered_today(client, official):
    offer = OfferFactory(official=official, offered_on=days(-3))
    yield
    page = f"/offers/{offer.pk}/edit/"
    assert fill(client, page, answer="accepted").status_code == 302
    is_told(fill(client, page, offered_on=days(0)))


@door("offer-put_back", "offer-take_back")
def somebody_puts_an_offer_back(client, official):
    offer = OfferFactory(official=official)
    yield
    client.post(f"/offers/{offer.pk}/take-back/")
    assert stand(official) == 0
    is_told(client.post(f"/offers/{offer.pk}/put-back/", follow=True))
    assert stand(official) == 0


# The admin


@door("admin:engagements_outreachaction_add")
def an_administrator_adds_an_action(client, official):
    yield
    address = reverse("admin:engagements_outreachaction_add")
    fields = admin_fields(client, address) | {"subject": "Talk", "planned_on": days(5)}
    fields["lead"] = client.person.pk
    inline = {
        "action_officials-TOTAL_FORMS": 1,
        "action_officials-0-official": official.pk,
    }
    is_told(client.post(address, fields | inline, follow=True))
    assert of_actions(official) == []


@door("admin:engagements_outreachaction_change")
def an_administrator_changes_the_kind_and_the_people_of_a_plan(client, official):
    friend = cleared(OfficialFactory())
    plan, waiting = planned(client, friend), planned(client, official)
    yield
    address = reverse("admin:engagements_outreachaction_change", args=[plan.pk])
    added = {
        "action_officials-TOTAL_FORMS": 2,
        "action_officials-1-official": official.pk,
    }
    answer = client.post(address, admin_fields(client, address) | added, follow=True)
    official.refresh_from_db()
    if official.died:  # named beside somebody who lives, nobody turns to them
        plan.officials.remove(official)
    else:
        is_told(answer)
    address = reverse("admin:engagements_outreachaction_change", args=[waiting.pk])
    changed = {"kind": "invitation", "planned_on": days(3), "state": "planned"}
    client.post(address, admin_fields(client, address) | changed, follow=True)
    assert of_actions(official) == ["waiting"]


@door("admin:exchanges_exchange_add", "admin:exchanges_exchange_change")
def an_administrator_seats_somebody(client, official):
    yield
    address = reverse("admin:exchanges_exchange_add")
    fields = admin_fields(client, address)
    fields |= {"title": "Seminar", "kind": "seminar", "participations-TOTAL_FORMS": 1}
    seat = {
        "participations-0-official": official.pk,
        "participations-0-role": "speaker",
    }
    client.post(address, fields | seat | {"participations-0-state": "invited"})
    assert of_seats(official) == ["nominated"]
    exchange = Participation.objects.get().exchange
    address = reverse("admin:exchanges_exchange_change", args=[exchange.pk])
    client.post(address, admin_fields(client, address) | {"place": "Pskov"})
    assert of_seats(official) == ["nominated"]


def admin_fields(client, address):
    """What the form of an admin page and those of its parts would send."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for each in context["inline_admin_formsets"]:
        forms += [each.formset.management_form, *each.formset.initial_forms]
    return {
        form.add_prefix(name): value
        for form in forms
        for name in form.fields
        if (value := form[name].value()) not in (None, "") and value is not False
    }


# Merges


@door("official-merge", "batch-undo")
def somebody_merges_a_second_record_of_them(client, official):
    second = cleared(OfficialFactory())
    planned(client, second)
    yield
    answer = client.post(
        reverse("official-merge", args=[official.pk]),
        {"with": second.pk, "name": "stays"},
    )
    assert answer.status_code == 302
    assert doors.out_past_the_gate() == []
    batch = Batch.objects.get()
    assert client.post(reverse("batch-undo", args=[batch.pk])).status_code == 302
    assert of_actions(second) == ["planned"]


@pytest.mark.parametrize("close", CLOSINGS, ids=lambda close: close.__name__)
@pytest.mark.parametrize("attempt", DOORS, ids=lambda attempt: attempt.__name__)
def test_nothing_goes_out_past_the_gate_by(attempt, close, as_role, settings, tmp_path):
    settings.MEDIA_ROOT, settings.SECOND_FACTOR_REQUIRED = tmp_path, False
    client = as_role("Manager", is_staff=True)
    give_role(client.person, "Administrator")
    official = cleared(OfficialFactory())
    steps = attempt(client, official)
    next(steps)

    close(official)
    next(steps, None)

    assert doors.out_past_the_gate() == []


def test_each_address_that_writes_what_goes_out_is_tried():
    assert {name for names in DOORS.values() for name in names} == doors.TRIED
