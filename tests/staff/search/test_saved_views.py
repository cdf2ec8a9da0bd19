"""Saved views: what a person keeps of a list, who else finds it, who may change it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from officials.security.models import Circle
from staff.models import SavedView
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db

NEW = "/views/note-list/new/"


@pytest.fixture
def officer(as_role):
    return as_role("Officer")


def save(client, query="graded=B", page="note-list", **fields):
    """Saves a view as the menu of the list does; the view, which must be there."""
    name = fields.setdefault("name", "Reliable")
    answer = client.post(f"/views/{page}/new/", {"query": query, **fields})
    assert answer.status_code == 302, answer.context["form"].errors
    return SavedView.objects.kept().get(owner=client.person, page=page, name=name)


def names(page):
    return [view.name for view in page.context["saved"].views]


def sign_in_another(client, role="Officer", **fields):
    client.person = UserFactory(role=role, **fields)
    client.force_login(client.person)


# Keeping


def test_a_view_keeps_the_filters_the_search_the_sort_and_the_columns(officer):
    NoteFactory(headline="A hearing", reliability="A")
    NoteFactory(headline="A rumour", reliability="E")
    first_page = officer.get(
        "/notes/",
        {
            "graded": "B",
            "q": "hearing",
            "sort": ["headline", "-happened_on", ""],
            "columns": ["headline", "detail"],
            "page": "1",
            "theme": "",
        },
    )
    query = first_page.context["saved"].query
    assert query == (
        "columns=headline&columns=detail&graded=B&q=hearing&sort=headline%2C-happened_on"
    )

    view = save(officer, query)
    page = officer.get(view.address())

    assert [row["cells"][0]["text"] for row in page.context["rows"]] == ["A hearing"]
    assert [h["label"] for h in page.context["headers"]] == [
        "What happened",
        "In more words",
    ]
    assert page.context["saved"].open_view == view
    assert not page.context["saved"].is_changed


def test_nothing_is_saved_where_nothing_was_asked(officer):
    page = officer.post(NEW, {"query": "page=2&q=", "name": "Everything"})

    assert page.status_code == 422
    assert "Filter, search or sort first, then save." in page.text
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "This field is required."),
        ("   ", "This field is required."),
        ("x" * 300, "at most 80 characters"),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_a_name_that_will_not_do_gets_a_sentence(officer, name, sentence):
    page = officer.post(NEW, {"query": "graded=B", "name": name})

    assert page.status_code == 422
    assert sentence in page.text
    assert not SavedView.objects.exists()


def test_two_views_of_one_list_have_two_names(officer):
    save(officer)
    save(officer, "sort=name", page="official-list")

    page = officer.post(NEW, {"query": "graded=C", "name": "Reliable"})

    assert page.status_code == 422
    assert "You have a view of this name already." in page.text
    sign_in_another(officer)
    save(officer)
    assert SavedView.objects.filter(name="Reliable").count() == 3


def test_a_view_has_its_measure(officer):
    page = officer.post(NEW, {"query": "q=" + "x" * 2500, "name": "Long"})

    assert page.status_code == 422
    assert "This is more than a saved view can keep." in page.text


def test_thirty_views_of_a_list_are_enough(officer):
    for number in range(30):
        save(officer, name=f"View {number}")

    page = officer.post(NEW, {"query": "graded=B", "name": "One more"})

    assert "You have 30 views of this list." in page.text
    assert SavedView.objects.count() == 30


def test_there_are_views_of_lists_only(officer):
    for name in ("desk", "official-detail", "no-such-page", "health"):
        answer = officer.post(f"/views/{name}/new/", {"query": "a=b", "name": "x"})
        assert answer.status_code == 404, name
    assert officer.post("/views/export-list/new/", {"name": "x"}).status_code == 403


def test_a_view_is_never_changed_by_a_link(officer):
    view = save(officer)

    for verb in ("overwrite", "remove", "restore"):
        assert officer.get(f"/views/{view.pk}/{verb}/").status_code == 405
    assert officer.get(NEW).status_code == 405


# The one that opens first


def test_a_list_opens_with_the_view_chosen_for_it_and_there_is_a_way_out(officer):
    NoteFactory(headline="Sure", reliability="A")
    NoteFactory(headline="Rumour", reliability="E")
    view = save(officer, is_default="on")

    page = officer.get("/notes/", follow=True)

    assert page.redirect_chain == [(view.address(), 302)]
    assert page.context["total_text"] == "1"
    whole_list = officer.get(page.context["saved"].all_url())
    assert whole_list.context["total_text"] == "2"
    # Without its last filter, too, the list stays what it is.
    narrowed = officer.get("/notes/", {"graded": "B"})
    (pill,) = narrowed.context["pills"]
    assert officer.get(pill["remove_url"]).context["total_text"] == "2"
    assert ("view", "all") in narrowed.context["hidden_params"]


def test_one_view_opens_first_at_a_time(officer):
    first = save(officer, is_default="on")
    second = save(officer, "graded=C", name="Fairly", is_default="on")

    first.refresh_from_db()
    assert (first.is_default, second.is_default) == (False, True)


def test_what_others_open_first_does_not_open_for_me(officer):
    save(officer, is_default="on", shared="on")
    assert officer.get("/notes/").status_code == 302

    sign_in_another(officer)

    assert officer.get("/notes/").status_code == 200


def test_a_file_and_a_report_hold_everything_whatever_opens_first(officer):
    NoteFactory(reliability="E")
    save(officer, is_default="on")
    report = next(
        r
        for r in officer.get("/reports/").context["reports"]
        if r["url"].startswith("/notes/")
    )

    assert officer.get(report["url"]).context["total_text"] == "1"
    assert len(officer.get(report["csv_url"]).getvalue().splitlines()) == 2


# Who finds it, who changes it


def test_a_shared_view_is_found_by_all_staff_and_a_private_one_by_its_owner(officer):
    save(officer)
    save(officer, "graded=C", name="For all", shared="on")
    assert names(officer.get("/notes/")) == ["For all", "Reliable"]

    sign_in_another(officer, "Viewer")

    page = officer.get("/notes/")
    assert names(page) == ["For all"]
    (tab,) = page.context["saved"].tabs
    assert tab["owner"]
    assert officer.get(tab["url"]).context["saved"].open_view.name == "For all"


def test_nothing_shared_shows_to_an_external_translator(officer):
    TranslationFactory(translator=officer.person)
    save(officer, "sort=language", page="translation-list", shared="on")
    assert "Reliable" in officer.get("/translations/").text

    sign_in_another(officer, "Translator", is_external=True)

    page = officer.get("/translations/", {"sort": "language"})
    assert names(page) == []
    assert "Share it with all staff" not in page.text
    mine = save(officer, "sort=state", page="translation-list", shared="on")
    assert not mine.shared


def test_what_somebody_shared_goes_when_they_leave(officer):
    view = save(officer, shared="on")
    owner = officer.person
    sign_in_another(officer)
    assert names(officer.get("/notes/")) == [view.name]

    type(owner).objects.filter(pk=owner.pk).update(is_active=False)

    assert names(officer.get("/notes/")) == []


def test_only_the_owner_changes_a_view(officer):
    view = save(officer, shared="on")
    sign_in_another(officer)

    for verb in ("edit", "overwrite", "remove", "restore"):
        answer = officer.post(f"/views/{view.pk}/{verb}/", {"name": "Mine now"})
        assert answer.status_code == 404, verb
    assert officer.get(f"/views/{view.pk}/edit/").status_code == 404
    assert "This view" not in officer.get(view.address()).text
    view.refresh_from_db()
    assert (view.name, view.removed_at) == ("Reliable", None)


def test_a_view_that_names_a_record_of_a_circle_is_not_shared(officer):
    circle = CircleFactory(people=[officer.person])
    hidden = InstitutionFactory(name="Shelter", circle=circle)
    query = f"institution={hidden.pk}"

    page = officer.post(NEW, {"query": query, "name": "Shelter", "shared": "on"})

    assert page.status_code == 422
    assert "so it cannot be shared: Shelter" in page.text
    view = save(officer, query, name="Mine")
    answer = fill(officer, f"/views/{view.pk}/edit/", shared="on")
    assert answer.status_code == 422
    open_view = save(officer, name="Open", shared="on")
    officer.post(f"/views/{open_view.pk}/overwrite/", {"query": query})
    view.refresh_from_db()
    open_view.refresh_from_db()
    assert not view.shared
    assert open_view.query == "graded=B"


def test_a_view_of_a_circle_names_it_to_nobody_else(officer):
    circle = CircleFactory(people=[officer.person], name="Quiet")
    query = f"circle={circle.pk}"

    for shared, status in (("on", 422), ("", 302)):
        answer = officer.post(
            "/views/official-list/new/",
            {"query": query, "name": "Ours", "shared": shared},
        )
        assert answer.status_code == status
    everybody = save(
        officer,
        f"circle={Circle.ALL_STAFF}",
        page="official-list",
        name="Open ones",
        shared="on",
    )
    assert everybody.shared


# Changing


def test_a_view_is_renamed_shared_and_made_private_again(officer):
    view = save(officer)

    for fields in (
        {"name": "Grade B", "shared": "on", "is_default": "on"},
        {"name": "Grade B"},
    ):
        edit = f"/views/{view.pk}/edit/"
        revision = officer.get(edit).context["revision"]
        officer.post(edit, {**fields, "revision": revision})
        view.refresh_from_db()
        assert view.name == "Grade B"
        assert view.shared == view.is_default == ("shared" in fields)


def test_changes_to_a_view_are_saved_over_it(officer):
    view = save(officer)
    page = officer.get("/notes/", {"graded": "C", "view": view.pk})
    assert page.context["saved"].is_changed
    assert "Save changes to “Reliable”" in page.text

    query = page.context["saved"].query
    officer.post(f"/views/{view.pk}/overwrite/", {"query": query})

    view.refresh_from_db()
    assert view.query == "graded=C"
    assert "Save changes to" not in officer.get(view.address()).text


def test_a_removed_view_comes_back_with_undo(officer):
    view = save(officer)
    page = officer.post(f"/views/{view.pk}/remove/", follow=True)
    assert names(page) == []
    assert f"/views/{view.pk}/restore/" in page.text

    officer.post(f"/views/{view.pk}/restore/")

    assert names(officer.get("/notes/")) == ["Reliable"]


def test_a_view_does_not_come_back_over_another_of_its_name(officer):
    view = save(officer)
    officer.post(f"/views/{view.pk}/remove/")
    save(officer, "graded=C")

    page = officer.post(f"/views/{view.pk}/restore/", follow=True)

    sentences = [str(message) for message in page.context["messages"]]
    assert sentences[-1] == "Another view has its name by now, or opens first."
    assert SavedView.objects.kept().get().query == "graded=C"


def test_what_was_removed_rests_for_thirty_days(officer):
    old, fresh = save(officer, name="Old"), save(officer, name="Fresh")
    long_ago = timezone.now() - datetime.timedelta(days=31)
    SavedView.objects.filter(pk=old.pk).update(removed_at=long_ago)

    officer.post(f"/views/{fresh.pk}/remove/")

    assert list(SavedView.objects.all()) == [fresh]


# Opening


def test_a_view_whose_filter_is_gone_opens_and_says_what_to_mend(officer):
    circle = CircleFactory(people=[officer.person])
    hidden = InstitutionFactory(circle=circle)
    view = save(officer, f"institution={hidden.pk}", page="official-list")
    assert not officer.get(view.address()).context["filter"].form.errors

    circle.memberships.all().delete()
    page = officer.get(view.address())

    assert page.status_code == 200
    assert page.context["filter"].form.errors["institution"]
    pill = page.context["pills"][-1]
    assert (pill["label"], pill["value"]) == ("Institution", "not to be found")
    assert not officer.get(pill["remove_url"]).context["filter"].form.errors
    assert officer.get(view.address() + "&format=csv").status_code == 400


def test_an_address_that_names_no_view_shows_the_list(officer):
    save(officer)
    for view in ("999999", "nonsense", "all", "-1", "9" * 40):
        page = officer.get("/notes/", {"view": view})
        assert page.status_code == 200
        assert page.context["saved"].open_view is None


def test_every_thing_in_use_is_a_pill_that_goes_alone(officer):
    NoteFactory(headline="A hearing", reliability="A")
    view = save(officer, "graded=B&source_kind=press&q=hearing")

    page = officer.get(view.address())

    pills = [(pill["label"], pill["value"]) for pill in page.context["pills"]]
    assert pills[:2] == [("Saved view", "Reliable"), ("Search", "hearing")]
    assert len(pills) == 4
    for number, pill in enumerate(page.context["pills"]):
        after = officer.get(pill["remove_url"]).context["pills"]
        pills_after = [(p["label"], p["value"]) for p in after]
        assert pills_after == pills[:number] + pills[number + 1 :]


def test_more_views_than_there_is_room_for_stand_in_a_menu(officer):
    for number in range(9):
        last = save(officer, name=f"View {number}")

    saved_views = officer.get(last.address()).context["saved"]

    assert [tab["label"] for tab in saved_views.tabs][-1] == "View 8"
    assert len(saved_views.tabs) == 6
    assert [tab["label"] for tab in saved_views.more] == ["View 5", "View 6", "View 7"]


# The filters of officials


def names_listed(client, **query):
    page = client.get("/officials/", query)
    assert not page.context["filter"].form.errors
    return {row["cells"][0]["text"] for row in page.context["rows"]}


def test_officials_are_found_by_lead_country_kind_circle_and_want_of_a_post(officer):
    circle = CircleFactory(people=[officer.person])
    court = InstitutionFactory(kind="court", country="FI")
    judge = OfficialFactory(named="Judge Post")
    AppointmentFactory(official=judge, post=PostFactory(institution=court))
    OfficialFactory(named="Nobody Yet")
    OfficialFactory(named="Quiet One", circle=circle)
    judge.relationships.create(lead=officer.person)
    assert len(names_listed(officer)) == 3

    assert names_listed(officer, lead=officer.person.pk) == {"Judge Post"}
    assert names_listed(officer, country="fi") == {"Judge Post"}
    assert names_listed(officer, kind="court") == {"Judge Post"}
    assert names_listed(officer, kind="police") == set()
    assert names_listed(officer, without_post="true") == {"Nobody Yet", "Quiet One"}
    assert names_listed(officer, circle=circle.pk) == {"Quiet One"}
    assert names_listed(
        officer, kind="court", country="FI", lead=officer.person.pk
    ) == {"Judge Post"}


def test_a_lead_in_a_hidden_circle_is_not_found_by_it(as_role):
    lead = UserFactory(role="Officer")
    official = OfficialFactory(named="Seen By All")
    official.relationships.create(lead=lead, circle=CircleFactory())
    manager = as_role("Manager")
    assert names_listed(manager, lead=lead.pk) == {"Seen By All"}

    assert names_listed(as_role("Officer"), lead=lead.pk) == set()


def test_three_filters_and_three_sorts_cost_as_many_queries_for_fifty_rows(officer):
    court = InstitutionFactory(kind="court", country="FI")
    query = {
        "kind": "court",
        "country": "FI",
        "lead": officer.person.pk,
        "sort": "institution_name,post_title,-lead_name",
    }

    def add(number):
        for _each in range(number):
            official = OfficialFactory()
            AppointmentFactory(official=official, post=PostFactory(institution=court))
            official.relationships.create(lead=officer.person)

    def queries_and_rows():
        officer.get("/officials/", query)
        with CaptureQueriesContext(connection) as queries:
            page = officer.get("/officials/", query)
        return len(queries), len(page.context["rows"])

    add(5)
    few, rows = queries_and_rows()
    assert rows == 5
    add(45)

    assert queries_and_rows() == (few, 50)
