"""What is sealed stays closed to who is outside, whatever another did first."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from engagements.contacts.models import BroughtEmail
from officials.batches.models import Batch, BatchRow
from officials.security.context import acting_as, as_system
from officials.security.models import Closure, Membership
from officials.security.records import new_key
from staff.models import Assurance, Draft, ImportFile, User
from tests.factories.accounts import UserFactory
from tests.factories.contacts import BroughtEmailFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.staff.keepers.test_suspension import (
    GOOD,
    LIST,
    Sealed,
    choose_own_passphrase,
    set_passphrase,
    sign_in,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

DRAFT = "/officials/new/?draft=1"
LETTER = (
    b"From: h@x.example\nSubject: Helena\nDate: Mon, 3 Nov 2025 10:00:00 +0000\n\nHi\n"
)


@pytest.fixture
def sealed(db, roles):
    return with_signatories(Sealed())


def with_signatories(sealed):
    sealed.circle.memberships.exclude(person=sealed.irina).update(is_signatory=True)
    return sealed


def an_hour_ago():
    return timezone.now() - datetime.timedelta(hours=1)


def types_and_brings(sealed):
    """Irina’s draft and file of an hour ago hold a sealed name; the pages of both."""
    Draft.objects.create(
        owner=sealed.irina,
        page="/officials/new/",
        data={"written": ["Helena secret"], "circle": [str(sealed.circle.pk)]},
        saved_at=an_hour_ago(),
    )
    file = ImportFile.objects.create(
        brought_by=sealed.irina, name="Helena secret.csv", kind="csv", content=b"name\n"
    )
    ImportFile.objects.filter(pk=file.pk).update(brought_at=an_hour_ago())
    return [DRAFT, f"/imports/{file.pk}/settings/"]


def takes_out(sealed, person, by):
    """`by` removes the person from the circle, in the admin."""
    places = list(sealed.circle.memberships.order_by("pk"))
    count = len(places)
    data = {"name": "Case 14", "memberships-TOTAL_FORMS": count}
    data["memberships-INITIAL_FORMS"] = count
    for number, place in enumerate(places):
        prefix = f"memberships-{number}"
        data |= {f"{prefix}-id": place.pk, f"{prefix}-person": place.person_id}
        data[f"{prefix}-circle"] = place.circle_id
        if place.is_signatory:
            data[f"{prefix}-is_signatory"] = "on"
        if place.person_id == person.pk:
            data[f"{prefix}-DELETE"] = "on"
    page = f"/admin/officials/circle/{sealed.circle.pk}/change/"
    assert signed_in(by).post(page, data).status_code == 302
    assert not sealed.circle.memberships.filter(person=person).exists()


def tells(client, pages):
    return [page for page in pages if "Helena secret" in client.get(page).text]


def rows_of(person):
    with acting_as(person):
        return Draft.objects.count(), ImportFile.objects.count()


# Taken out of the circle


@pytest.mark.parametrize("removal_comes", ["first", "after"])
def test_to_take_a_member_out_opens_nothing_that_they_wrote(sealed, removal_comes):
    pages = types_and_brings(sealed)
    assert tells(signed_in(sealed.irina), pages) == pages

    if removal_comes == "first":
        takes_out(sealed, sealed.irina, by=sealed.oleg)
    set_passphrase(sealed.irina, by=sealed.oleg)
    if removal_comes == "after":
        takes_out(sealed, sealed.irina, by=sealed.oleg)
    thief = sign_in(sealed.irina, GOOD)

    assert thief.get("/").status_code == 200
    assert tells(thief, pages) == []
    assert rows_of(sealed.irina) == (0, 0)


def test_the_members_are_told_of_it(sealed):
    takes_out(sealed, sealed.irina, by=sealed.oleg)
    page = signed_in(sealed.pavel).get(LIST).text
    assert "Irina Solntseva" in page
    assert "Taken out of the circle by Oleg Sedykh" in page
    assert "Case 14 is closed to them" not in signed_in(sealed.pavel).get("/").text

    set_passphrase(sealed.irina, by=sealed.oleg)

    assert "Password: changed by Oleg Sedykh" in signed_in(sealed.pavel).get(LIST).text
    assert "Case 14 is closed to them" in signed_in(sealed.pavel).get("/").text
    for outsider in (sealed.oleg, UserFactory(role="Manager"), sealed.irina):
        assert "Irina" not in signed_in(outsider).get(LIST).text.split("<main")[1]


def test_a_member_who_spoke_with_them_gives_them_back_what_they_wrote(sealed):
    types_and_brings(sealed)
    with acting_as(sealed.anna):
        sealed.place_of(sealed.irina).delete()
    (closure,) = sealed.circle.closures.all()
    lift = reverse("closure-lift", args=[closure.pk])

    for other in (sealed.oleg, sealed.irina):
        assert signed_in(other).post(lift).status_code == 404
    answer = signed_in(sealed.anna).post(lift, follow=True)
    assert "without a part in the changes" in answer.text
    assert rows_of(sealed.irina) == (0, 0)
    answer = signed_in(sealed.pavel).post(lift, follow=True)

    assert "Confirmed." in answer.text
    assert rows_of(sealed.irina) == (1, 1)
    assert not sealed.is_open_to(sealed.irina)  # they are out, and stay so


def test_whoever_takes_themselves_out_is_closed_nothing(sealed):
    types_and_brings(sealed)
    with acting_as(sealed.irina):
        sealed.place_of(sealed.irina).delete()

    assert rows_of(sealed.irina) == (1, 1)


def test_whoever_is_suspended_opens_nothing_by_taking_themselves_out(sealed):
    types_and_brings(sealed)
    set_passphrase(sealed.irina, by=sealed.oleg)
    with acting_as(sealed.irina):
        sealed.place_of(sealed.irina).delete()

    assert rows_of(sealed.irina) == (0, 0)


@pytest.mark.parametrize("way_changed", [True, False])
def test_to_let_them_in_again_opens_it_unless_a_way_in_was_changed(sealed, way_changed):
    types_and_brings(sealed)
    takes_out(sealed, sealed.irina, by=sealed.oleg)
    if way_changed:
        set_passphrase(sealed.irina, by=sealed.oleg)

    with acting_as(sealed.anna):
        Membership.objects.create(circle=sealed.circle, person=sealed.irina)

    assert sealed.is_open_to(sealed.irina) is not way_changed
    if way_changed:
        assert rows_of(sealed.irina) == (0, 0)
        sealed.speak_with(sealed.irina, by=sealed.pavel)
    assert sealed.is_open_to(sealed.irina)
    assert rows_of(sealed.irina) == (1, 1)


def test_whom_an_administrator_puts_in_again_waits_for_a_member(sealed):
    takes_out(sealed, sealed.irina, by=sealed.oleg)

    with acting_as(sealed.oleg):
        Membership.objects.create(circle=sealed.circle, person=sealed.irina)

    assert not sealed.is_open_to(sealed.irina)


def test_whose_password_another_chose_beforehand_waits_for_a_member(sealed):
    newcomer = UserFactory(full_name="Maria Tikhonova")
    set_passphrase(newcomer, by=sealed.oleg)
    with acting_as(sealed.anna):
        Membership.objects.create(circle=sealed.circle, person=newcomer)

    assert sign_in(newcomer, GOOD).get(sealed.page).status_code == 404
    sealed.speak_with(newcomer, by=sealed.pavel)
    assert sealed.is_open_to(newcomer)


# What is on its way, and what was written in one go


def test_an_email_that_was_brought_is_hidden_as_well(sealed):
    email = BroughtEmailFactory(
        owner=sealed.irina, content=LETTER, brought_at=an_hour_ago()
    )
    page = f"/actions/email/{email.pk}/"
    assert "Helena" in signed_in(sealed.irina).get(page).text

    set_passphrase(sealed.irina, by=sealed.oleg)
    thief = sign_in(sealed.irina, GOOD)
    assert thief.get(page).status_code == 404
    with acting_as(sealed.irina):
        assert not BroughtEmail.objects.exists()

    sealed.speak_with(sealed.irina, by=sealed.pavel)
    assert "Helena" in signed_in(sealed.irina).get(page).text


def test_what_was_written_in_one_go_is_hidden_as_well(sealed):
    batch = Batch.objects.create(kind="bulk", made_by=sealed.irina)
    Batch.objects.filter(pk=batch.pk).update(made_at=an_hour_ago())
    row = {"step": 1, "kind": "changed", "model": "officials.official"}
    BatchRow.objects.create(
        batch=batch, key=new_key(), before={"name": "Helena"}, **row
    )

    def rows():
        with acting_as(sealed.irina):
            return Batch.objects.count(), BatchRow.objects.count()

    assert rows() == (1, 1)
    set_passphrase(sealed.irina, by=sealed.oleg)
    assert rows() == (0, 0)
    sealed.speak_with(sealed.irina, by=sealed.pavel)
    assert rows() == (1, 1)


# Who still knows the password


def test_the_word_of_a_member_waits_until_the_password_is_their_own(sealed):
    set_passphrase(sealed.irina, by=sealed.oleg)
    page = signed_in(sealed.pavel).get(LIST).text
    assert "First they choose one of their own" in page
    assert "I spoke with them" not in page
    desk = sign_in(sealed.irina, GOOD).get("/").text
    assert "Choose a password of your own" in desk

    lift = reverse("suspension-lift", args=[sealed.place_of(sealed.irina).pk])
    answer = signed_in(sealed.pavel).post(lift, follow=True)
    assert "Their password is one that somebody else chose" in answer.text
    assert sign_in(sealed.irina, GOOD).get(sealed.page).status_code == 404

    choose_own_passphrase(sealed.irina)
    assert "Choose a password of your own" not in signed_in(sealed.irina).get("/").text
    signed_in(sealed.pavel).post(lift)

    assert sealed.is_open_to(sealed.irina)
    thief = sign_in(sealed.irina, GOOD)
    assert thief.get(sealed.page, follow=True).redirect_chain  # to the sign-in


def test_the_password_that_another_chose_is_no_password_of_their_own(sealed):
    set_passphrase(sealed.irina, by=sealed.oleg)
    fields = {"oldpassword": GOOD, "password1": GOOD, "password2": GOOD}

    answer = signed_in(sealed.irina).post("/accounts/password/change/", fields)

    assert "Choose another one than the one you have now" in answer.text


def test_to_be_hashed_anew_makes_no_password_their_own(sealed, settings):
    set_passphrase(sealed.irina, by=sealed.oleg)
    hasher = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    settings.PASSWORD_HASHERS = [hasher, *settings.PASSWORD_HASHERS]

    assert sign_in(sealed.irina, GOOD).get("/").status_code == 200

    assert User.objects.get(pk=sealed.irina.pk).password_set_by_other_at


def test_nobody_takes_the_mark_off_by_hand(sealed):
    set_passphrase(sealed.irina, by=sealed.oleg)

    for speaker in (sealed.oleg, sealed.irina, None):
        with acting_as(speaker):
            User.objects.filter(pk=sealed.irina.pk).update(
                password_set_by_other_at=None
            )

    assert User.objects.get(pk=sealed.irina.pk).password_set_by_other_at


def test_an_account_made_with_a_password_waits_for_a_member(sealed):
    with acting_as(sealed.oleg):
        newcomer = UserFactory(full_name="Maria Tikhonova")
    closure = Closure.objects.get(person=newcomer)  # for jobs, before they are let in
    assert (closure.circle, closure.way_changed) == (sealed.circle, True)
    with acting_as(sealed.anna):
        Membership.objects.create(circle=sealed.circle, person=newcomer)

    assert not sealed.is_open_to(newcomer)


@pytest.mark.parametrize("chosen", ["by another", "by themselves"])
def test_so_does_one_that_was_made_before_the_circle_was(roles, chosen):
    with acting_as(UserFactory(role="Administrator")):
        newcomer = UserFactory(full_name="Maria Tikhonova")
    if chosen == "by themselves":
        with acting_as(newcomer):
            newcomer.set_password(GOOD)
            newcomer.save()
    sealed = with_signatories(Sealed())
    assert not Closure.objects.filter(person=newcomer).exists()
    with acting_as(sealed.anna):
        Membership.objects.create(circle=sealed.circle, person=newcomer)

    assert sealed.is_open_to(newcomer) == (chosen == "by themselves")


# Jobs of the circle


class Job:
    """A translation of the sealed circle, by somebody; its page names the document."""

    def __init__(self, sealed, translator):
        self.translator = translator
        document = DocumentFactory(circle=sealed.circle, title="Secret of Case 14")
        self.translation = TranslationFactory(
            document=document,
            circle=sealed.circle,
            state="translating",
            translator=translator,
        )
        self.page = f"/translations/{self.translation.pk}/"

    def is_open(self):
        """Whether both layers show it, each by itself, and the page does."""
        kind = type(self.translation)
        with acting_as(self.translator):
            by_rows = kind.objects.exists()
        with as_system():
            by_code = kind.objects.visible_to(self.translator).exists()
        answer = signed_in(self.translator).get(self.page)
        by_page = answer.status_code == 200
        assert by_rows == by_code == by_page == ("Secret of Case 14" in answer.text)
        return by_page


@pytest.fixture
def job(sealed):
    outside = {"role": "Translator", "is_external": True, "full_name": "Lev Marin"}
    return Job(sealed, UserFactory(**outside))


def test_a_job_is_closed_to_whose_password_another_changed(sealed, job):
    assert job.is_open()

    set_passphrase(job.translator, by=sealed.oleg)

    thief = sign_in(job.translator, GOOD)
    assert thief.get("/").status_code == 200
    assert thief.get(job.page).status_code == 404
    assert "Secret of Case 14" not in thief.get("/").text
    assert not job.is_open()


def test_a_job_is_closed_to_a_member_who_is_suspended(sealed):
    job = Job(sealed, sealed.irina)
    assert job.is_open()

    set_passphrase(sealed.irina, by=sealed.oleg)
    assert not job.is_open()

    sealed.speak_with(sealed.irina, by=sealed.pavel)
    assert job.is_open()


def test_a_job_is_closed_to_a_member_who_is_taken_out(sealed):
    job = Job(sealed, sealed.irina)

    takes_out(sealed, sealed.irina, by=sealed.oleg)

    assert not job.is_open()


def test_a_job_is_closed_to_a_reviser_as_well(sealed):
    job = Job(sealed, UserFactory(role="Translator"))
    reviser = UserFactory(role="Translator", is_external=True)
    type(job.translation).objects.filter(pk=job.translation.pk).update(reviser=reviser)
    job.translator = reviser
    assert job.is_open()

    set_passphrase(reviser, by=sealed.oleg)

    assert not job.is_open()


def test_a_member_who_spoke_with_them_opens_the_job_again(sealed, job):
    set_passphrase(job.translator, by=sealed.oleg)
    assert "Lev Marin" in signed_in(sealed.pavel).get("/").text
    choose_own_passphrase(job.translator)
    page = signed_in(sealed.pavel).get(LIST).text
    assert "Password: changed by Oleg Sedykh" in page
    (closure,) = sealed.circle.closures.all()
    lift = reverse("closure-lift", args=[closure.pk])
    assert lift in page

    assert signed_in(sealed.oleg).post(lift).status_code == 404
    assert not job.is_open()
    answer = signed_in(sealed.pavel).post(lift, follow=True)

    assert "Lev Marin sees again what they wrote" in answer.text
    assert job.is_open()
    assert "Lev Marin" not in signed_in(sealed.pavel).get(LIST).text


def test_who_has_no_job_is_nothing_to_the_members(sealed):
    maria = UserFactory(full_name="Maria Tikhonova")
    Draft.objects.create(owner=maria, page="/x/", data={}, saved_at=an_hour_ago())

    set_passphrase(maria, by=sealed.oleg)

    assert "Maria" not in signed_in(sealed.pavel).get(LIST).text
    assert "Maria" not in signed_in(sealed.pavel).get("/").text
    assert rows_of(maria) == (1, 0)


def test_a_job_of_an_open_circle_stays_open(sealed):
    lev = UserFactory(role="Translator", is_external=True)
    job = TranslationFactory(translator=lev, state="translating")

    set_passphrase(lev, by=sealed.oleg)

    assert signed_in(lev).get(f"/translations/{job.pk}/").status_code == 200


def test_nobody_opens_a_job_to_themselves_or_from_outside(sealed, job):
    set_passphrase(job.translator, by=sealed.oleg)
    named = {"person": job.translator, "circle": sealed.circle}

    for giver in (job.translator, sealed.oleg):
        with (
            acting_as(giver),
            pytest.raises(IntegrityError, match="assured_by_another"),
            transaction.atomic(),
        ):
            Assurance.objects.create(**named, given_by=giver)

    assert not job.is_open()
