"""No record table without its policy, its keys and its history."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from officials.days import Day
from officials.security.equipment import LEAKPROOF
from officials.security.ownership import role_faults
from officials.security.records import Record
from officials.security.row_security import FollowsParent, NoWiderThan
from tests.house.sources import APPS, name_of, python_files

pytestmark = pytest.mark.django_db

# The themes of a record change with it; its own history tells enough.
WITHOUT_HISTORY = {
    "officials.OfficialTheme",
    "engagements.NoteTheme",
    "translations.DocumentTheme",
    "exchanges.ExchangeTheme",
}
# Days that nobody writes: they are reckoned from others, which have limits.
WITHOUT_LIMITS = {
    "engagements.SignalSum.last_on",
    "engagements.SignalSum.strong_on",
    "engagements.TakenOver.until",
    "officials.Clearance.signed_until",
    "officials.Clearance.taken_over_until",
}
MAY_SPEAK_AS_SYSTEM = {
    "officials/schema/folds.py",  # makes what is searched anew, for every circle
    "engagements/assessment/workflow.py",  # whom a blind assessor is asked about
    "engagements/monitoring/feeds/jobs.py",  # feeds are of every circle
    "engagements/contacts/jobs.py",  # plans of every circle follow the calendar
    "staff/views/approach/work_countries.py",  # plans of every circle follow the list
    "engagements/approach/clearance_check.py",  # computes what every circle knows
    "officials/batches/workflow.py",  # undoes what it has checked
    "staff/management/commands/rescue.py",  # the server asks, and a person confirms
    "staff/operations/checks.py",  # the server counts its keepers
    "staff/jobs.py",  # drafts of everybody that nobody took up
    # what is locked or opened on the server itself; the keys of other keepers, and
    # whom they keep out, while the house is locked for all
    "staff/locks/workflow.py",
    "engagements/assessment/queue.py",  # sums the notes of all circles, each apart
    "officials/security/context.py",  # says what it is
    "officials/management/commands/find_duplicates.py",  # reads the whole register
    "officials/duplicates/merger.py",  # moves what the merger may not see
    "officials/institutions/faults.py",  # holders whom the person may not see
    "officials/batches/moves.py",  # a move looks at what the mover may not see
    "officials/themes/themes.py",  # a theme is merged in every circle
    "staff/demo/load.py",
    "staff/demo/preparation.py",
}
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
each_record = pytest.mark.parametrize("model", RECORDS, ids=lambda m: m._meta.label)


def answer(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def is_forced(table):
    flags = answer(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class"
        " WHERE oid = to_regclass(%s)",
        table,
    )
    return flags == [(True, True)]


def policies(table):
    """Name: (command, what it shows, what it lets in) of the policies of a table."""
    sql = "SELECT policyname, cmd, qual, with_check FROM pg_policies"
    policy_rows = answer(f"{sql} WHERE tablename = %s", table)
    return {name: conditions for name, *conditions in policy_rows}


def triggers(table):
    sql = "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s)"
    return {name for (name,) in answer(sql, table)}


def links(model):
    """The foreign keys of `model` to records."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, Record)
    ]


def rule_of(field, *kinds):
    """The rule that keeps `field` from naming what its reader may not see."""
    for rule in field.model._meta.constraints:
        if isinstance(rule, kinds) and rule.field == field.name:
            return rule
    return None


def test_there_are_records():
    assert len(RECORDS) > 10
    assert sum(len(links(model)) for model in RECORDS) > 10


@each_record
def test_a_record_shows_to_its_circle_only(model):
    table = model._meta.db_table
    name = f"{model._meta.app_label}_{model._meta.model_name}_circle"

    assert is_forced(table)
    assert set(policies(table)) == {name}
    command, shows, lets_in = policies(table)[name]
    assert command == "ALL"
    assert "circle_id = ANY" in shows
    assert "app_circles()" in shows
    assert lets_in == shows


@each_record
def test_a_record_keeps_its_history_where_only_triggers_write(model):
    if model._meta.label in WITHOUT_HISTORY:
        assert not hasattr(model, "pgh_event_model")
        return
    table = model.pgh_event_model._meta.db_table
    name = f"{model._meta.db_table}_history"

    assert is_forced(table)
    assert set(policies(table)) == {name, f"{name}_written"}
    assert policies(table)[name][0] == "SELECT"
    assert "pgh_obj_id" in policies(table)[name][1]
    written = ["INSERT", None, "(pg_trigger_depth() > 0)"]
    assert policies(table)[f"{name}_written"] == written


@each_record
def test_a_record_is_never_wider_than_what_it_names(model):
    for field in links(model):
        rule = rule_of(field, NoWiderThan, FollowsParent)
        assert rule, f"{field} needs NoWiderThan or FollowsParent"
        assert rule.name in triggers(model._meta.db_table)
        if isinstance(rule, NoWiderThan):
            table = field.related_model._meta.db_table
            assert f"{rule.name}_moved" in triggers(table)
        else:
            keys = answer("SELECT 1 FROM pg_constraint WHERE conname = %s", rule.name)
            assert keys


@each_record
def test_the_database_makes_keys_by_itself(model):
    default = answer(
        "SELECT column_default FROM information_schema.columns"
        " WHERE table_name = %s AND column_name = 'id'",
        model._meta.db_table,
    )
    assert default == [("app_new_key()",)]


def test_keys_of_both_makers_are_uuids_of_version_seven_in_order_of_time():
    ours = [model._meta.get_field("id").get_default() for model in RECORDS]
    theirs = [
        key for (key,) in answer("SELECT app_new_key() FROM generate_series(1, 9)")
    ]

    assert {key.version for key in (*ours, *theirs)} == {7}
    assert {key.variant for key in (*ours, *theirs)} == {"specified in RFC 4122"}
    assert abs((ours[0].int >> 80) - (theirs[0].int >> 80)) < 60_000  # milliseconds


@each_record
def test_no_table_between_records_is_without_a_circle(model):
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        assert not through._meta.auto_created, f"{field}: write the through model"
        assert issubclass(through, Record)


def test_few_places_may_speak_as_the_system():
    modules = {
        name_of(path) for path in python_files(*APPS) if "as_system" in path.read_text()
    }

    assert modules == MAY_SPEAK_AS_SYSTEM


def test_the_serving_role_is_bound_by_row_security():
    assert role_faults() == []
    assert answer("SELECT rolsuper FROM pg_roles WHERE rolsuper")  # there are others


def test_search_finds_cyrillic_and_uses_its_indexes():
    assert answer("SELECT show_trgm('Щ')")[0][0] != []

    names = [function.partition("(")[0] for function in LEAKPROOF]
    open_ones = answer(
        "SELECT proname FROM pg_proc WHERE proname = ANY(%s) AND proleakproof", names
    )
    assert {name for (name,) in open_ones} == set(names)


def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_every_day_lies_within_reach_by_a_check_or_has_a_reason():
    days, bounded = {}, set()
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model"):
            continue  # the events of history copy what was checked
        label, checks = model._meta.label, {c.name for c in model._meta.constraints}
        for field in model._meta.concrete_fields:
            if field.get_internal_type() != "DateField":
                continue
            days[f"{label}.{field.name}"] = field
            if f"{model._meta.model_name}_{field.name}_within_reach" in checks:
                bounded.add(f"{label}.{field.name}")
    assert len(days) > 45
    assert days.keys() - bounded == WITHOUT_LIMITS
    assert {name for name in bounded if not isinstance(days[name], Day)} == set()
