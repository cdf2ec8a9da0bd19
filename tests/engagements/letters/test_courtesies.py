"""Courtesies: whom to greet in the days to come, and one greeting to many."""

import datetime

import pytest
from django.utils import timezone

from engagements.contacts.models import OutreachAction, ProfessionalDay
from engagements.letters import courtesies
from engagements.letters.models import Letter
from officials.safeguards.models import ConductCheck
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.institutions import (
    AgreementFactory,
    InstitutionFactory,
    PostFactory,
)
from tests.factories.letters import LetterFactory, LetterTemplateFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import (
    InstitutionRelationshipFactory,
    RelationshipFactory,
)
from tests.factories.security import CircleFactory
from tests.papers import words_of

pytestmark = pytest.mark.django_db
D = datetime.date


def led(user, *, kind="ministry", started=None, **fields):
    """An official whom `user` leads, in a post of an institution of `kind`."""
    official = OfficialFactory(**fields)
    post = PostFactory(institution=InstitutionFactory(kind=kind))
    AppointmentFactory(official=official, post=post, started=started or day("2019"))
    RelationshipFactory(official=official, lead=user)
    return official


def test_professional_days_fall_on_a_date_or_on_a_counted_weekday():
    third_sunday = ProfessionalDay(month=6, nth=3, weekday=6)
    last_friday = ProfessionalDay(month=2, nth=-1, weekday=4)
    leap = ProfessionalDay(month=2, day=29)

    assert third_sunday.in_year(2026) == D(2026, 6, 21)
    assert last_friday.in_year(2026) == D(2026, 2, 27)
    assert leap.in_year(2026) is None
    assert leap.in_year(2028) == D(2028, 2, 29)


def test_the_days_of_russian_institutions_are_there_from_the_start():
    police = ProfessionalDay.objects.get(kind="police")
    assert police.in_year(2026) == D(2026, 11, 10)
    assert ProfessionalDay.objects.filter(name_ru="").count() == 0
    assert ProfessionalDay.objects.count() > 5


def test_the_desk_names_certain_birthdays_anniversaries_and_days_of_two_weeks():
    user, today = UserFactory(), D(2026, 12, 28)
    born = led(user, born=day("1970-01-05"))
    led(user, born=day("1970-01"))  # nobody knows the day
    led(user, born=day("1970-01-20"))  # not within two weeks
    years = led(user, started=day("2021-12-30"))
    prosecutor = led(user, kind="prosecutor")
    RelationshipFactory(official=OfficialFactory(born=day("1970-01-05")))

    occasions = courtesies.coming(user, today)
    later = courtesies.coming(user, D(2026, 12, 30))

    assert [(each.day, each.to, each.words) for each in occasions] == [
        (D(2026, 12, 30), years, "5 years in office"),
        (D(2027, 1, 5), born, "Birthday"),
    ]
    later_greetings = [(each.to, each.words) for each in later]
    assert (prosecutor, "Prosecutors’ Day") in later_greetings


def test_nobody_is_greeted_with_whom_work_is_paused_or_refused(as_role):
    client = as_role("Officer")
    user = client.person
    born = day(timezone.localdate().replace(year=1970, day=1).isoformat())
    paused, stranger, stays = (led(user, born=born) for _n in range(3))
    today = D(timezone.localdate().year, born.first.month, 1)
    assert len(courtesies.coming(user, today)) == 3

    paused.relationships.update(stage="paused")
    ConductCheck.objects.create(
        official=stranger, allegations="Beatings", decision="refuse", checked_by=user
    )

    assert [each.to for each in courtesies.coming(user, today)] == [stays]
    LetterTemplateFactory()
    rows = [("row", each.pk) for each in (paused, stranger, stays)]
    page = client.get("/letters/greet/", dict_of(rows)).content.decode()
    assert "work with them is paused" in page
    assert "the decision is not to work with them" in page


def dict_of(pairs):
    return {"row": [str(value) for _name, value in pairs]}


def greeting(client, officials, **typed):
    """Sends the greeting to `officials` as somebody would, from list to drafts."""
    page = client.get("/letters/greet/", {"row": [str(o.pk) for o in officials]})
    greeting_fields = {
        "greeting": page.context["token"],
        "day": timezone.localdate(),
        **typed,
    }
    preview = client.post("/letters/greet/", greeting_fields)
    return (
        preview,
        client.post("/letters/greet/", {**greeting_fields, "confirm": "yes"}),
        greeting_fields,
    )


