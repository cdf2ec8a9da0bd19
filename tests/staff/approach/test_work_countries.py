"""The countries we work on are a line of managers, and the gate reads it."""

import pytest

from officials.clearance import gate
from officials.clearance.models import WorkCountry
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import AppointmentFactory
from tests.filled_forms import fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
PAGE = "/work-countries/"


def counterpart(country):
    post = PostFactory(institution=InstitutionFactory(country=country))
    return AppointmentFactory(post=post).official


def test_a_manager_writes_them_and_the_gate_asks_about_no_others(as_role):
    client, finn, russian = as_role("Manager"), counterpart("FI"), counterpart("RU")
    assert gate.answer(finn) is gate.answer(russian) is gate.Answer.WAITS
    assert PAGE in client.get("/institutions/").text

    assert fill(client, PAGE, countries="ru, by ru").status_code == 302

    assert list(WorkCountry.objects.values_list("code", flat=True)) == ["BY", "RU"]
    assert gate.answer(finn) is gate.Answer.GOES
    assert gate.answer(russian) is gate.Answer.WAITS
    assert "BY, RU" in client.get(PAGE).text
    fill(client, PAGE, countries="")
    assert gate.answer(finn) is gate.Answer.WAITS


def test_what_is_no_country_is_told_and_nothing_changes(as_role):
    client = as_role("Manager")
    WorkCountry.objects.create(code="RU")

    answer = fill(client, PAGE, countries="RU, Finland")

    assert answer.status_code == 422
    assert "“FINLAND” is no country" in answer.text
    assert "RU, Finland" in answer.text
    assert list(WorkCountry.objects.values_list("code", flat=True)) == ["RU"]


@pytest.mark.parametrize("role", ["Officer", "Viewer", "Coordinator", "Translator"])
def test_nobody_else_changes_them(as_role, role):
    client = as_role(role)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"countries": "FI"}).status_code == 403
    assert not WorkCountry.objects.exists()
