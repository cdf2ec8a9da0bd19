"""Many officials changed at once: chosen, looked over, confirmed, taken back."""

import pghistory.models
import pytest
from django.apps import apps
from django.urls import reverse

from engagements.relationships.models import Relationship
from officials.batches.models import Batch
from officials.people.models import Official, OfficialTheme
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory, StageMoveFactory
from tests.factories.security import CircleFactory
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db

BULK = "/officials/bulk/"


@pytest.fixture
def officer(as_role):
    return as_role("Officer")


def look_over(client, officials, what, value):
    """The preview of a change to the ticked `officials`."""
    rows = [official.pk for official in officials]
    page = client.post(BULK, {"which": "ticked", "row": rows})
    assert page.status_code == 200, page.headers
    field = "lead" if what == "set_lead" else "theme"
    fields = {"chosen": page.context["chosen"], "what": what, field: value.pk}
    return client.post(BULK, fields), fields


def change(client, officials, what, value):
    """The page after the change was confirmed."""
    _preview, fields = look_over(client, officials, what, value)
    return client.post(BULK, {**fields, "confirm": "yes"}, follow=True)


def sentences_of(page):
    return [str(message) for message in page.context["messages"]]


def undo(client):
    batch = Batch.objects.latest("made_at")
    return client.post(reverse("batch-undo", args=[batch.pk]), follow=True)


def themes_of(*officials):
    return [set(official.themes.all()) for official in officials]


def leads_of(*officials):
    return [
        set(official.relationships.values_list("lead__full_name", flat=True))
        for official in officials
    ]


# Choosing


def test_the_list_has_a_box_to_tick_for_those_who_may_change_something(as_role):
    OfficialFactory()
    for role, boxes in (("Officer", 1), ("Coordinator", 1), ("Viewer", 0)):
        page = as_role(role).get("/officials/")
        assert page.text.count('name="row"') == boxes, role
    assert as_role("Viewer").post(BULK, {"which": "all"}).status_code == 403


def test_all_that_match_the_filter_are_chosen_and_no_others(officer):
    woman, _man = OfficialFactory(gender="f"), OfficialFactory(gender="m")
    OfficialFactory(gender="f", circle=CircleFactory())
    theme = ThemeFactory()
    assert Official.objects.filter(gender="f").count() == 2

    page = officer.post(BULK, {"which": "all", "query": "gender=f"})
    fields = {"chosen": page.context["chosen"], "what": "add_theme", "theme": theme.pk}
    officer.post(BULK, {**fields, "confirm": "yes", "query": "gender=f"})

    assert page.context["count"] == 1
    assert list(theme.officials.all()) == [woman]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"which": "ticked"}, "No row was ticked. Tick some, and choose again."),
        ({"which": "ticked", "row": ["nonsense"]}, "No row was ticked."),
        ({}, "No row was ticked."),
        ({"which": "all", "query": "kind=nonsense"}, "Mend the filter first."),
        ({"chosen": "forged", "what": "add_theme"}, "This page is out of date."),
    ],
)
def test_a_choice_of_nobody_is_told_in_words(officer, fields, sentence):
    OfficialFactory()

    page = officer.post(BULK, fields, follow=True)

    assert sentence in " ".join(sentences_of(page))


def test_more_than_can_be_looked_over_are_not_taken(officer, monkeypatch):
    monkeypatch.setattr("staff.views.batches.bulk.MOST", 2)
    OfficialFactory.create_batch(3)

    page = officer.post(BULK, {"which": "all", "query": "q=\r\nX: y"}, follow=True)
    assert page.status_code == 200
    page = officer.post(BULK, {"which": "all"}, follow=True)

    assert sentences_of(page) == ["That is more than 2 rows. Narrow the list first."]


def test_what_somebody_else_chose_is_of_no_use(officer):
    official, theme = OfficialFactory(), ThemeFactory()
    _page, fields = look_over(officer, [official], "add_theme", theme)
    officer.force_login(UserFactory(role="Officer"))

    page = officer.post(BULK, {**fields, "confirm": "yes"}, follow=True)

    assert sentences_of(page) == ["This page is out of date. Choose again."]
    assert themes_of(official) == [set()]


def test_the_lead_or_the_theme_must_be_named(officer):
    page = officer.post(BULK, {"which": "ticked", "row": [OfficialFactory().pk]})
    token = page.context["chosen"]

    for what, sentence in (
        ("set_lead", "Choose the lead."),
        ("add_theme", "Choose the theme."),
        ("nonsense", "Select a valid choice."),
        ("", "This field is required."),
    ):
        page = officer.post(BULK, {"chosen": token, "what": what})
        assert page.status_code == 422
        assert sentence in page.text


