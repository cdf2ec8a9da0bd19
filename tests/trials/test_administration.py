"""Every page of the Django admin opens: lists, searches, choosers and records."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils.http import urlencode

from tests.factories.accounts import UserFactory, give_role
from tests.trials import world

pytestmark = pytest.mark.django_db


SAYS_NO = {302, 403, 404}  # people are not deleted: there is no such page
CHOOSER = {"_popup": "1", "q": "a"}
SEARCHES = ({}, {"q": "a"}, {"q": "'%\"\\"}, {"o": "1.-2"}, {"all": ""}, CHOOSER)


@pytest.fixture
def administrator(client, settings, tmp_path):
    """Somebody who may do in the admin whatever anybody may, where one of each is."""
    settings.MEDIA_ROOT = tmp_path
    settings.SECOND_FACTOR_REQUIRED = False
    small_world = world.World()
    world.add_people(small_world)
    world.add_records(small_world, world.ALL)
    person = UserFactory(role="Administrator")
    give_role(person, "Manager")
    client.force_login(person)
    client.raise_request_exception = False
    return client


def addresses(model, model_admin):
    """The pages that the admin has of a model and of its first record."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    for words in SEARCHES:
        yield f"{reverse(f'{name}_changelist')}?{urlencode(words)}"
    yield reverse(f"{name}_add")
    first = model._base_manager.order_by("pk").first()
    for page in ("change", "history", "delete") if first else ():
        yield reverse(f"{name}_{page}", args=[first.pk])
    for field in model_admin.autocomplete_fields:
        asked = {
            "app_label": model._meta.app_label,
            "model_name": model._meta.model_name,
            "field_name": field,
            "term": "a",
        }
        yield f"{reverse('admin:autocomplete')}?{urlencode(asked)}"


def test_every_page_of_the_admin_opens_or_says_no(administrator):
    answers = {
        address: administrator.get(address).status_code
        for model, model_admin in admin.site._registry.items()
        for address in addresses(model, model_admin)
    }

    assert len(answers) > 200
    wrong = {
        a: status for a, status in answers.items() if status not in SAYS_NO | {200}
    }
    assert wrong == {}
    assert sum(status == 200 for status in answers.values()) > 150
