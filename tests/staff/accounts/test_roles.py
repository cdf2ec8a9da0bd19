"""Who may do what, as the table of roles says."""

import pytest
from django.contrib.auth.models import Group, Permission

from officials.security.models import Circle
from staff.models import User
from staff.roles import ROLES, set_roles
from staff.urls import urlpatterns
from tests.factories.accounts import UserFactory
from tests.factories.exchanges import ExchangeFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.translations.jobs import TranslationFactory

pytestmark = pytest.mark.django_db


def may(role, permission):
    app, codename = permission.split(".")
    group = Group.objects.get(name=role)
    return group.permissions.filter(
        content_type__app_label=app, codename=codename
    ).exists()


def test_the_roles_are_those_of_the_table():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    for role in ROLES:
        assert Group.objects.get(name=role).permissions.exists()


def test_setting_the_roles_again_changes_nothing_and_mends_what_was_changed():
    before = {g.name: set(g.permissions.all()) for g in Group.objects.all()}
    Group.objects.get(name="Viewer").permissions.set(Permission.objects.all())

    set_roles()

    assert {g.name: set(g.permissions.all()) for g in Group.objects.all()} == before
    assert Circle.objects.filter(everyone=True).count() == 1


@pytest.mark.parametrize(
    ("role", "permission", "expected"),
    [
        ("Viewer", "officials.view_official", True),
        ("Viewer", "officials.change_official", False),
        ("Viewer", "officials.see_open_circles", False),
        ("Officer", "engagements.add_note", True),
        ("Officer", "officials.add_circle", False),
        ("Officer", "officials.change_membership", False),
        ("Officer", "officials.add_theme", False),
        ("Officer", "officials.delete_official", False),
        ("Officer", "staff.see_history", False),
        ("Officer", "staff.change_user", False),
        ("Translator", "translations.translate_translation", True),
        ("Translator", "officials.view_official", False),
        ("Translator", "translations.view_document", False),
        ("Translator", "translations.approve_translation", False),
        ("Coordinator", "exchanges.add_exchange", True),
        ("Coordinator", "officials.change_official", False),
        ("Manager", "officials.see_open_circles", True),
        ("Manager", "staff.see_history", True),
        ("Manager", "officials.change_circle", False),
        ("Manager", "staff.change_user", False),
        ("Administrator", "officials.change_circle", True),
        ("Administrator", "staff.change_user", True),
        ("Administrator", "officials.see_open_circles", False),
        ("Administrator", "translations.approve_translation", False),
    ],
)
def test_what_a_role_may_do(role, permission, expected):
    assert may(role, permission) == expected


def test_only_managers_see_open_circles():
    holders = {role for role in ROLES if may(role, "officials.see_open_circles")}

    assert holders == {"Manager"}


@pytest.mark.parametrize("role", ["Viewer", "Translator", None])
def test_those_who_only_read_change_nothing(as_role, role):
    client = as_role(role)
    records = {
        "officials": OfficialFactory(),
        "institutions": InstitutionFactory(),
        "notes": NoteFactory(),
        "exchanges": ExchangeFactory(),
        "translations": TranslationFactory(),
    }
    for place, record in records.items():
        assert client.get(f"/{place}/{record.pk}/edit/").status_code == 403
        assert client.post(f"/{place}/{record.pk}/edit/").status_code == 403
    for path in ("/officials/new/", "/notes/new/", "/met/", "/documents/new/"):
        assert client.post(path).status_code == 403


def test_somebody_without_a_role_sees_an_empty_desk_and_nothing_else(as_role):
    client = as_role(None)
    OfficialFactory(named="Helena Sokolova")

    assert client.get("/").status_code == 200
    assert "Helena" not in client.get("/search/", {"q": "helena"}).text
    for path in ("/officials/", "/notes/", "/actions/", "/reports/", "/translations/"):
        assert client.get(path).status_code == 403
    assert as_role("Viewer").get("/officials/").text.count("Helena") > 0


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("Viewer", 9),
        ("Officer", 9),
        ("Translator", 2),
    ],
)
def test_the_sidebar_shows_the_places_one_may_enter(as_role, role, places):
    client = as_role(role, is_external=role == "Translator")

    sidebar = client.get("/").context["places"]

    assert len(sidebar) == places
    for place in sidebar:
        assert client.get(place["url"]).status_code == 200


def test_the_admin_is_for_administrators(as_role):
    assert as_role("Manager").get("/admin/").status_code == 302
    assert as_role("Administrator").get("/admin/").status_code == 200


def test_every_page_of_the_map_names_its_permission():
    pages = [
        p.callback.view_class for p in urlpatterns if hasattr(p.callback, "view_class")
    ]
    assert len(pages) > 50

    for page in pages:
        permission = page.permission_required
        assert permission is not None or "get_permission_required" in dir(page), page


def test_a_person_of_two_roles_may_do_what_either_may(client):
    person = UserFactory(role="Viewer")
    person.groups.add(Group.objects.get(name="Coordinator"))
    client.force_login(person)

    assert client.get("/exchanges/new/").status_code == 200


def test_the_people_of_tests_have_no_super_powers():
    UserFactory(role="Administrator")

    assert User.objects.exists()
    assert not User.objects.filter(is_superuser=True).exists()