def test_one_greeting_makes_a_draft_and_a_planned_action_for_each(as_role):
    client = as_role("Officer")
    template = LetterTemplateFactory(body="Dear {{ official }}, all the best.")
    people = [
        cleared(OfficialFactory(named="Anna Volkova")),
        cleared(OfficialFactory()),
    ]

    preview, confirmation, greeting_fields = greeting(
        client, people, template=template.pk
    )

    assert "Dear Anna Volkova, all the best." in preview.content.decode()
    assert confirmation.status_code == 302
    assert Letter.objects.filter(state="draft").count() == 2
    actions = OutreachAction.objects.planned().filter(kind="congratulation")
    assert actions.count() == 2
    assert {a.planned_on for a in actions} == {timezone.localdate()}
    page = client.get(confirmation.url)
    assert "Anna Volkova" in page.content.decode()

    again = client.post("/letters/greet/", {**greeting_fields, "confirm": "yes"})
    assert again.url == confirmation.url
    assert Letter.objects.count() == 2


def test_a_greeting_for_which_there_is_no_template_says_so_and_makes_nothing(as_role):
    client = as_role("Officer")

    preview, confirmation, _greeting_fields = greeting(client, [OfficialFactory()])

    assert "there is no template for this occasion" in preview.content.decode()
    assert confirmation.status_code == 422
    assert not Letter.objects.exists()


def test_a_greeting_goes_only_to_those_whom_the_greeter_sees(as_role):
    client = as_role("Officer")
    LetterTemplateFactory()
    hidden = OfficialFactory(named="Hidden Person", circle=CircleFactory())
    visible = OfficialFactory(named="Anna Volkova")

    preview, _confirmation, greeting_fields = greeting(client, [visible, hidden])

    assert "Anna Volkova" in preview.content.decode()
    assert "Hidden Person" not in preview.content.decode()
    assert Letter.objects.count() == 1
    other = as_role("Officer")
    stolen = other.post("/letters/greet/", {**greeting_fields, "confirm": "yes"})
    assert Letter.objects.count() == 1
    assert stolen.status_code == 302


def test_envelopes_and_address_labels_come_as_paper(as_role):
    client = as_role("Officer")
    LetterTemplateFactory()
    _looked, confirmation, _greeting_fields = greeting(
        client, [OfficialFactory() for _n in range(25)]
    )
    rows = confirmation.url.partition("?")[2]

    for page in ("envelopes", "labels"):
        answer = client.get(f"/letters/{page}/?{rows}")
        assert answer.content.startswith(b"%PDF")
    assert client.get("/letters/envelopes/").status_code == 302


@pytest.mark.parametrize("page", ["envelopes", "labels"])
def test_envelopes_and_labels_hold_no_letter_that_the_reader_does_not_see(
    as_role, page
):
    client = as_role("Officer")
    circle, addressee = CircleFactory(), {"addressee": "Head of the archive"}
    library_letter = LetterFactory(addressee="Head of the library")
    hidden = LetterFactory(circle=circle, **addressee)
    alone = LetterFactory(circle=CircleFactory(), **addressee)
    rows = {"row": [str(library_letter.pk), str(hidden.pk)]}
    address = f"/letters/{page}/"

    words = words_of(client.get(address, rows).content)
    circle.people.add(client.person)
    words_of_a_member = words_of(client.get(address, rows).content)

    assert "library" in words
    assert "archive" not in words
    assert "archive" in words_of_a_member
    assert client.get(address, {"row": [str(alone.pk)]}).url == "/letters/"


@pytest.mark.parametrize("page", ["envelopes", "labels"])
def test_envelopes_and_labels_are_for_those_who_see_letters(as_role, page):
    letter = LetterFactory()
    rows = {"row": [str(letter.pk)]}
    assert as_role("Viewer").get(f"/letters/{page}/", rows).status_code == 200

    assert as_role("Translator").get(f"/letters/{page}/", rows).status_code == 403


def test_the_list_of_officials_leads_to_a_greeting(as_role):
    client = as_role("Officer")
    people = [OfficialFactory(), OfficialFactory()]

    page = client.post("/officials/bulk/", {"row": [str(o.pk) for o in people]})

    assert "/letters/greet/" in page.content.decode()
    greeting_page = client.post("/letters/greet/", {"chosen": page.context["chosen"]})
    assert greeting_page.status_code == 200
    assert len(greeting_page.context["greeted"]) == 2


def led_place(user, **fields):
    """An institution our relationship with which `user` leads."""
    institution = InstitutionFactory(**fields)
    InstitutionRelationshipFactory(institution=institution, lead=user)
    return institution