# Looking over and changing


def test_the_preview_changes_nothing_and_says_what_would(officer):
    new, themed = OfficialFactory(named="Anna Aa"), OfficialFactory(named="Boris Bb")
    theme = ThemeFactory(name="Fair trial")
    themed.themes.add(theme)

    page, _fields = look_over(officer, [new, themed], "add_theme", theme)

    assert page.context["plan"].changes == [new]
    assert page.context["plan"].already == [themed]
    assert "Theme added: Fair trial" in page.text
    assert "Change 1 official" in page.text
    assert themes_of(new) == [set()]
    assert not Batch.objects.exists()


def test_a_theme_is_given_to_many_and_taken_back(officer):
    officials, theme = OfficialFactory.create_batch(3), ThemeFactory()
    officials[0].themes.add(theme)

    page = change(officer, officials, "add_theme", theme)

    assert sentences_of(page) == ["2 officials changed."]
    assert themes_of(*officials) == [{theme}] * 3
    page = undo(officer)
    assert sentences_of(page) == ["Undone: everything is as it was before."]
    assert themes_of(*officials) == [{theme}, set(), set()]
    assert undo(officer).status_code == 200
    assert sentences_of(undo(officer)) == ["This was undone already."]


def test_a_theme_is_taken_from_many_and_given_back(officer):
    circle = CircleFactory(people=[officer.person])
    open_one, narrow = OfficialFactory(), OfficialFactory(circle=circle)
    theme, other = ThemeFactory(), ThemeFactory()
    for official in (open_one, narrow):
        official.themes.add(other)
        OfficialTheme.objects.create(
            official=official, theme=theme, circle=official.circle
        )
    before = set(OfficialTheme.objects.values_list())

    change(officer, [open_one, narrow], "remove_theme", theme)

    assert themes_of(open_one, narrow) == [{other}, {other}]
    undo(officer)
    assert set(OfficialTheme.objects.values_list()) == before


def test_a_lead_is_set_and_a_relationship_is_made_where_there_is_none(officer):
    circle = CircleFactory(people=[officer.person])
    with_lead, new = OfficialFactory(), OfficialFactory(circle=circle)
    mine = OfficialFactory()
    RelationshipFactory(
        official=with_lead, lead=UserFactory(full_name="Old"), rhythm_days=30
    )
    RelationshipFactory(official=mine, lead=officer.person)
    officer.person.full_name = "New"
    officer.person.save()
    before = set(Relationship.objects.values_list())

    page = change(officer, [with_lead, new, mine], "set_lead", officer.person)

    assert sentences_of(page) == ["2 officials changed."]
    assert leads_of(with_lead, new, mine) == [{"New"}] * 3
    relationship = new.relationships.get()
    assert (relationship.circle, relationship.rhythm_days) == (circle, 90)
    assert with_lead.relationships.get().rhythm_days == 30
    assert sentences_of(undo(officer)) == ["Undone: everything is as it was before."]
    assert set(Relationship.objects.values_list()) == before


def test_who_may_not_be_changed_is_named_with_the_reason(officer):
    circle = CircleFactory(people=[officer.person])
    narrow = OfficialFactory(named="Narrow Nn", circle=circle)
    twice = OfficialFactory(named="Twice Tt")
    for where in ({}, {"circle": circle}):
        RelationshipFactory(official=twice, lead=officer.person, **where)
    plain = OfficialFactory(named="Plain Pp")
    outsider = UserFactory(role="Officer")

    page, fields = look_over(officer, [narrow, twice, plain], "set_lead", outsider)

    refusals = {str(official): why for official, why in page.context["plan"].refused}
    assert refusals == {
        "Narrow Nn": "the new lead is not in the circle of this record",
        "Twice Tt": "has leads in several circles: change them one by one",
    }
    assert page.context["plan"].changes == [plain]
    officer.post(BULK, {**fields, "confirm": "yes"})
    assert not narrow.relationships.exists()


def test_who_may_only_add_relationships_changes_none(as_role):
    coordinator = as_role("Coordinator")
    with_lead, new = OfficialFactory(named="Led Ll"), OfficialFactory(named="New Nn")
    RelationshipFactory(official=with_lead)

    page, _typed = look_over(
        coordinator, [with_lead, new], "set_lead", coordinator.person
    )

    assert page.context["plan"].refused == [(with_lead, "you may not change who leads")]
    assert page.context["plan"].changes == [new]
    assert [key for key, _label in page.context["form"].fields["what"].choices] == [
        "set_lead"
    ]


