"""Every form over something that exists refuses to overwrite what it did not show."""

import pytest
from django.forms import BaseModelForm
from django.urls import reverse

from engagements.approach.models import RespectWord
from engagements.assessment.models import QueueRule
from engagements.contacts.models import ProfessionalDay
from engagements.planning.models import Playbook, PlaybookStep
from engagements.support.models import MarkerIdea
from staff.models import SavedView
from staff.pages import FormPage
from tests.factories.assessment import AssessmentFactory
from tests.factories.together import CommentFactory
from tests.filled_forms import standing
from tests.trials import routes, world

pytestmark = pytest.mark.django_db

# They do not write over what was said: a change of today is put on top of it, and a
# request is answered once.
STEPS = {
    "institution-rename",
    "institution-move",
    "institution-merge",
    "request-answer",
}
LISTS = {
    "markeridea-edit": MarkerIdea,
    "playbook-edit": Playbook,
    "playbookstep-edit": PlaybookStep,
    "professionalday-edit": ProfessionalDay,
    "queuerule-edit": QueueRule,
    "respectword-edit": RespectWord,
    "savedview-edit": SavedView,
}


@pytest.fixture
def everything(as_role, settings, tmp_path):
    """One of every record in All staff, and a manager who may change them all."""
    settings.MEDIA_ROOT = tmp_path
    settings.SECOND_FACTOR_REQUIRED = False
    client = as_role("Manager")
    new_world = world.World()
    world.add_people(new_world)
    world.add_records(new_world, world.ALL)
    mine = {"name": "Mine", "page": "official-list", "query": "q=Volkova"}
    SavedView.objects.create(owner=client.person, **mine)
    AssessmentFactory(assessor=client.person, scores={"alignment": 4})
    CommentFactory(written_by=client.person)
    return client


def edits(client):
    """(URL name, address, form as it opens) of each form over what exists."""
    for route in routes.in_map(routes.urls.urlpatterns):
        if not (route.page and issubclass(route.page, FormPage)) or not route.wants:
            continue
        if route.name in STEPS:
            continue
        for key in keys_of(route):
            address = reverse(route.name, args=[key])
            page = client.get(address)
            form = page.context and page.context.get("form")
            if page.status_code == 200 and (is_edit(form) or route.name in LISTS):
                yield route.name, address, standing(page.context)
                break


def keys_of(route):
    if LISTS.get(route.name) is QueueRule:
        return ["signal"]
    model = LISTS.get(route.name, route.model)
    return model._base_manager.values_list("pk", flat=True) if model else []


def is_edit(form):
    """Whether `form` changes something that stands in the database."""
    return isinstance(form, BaseModelForm) and not form.instance._state.adding


def test_no_form_takes_a_save_that_was_typed_over_an_older_version(everything):
    overwritten_names, names = [], set()
    for name, address, fields in edits(everything):
        answer = everything.post(address, {**fields, "revision": "as it once was"})
        names.add(name)
        if answer.status_code != 409 or "conflict" not in answer.context:
            overwritten_names.append(name)

    assert len(names) >= 35
    assert names >= {*LISTS, "assessment-edit", "comment-edit"}
    assert overwritten_names == []