def test_an_institution_has_its_day_and_the_years_since_it_agreed_something_with_us():
    user, today = UserFactory(), D(2026, 12, 30)
    office = led_place(user, kind="prosecutor")
    academy = led_place(user, kind="academy")
    agreement_fields = {"institution": academy, "title": "Joint seminars"}
    AgreementFactory(**agreement_fields, signed_on=D(2021, 1, 8))
    led_place(user, kind="prosecutor", dissolved_on=day("2020"))
    paused = led_place(user, kind="prosecutor")
    paused.relationships.update(stage="paused")
    InstitutionRelationshipFactory(institution=InstitutionFactory(kind="prosecutor"))

    occasions = courtesies.coming(user, today)

    assert [(each.day, each.to, each.words) for each in occasions] == [
        (D(2027, 1, 8), academy, "6 years since we agreed: Joint seminars"),
        (D(2027, 1, 12), office, "Prosecutors’ Day"),
    ]


def test_a_greeting_to_an_institution_names_nobody(as_role):
    client = as_role("Officer")
    LetterTemplateFactory(body="{{ salutation }}\n\nOur best to {{ institution }}.")
    police = InstitutionFactory(name="City Police")
    AppointmentFactory(
        official=OfficialFactory(named="Anna Volkova"),
        post=PostFactory(institution=police, is_leading=True, rank=1),
    )

    preview, confirmation, _greeting_fields = greeting(
        client, [police, InstitutionFactory()]
    )

    assert "Our best to City Police." in preview.content.decode()
    assert "Volkova" not in preview.content.decode()
    assert confirmation.status_code == 302
    letter = Letter.objects.get(institution=police)
    assert (letter.official, letter.addressee) == (None, "City Police")
    assert letter.body.startswith("Dear Sir or Madam,")
    assert letter.action.kind == "congratulation"
    assert letter.action.state == OutreachAction.State.PLANNED
    assert letter.action.institution == police
    assert not letter.action.officials.exists()
    assert Letter.objects.count() == 2
    assert "City Police" in client.get(confirmation.url).content.decode()


def test_a_template_that_speaks_to_a_person_is_not_for_an_institution(as_role):
    client = as_role("Officer")
    personal = LetterTemplateFactory(body="We wish you well as {{ post }}.")
    place = InstitutionFactory()

    none_fits, _confirmation, _greeting_fields = greeting(client, [place])
    preview, confirmation, _greeting_fields = greeting(
        client, [place], template=personal.pk
    )

    assert "there is no template for this occasion" in none_fits.content.decode()
    assert "the template speaks to a person" in preview.content.decode()
    assert confirmation.status_code == 422
    assert not Letter.objects.exists()


def test_an_institution_that_is_gone_or_at_rest_is_left_out(as_role):
    client = as_role("Officer")
    LetterTemplateFactory(body="Our best to {{ institution }}.")
    gone = InstitutionFactory(dissolved_on=day("2020"))
    paused, stays = led_place(client.person), InstitutionFactory(name="City Court")
    paused.relationships.update(stage="paused")

    preview, _made, _told = greeting(client, [gone, paused, stays])

    page = preview.content.decode()
    assert "dissolved 2020" in page
    assert "work with them is paused" in page
    assert Letter.objects.get().institution == stays


def test_the_list_of_institutions_leads_to_a_greeting_of_those_ticked_or_all(as_role):
    client = as_role("Officer")
    one = InstitutionFactory(name="City Court", kind="court")
    InstitutionFactory(name="District Court", kind="court")
    InstitutionFactory(name="City Police", kind="police")
    InstitutionFactory(kind="court", circle=CircleFactory())
    assert "/letters/greet/" in client.get("/institutions/").content.decode()

    ticked = {"row": [str(one.pk)], "which": "ticked"}
    ticked_page = client.post("/letters/greet/", ticked)
    every = client.post("/letters/greet/", {"which": "all", "query": "kind=court"})

    assert [str(whom) for whom, _why in ticked_page.context["greeted"]] == [
        "City Court"
    ]
    names = {str(whom) for whom, _why in every.context["greeted"]}
    assert names == {"City Court", "District Court"}
    viewer = as_role("Viewer")
    assert "/letters/greet/" not in viewer.get("/institutions/").content.decode()


def test_a_day_leads_nowhere_for_those_who_only_read(as_role):
    day_of_police = ProfessionalDay.objects.first()
    edit = f"/professional-days/{day_of_police.pk}/edit/"
    assert edit in as_role("Manager").get("/professional-days/").text

    page = as_role("Viewer").get("/professional-days/").text

    assert day_of_police.name in page
    assert edit not in page
    assert 'href="None"' not in page