def test_a_relationship_of_a_hidden_circle_is_neither_told_nor_touched(officer):
    official = OfficialFactory()
    hidden = RelationshipFactory(official=official, circle=CircleFactory())

    page, fields = look_over(officer, [official], "set_lead", officer.person)

    assert page.context["plan"].changes == [official]
    officer.post(BULK, {**fields, "confirm": "yes"})
    assert official.relationships.count() == 2
    lead = hidden.lead
    hidden.refresh_from_db()
    assert hidden.lead == lead


def test_an_official_who_moved_out_of_sight_is_left_alone(officer):
    official, theme = OfficialFactory(), ThemeFactory()
    _page, fields = look_over(officer, [official], "add_theme", theme)
    Official.objects.filter(pk=official.pk).update(circle=CircleFactory())

    page = officer.post(BULK, {**fields, "confirm": "yes"}, follow=True)

    assert sentences_of(page) == ["There was nothing to change."]
    assert not Batch.objects.exists()


def test_the_whole_change_is_one_entry_of_who_did_it(officer):
    officials = OfficialFactory.create_batch(3)
    for official in officials:
        RelationshipFactory(official=official)
    earlier_contexts = set(
        pghistory.models.Context.objects.values_list("pk", flat=True)
    )

    change(officer, officials, "set_lead", officer.person)

    events = apps.get_model("engagements", "RelationshipEvent").objects.filter(
        pgh_label="update"
    )
    contexts = set(events.values_list("pgh_context", flat=True))
    assert events.count() == 3
    assert len(contexts - earlier_contexts) == len(contexts) == 1


# Taking back


def test_what_somebody_changed_since_is_left_and_named(officer):
    anna, other = OfficialFactory(named="Anna Aa"), OfficialFactory(named="Boris Bb")
    new, staged = OfficialFactory(named="Clara Cc"), OfficialFactory(named="Dora Dd")
    for official in (anna, other):
        RelationshipFactory(official=official, lead=UserFactory(full_name="Old"))
    change(officer, [anna, other, new, staged], "set_lead", officer.person)
    third = UserFactory(full_name="Third")
    Relationship.objects.filter(official__in=[anna, new]).update(lead=third)
    StageMoveFactory(relationship=staged.relationships.get())

    page = undo(officer)

    assert sentences_of(page) == [
        "Undone: 1 record is as it was.",
        "3 records were changed since and stay as they are: Anna Aa, Clara Cc, Dora Dd",
    ]
    assert leads_of(anna, other, new) == [{"Third"}, {"Old"}, {"Third"}]
    assert staged.relationships.exists()


def test_a_theme_that_came_back_meanwhile_is_left(officer):
    official, theme = OfficialFactory(named="Anna Aa"), ThemeFactory()
    official.themes.add(theme)
    change(officer, [official], "remove_theme", theme)
    official.themes.add(theme)

    page = undo(officer)

    assert "stays as it is: Anna Aa" in sentences_of(page)[1]
    assert themes_of(official) == [{theme}]


def test_what_was_changed_is_found_later_by_who_did_it_only(officer):
    theme = ThemeFactory(name="Fair trial")
    change(officer, [OfficialFactory()], "add_theme", theme)
    change(officer, [OfficialFactory()], "set_lead", officer.person)

    page = officer.get("/large-changes/")

    rows = page.context["rows"]
    assert [row["detail"] for row in rows] == [
        f"Lead: {officer.person}",
        "Theme added: Fair trial",
    ]
    assert rows[0]["count"] == "1 official changed."
    undo_url = rows[1]["undo_url"]
    officer.force_login(UserFactory(role="Officer"))
    assert officer.get("/large-changes/").context["rows"] == []
    answer = officer.post(undo_url)
    assert answer.status_code == 404
    assert theme.officials.count() == 1


def test_details_of_a_batch_hold_keys_and_counts_and_no_names(officer):
    official, theme = OfficialFactory(named="Anna Aa"), ThemeFactory(name="Fair trial")

    change(officer, [official], "add_theme", theme)

    assert Batch.objects.get().details == {
        "what": "add_theme",
        "value": theme.pk,
        "changed": 1,
        "already": 0,
        "refused": 0,
    }


def test_a_change_of_many_costs_a_few_queries(officer, django_assert_max_num_queries):
    officials = OfficialFactory.create_batch(60)
    for official in officials[:30]:
        RelationshipFactory(official=official)
    _page, fields = look_over(officer, officials, "set_lead", officer.person)

    with django_assert_max_num_queries(40):
        officer.post(BULK, {**fields, "confirm": "yes"})

    assert leads_of(*officials) == [{str(officer.person)}] * 60
