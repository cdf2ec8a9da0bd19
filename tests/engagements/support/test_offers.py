"""Offers that fit: what an official could use and was not offered yet, with reasons."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from engagements.support import offers_that_fit
from engagements.support.models import Offer
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.support import OfferFactory, SupportRequestFactory, before
from tests.factories.themes import ThemeFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.deliveries import DeliveryFactory
from tests.factories.translations.jobs import (
    EditionFactory,
    TranslationFactory,
    corrected,
)

pytestmark = pytest.mark.django_db


def published(*themes, **document):
    new_document = DocumentFactory(**document)
    new_document.themes.add(*themes)
    return TranslationFactory(document=new_document, state="published").in_force


def working_on(*themes, kind="ministry", function=""):
    """An official who works on `themes` in an institution of a kind."""
    official = OfficialFactory()
    official.themes.add(*themes)
    place = InstitutionFactory(kind=kind)
    AppointmentFactory(
        official=official, post=PostFactory(institution=place, function=function)
    )
    return official


def points_by_thing(official, reader=None):
    """What fits, and with how many points."""
    reader = reader or UserFactory()
    with acting_as(reader):
        return {
            fit.thing: fit.points for fit in offers_that_fit.fitting(official, reader)
        }


def test_a_shared_theme_and_the_kind_of_institution_count():
    police, prison = ThemeFactory(), ThemeFactory()
    official = working_on(police, prison, kind="police")
    both = published(police, prison, useful_to=["police", "court"])
    one = published(police)
    kind = published(ThemeFactory(), useful_to=["police"])
    published(ThemeFactory(), useful_to=["court"])

    assert points_by_thing(official) == {both: 5, one: 2, kind: 1}


def test_the_function_of_their_post_counts_whatever_the_institution():
    official = working_on(kind="academy", function="training")
    both = published(useful_to=["academy"], functions=["training", "judge"])
    one = published(functions=["training"])
    published(functions=["judge"])

    assert points_by_thing(official) == {both: 2, one: 1}
    reader = UserFactory()
    with acting_as(reader):
        first, _second = offers_that_fit.fitting(official, reader)
    assert first.reasons == ["Useful to: Academy", "Useful in their function: Training"]


def test_what_is_superseded_is_proposed_with_a_sentence():
    theme = ThemeFactory()
    official = working_on(theme)
    newer = DocumentFactory(symbol="Rec(2006)2")
    published(theme, status="superseded", superseded_by=newer)
    published(theme, status="revised")
    published(theme)

    reader = UserFactory()
    with acting_as(reader):
        fits = offers_that_fit.fitting(official, reader)

    assert sorted(fit.reasons[1:] for fit in fits) == [
        [],
        ["It is superseded by Rec(2006)2."],
        ["It was revised since: look for its newest text."],
    ]


def test_what_they_asked_for_comes_first_and_says_so():
    theme = ThemeFactory()
    official = working_on(theme)
    requested_text, other = published(theme), published(theme)
    SupportRequestFactory(official=official, document=requested_text.document)

    reader = UserFactory()
    with acting_as(reader):
        first, second = offers_that_fit.fitting(official, reader)

    assert (first.thing, first.points) == (requested_text, 5)
    assert first.reasons[0] == "They asked for it"
    assert str(theme) in first.reasons[1]
    assert second.thing == other


def test_a_symbol_in_their_words_names_the_document():
    official = OfficialFactory()
    rule = published(symbol="CM/Rec(2001)10")
    SupportRequestFactory(official=official, asked="Have you got cm/rec(2001)10?")

    assert points_by_thing(official) == {rule: 3}


def test_what_their_office_asked_for_counts_for_them_too():
    official = working_on()
    place = official.appointments.get().post.institution
    rule = published()
    SupportRequestFactory(official=None, institution=place, document=rule.document)

    assert points_by_thing(official) == {rule: 3}


def test_only_what_is_published_and_still_to_come_is_offered():
    theme = ThemeFactory()
    official = working_on(theme)
    draft = TranslationFactory(state="revising")
    draft.document.themes.add(theme)
    today = timezone.localdate()
    over = ExchangeFactory(starts_on=before(9), ends_on=before(8))
    coming = ExchangeFactory(starts_on=today + datetime.timedelta(9))
    for exchange in (over, coming):
        exchange.themes.add(theme)
    text = published(theme)

    assert points_by_thing(official) == {text: 2, coming: 2}


def test_who_asked_for_training_is_shown_exchanges_first():
    theme = ThemeFactory()
    official = working_on(theme)
    seminar = ExchangeFactory()
    seminar.themes.add(theme)
    text = published(theme)
    SupportRequestFactory(official=official, kind="training")

    assert points_by_thing(official) == {seminar: 5, text: 2}


def test_what_they_have_is_not_proposed_again():
    theme = ThemeFactory()
    official = working_on(theme)
    planned, handed, cancelled, mailed, offered = (published(theme) for _n in range(5))
    OutreachActionFactory(towards=[official], handing=[planned])
    OutreachActionFactory(towards=[official], handing=[handed], done=True)
    OutreachActionFactory(
        towards=[official], handing=[cancelled], state="cancelled", result="Ill"
    )
    answer = {"answered": 3, "translation": mailed.translation}
    SupportRequestFactory(official=official, **answer)
    OfferFactory(official=official, edition=offered)
    seminar = ExchangeFactory()
    seminar.themes.add(theme)
    ParticipationFactory(exchange=seminar, official=official)

    assert points_by_thing(official) == {cancelled: 2}


def test_what_was_taken_back_is_proposed_again():
    theme = ThemeFactory()
    official = working_on(theme)
    text = published(theme)
    offer = OfferFactory(official=official, edition=text)
    assert points_by_thing(official) == {}

    offers_that_fit.take_back(offer, by=offer.offered_by)
    assert points_by_thing(official) == {text: 2}

    offers_that_fit.put_back(offer, by=offer.offered_by)
    assert points_by_thing(official) == {}
    with pytest.raises(ValidationError, match="so already"):
        offers_that_fit.put_back(offer, by=offer.offered_by)


def test_what_stood_open_before_a_correction_is_taken_back_and_not_put_back():
    text = published()
    offer = OfferFactory(edition=text)
    corrected(text)
    offer.words = "They asked for ten copies"
    offer.save()

    taken_back = offers_that_fit.take_back(offer, by=offer.offered_by)

    assert taken_back.taken_back_at
    with pytest.raises(IntegrityError, match="offers_out_of_force"):
        offers_that_fit.put_back(offer, by=offer.offered_by)


def test_who_said_later_is_asked_again_after_three_months():
    theme = ThemeFactory()
    official = working_on(theme)
    text = published(theme)
    offer = OfferFactory(official=official, edition=text, answer="later")
    assert points_by_thing(official) == {}

    Offer.objects.filter(pk=offer.pk).update(offered_on=before(91))

    assert points_by_thing(official) == {text: 2}


def test_of_one_document_the_language_of_their_name_is_proposed():
    theme = ThemeFactory()
    official = working_on(theme)
    official.names.update(language="ru")
    russian = published(theme)
    TranslationFactory(document=russian.document, state="published", language="be")

    assert points_by_thing(official) == {russian: 2}


def test_who_holds_an_edition_is_offered_the_one_that_corrects_it():
    official = OfficialFactory()
    first = published()
    DeliveryFactory(official=official, edition=first)
    DeliveryFactory(official=official, edition=published())
    assert points_by_thing(official) == {}

    second = corrected(first)

    assert points_by_thing(official) == {second: 3}
    reader = UserFactory()
    with acting_as(reader):
        (fit,) = offers_that_fit.fitting(official, reader)
    assert fit.reasons == ["They hold an earlier edition of it"]
    DeliveryFactory(official=official, edition=second)
    assert points_by_thing(official) == {}


def test_the_official_text_is_offered_before_ours():
    theme = ThemeFactory()
    official = working_on(theme)
    ours = published(theme)
    theirs = EditionFactory.attached(ours.document, kind="official", language="ru")

    assert points_by_thing(official) == {theirs: 2}


def test_not_for_them_says_why():
    offer = OfferFactory.build(
        official=OfficialFactory(),
        edition=published(),
        offered_by=UserFactory(),
        answer="not_for_them",
    )

    with pytest.raises(ValidationError, match="Say why it is not for them"):
        offer.full_clean()


def test_a_reader_is_offered_only_what_their_circles_show():
    theme, circle = ThemeFactory(), CircleFactory()
    official = working_on(theme)
    hidden = published(theme, circle=circle)
    open_text = published(theme)
    member = UserFactory()
    circle.people.add(member)

    assert points_by_thing(official, member) == {hidden: 2, open_text: 2}
    assert points_by_thing(official) == {open_text: 2}


def test_what_others_offered_in_their_circle_tells_nothing():
    theme, circle = ThemeFactory(), CircleFactory()
    official = working_on(theme)
    text = published(theme)
    OfferFactory(official=official, edition=text, circle=circle)
    member = UserFactory()
    circle.people.add(member)

    assert points_by_thing(official, member) == {}
    assert points_by_thing(official) == {text: 2}


def test_somebody_without_circles_is_offered_nothing():
    theme = ThemeFactory()
    official = working_on(theme)
    published(theme)
    outsider = UserFactory(role="Translator", is_external=True)

    assert points_by_thing(official)
    assert points_by_thing(official, outsider) == {}


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    theme = ThemeFactory()
    official, reader = working_on(theme), UserFactory()
    for _number in range(3):
        published(theme)
    with acting_as(reader):
        offers_that_fit.fitting(official, reader)
        with django_assert_num_queries(9) as few:
            offers_that_fit.fitting(official, reader)
    for _number in range(6):
        published(theme)
        ExchangeFactory().themes.add(theme)
    with acting_as(reader), django_assert_num_queries(len(few)):
        assert len(offers_that_fit.fitting(official, reader)) == 10
