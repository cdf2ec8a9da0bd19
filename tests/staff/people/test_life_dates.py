"""When people were born and died: nobody before they were born, nor in days to come."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from officials.people.models import Official
from tests.factories import day
from tests.factories.people import OfficialFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db

DIED_FIRST = "Died before being born: mend one of the dates."
TO_COME = "That day is still to come."


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ({"born": "2100"}, "born", TO_COME),
        ({"died": "2100"}, "died", TO_COME),
        ({"born": "1980", "died": "1979"}, "died", DIED_FIRST),
    ],
)
def test_a_form_refuses_in_words_what_no_life_has(as_role, typed, name, sentence):
    client, official = as_role("Officer"), OfficialFactory()

    answer = fill(client, reverse("official-edit", args=[official.pk]), **typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors[name] == [sentence]


def test_who_was_born_and_died_in_one_year_is_kept(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    address = reverse("official-edit", args=[official.pk])
    assert fill(client, address, born="1980", died="1980").status_code == 302


def test_the_admin_refuses_it_as_well(as_role):
    client, official = as_role("Administrator", is_superuser=True), OfficialFactory()
    address = reverse("admin:officials_official_change", args=[official.pk])
    data = {"gender": ""}
    for formset in client.get(address).context["inline_admin_formsets"]:
        for name, value in formset.formset.management_form.initial.items():
            data[f"{formset.formset.prefix}-{name}"] = value
        for form in formset.formset.initial_forms:
            for field in form:
                if field.value() not in (None, False):
                    data[field.html_name] = field.value()

    answer = client.post(address, {**data, "born": "1980", "died": "1979"})

    assert DIED_FIRST in answer.content.decode()
    official.refresh_from_db()
    assert official.died is None
    assert client.post(address, {**data, "born": "1980"}).status_code == 302


def test_the_database_keeps_nobody_who_died_before_being_born():
    official = OfficialFactory(born=day("1980"))
    with (
        pytest.raises(IntegrityError, match="official_born_before_died"),
        transaction.atomic(),
    ):
        Official.objects.filter(pk=official.pk).update(died=day("1979"))
    Official.objects.filter(pk=official.pk).update(died=day("1980"))
