"""What the database refuses is a code there, and a sentence here, in both languages."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import override

from engagements.contacts.models import OutreachAction
from engagements.outcomes.models import Outcome
from officials.clearance.gate import Weight
from officials.institutions.models import Institution
from officials.safeguards.models import ConductCheck
from officials.security.refusals import (
    REFUSED,
    SENTENCES,
    in_words,
    refused_in_words,
    register,
    sentence_of,
    sentence_of_code,
)
from tests.factories.institutions import InstitutionFactory
from tests.factories.outcomes import OutcomeFactory, SubstantiationFactory
from tests.factories.security import CircleFactory
from tests.house.sources import APPS, ROOT

RAISED = re.compile(r"RAISE EXCEPTION\s+'([^']*)'")
# A function that answers with a code says it after one of these.
ANSWERED = re.compile(r"(?:RETURN|THEN|refusal :=|coalesce\(refusal,|, '',?)\s*'(\w*)'")
WRITTEN_OVER = re.compile(r"'((?:institution_)?stage_written_over)'")
REFUSAL = re.compile(r"RAISE EXCEPTION.*?;", re.DOTALL)
COLUMN = re.compile(r"COLUMN = ([^;]*);")
NAMED = re.compile(r"(?:^|THEN |ELSE )'(\w*)'")
HANGS_ON = """
    SELECT DISTINCT t.tgrelid::regclass::text,
        ARRAY(SELECT attname FROM pg_attribute a WHERE a.attrelid = t.tgrelid)
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = %s
"""
NO_CODES = {
    "monitored",
    "DELETE",
    "empty",
    "INSERT",
    "UPDATE",
    *ConductCheck.Decision.values,
    *OutreachAction.State.values,
    *Weight.values,
    "new_post",  # states of somebody at the gate
    "new_post_long",
    "ran_out",
    "ran_out_long",
}


def codes():
    """Every code in the files of SQL."""
    files = [path for app in APPS for path in (ROOT / app).rglob("*.sql")]
    texts = [COLUMN.sub("", path.read_text()) for path in files]
    return {
        code
        for text in texts
        for pattern in (RAISED, ANSWERED, WRITTEN_OVER)
        for code in pattern.findall(text)
        if code not in NO_CODES
    }


def test_every_code_of_the_database_has_a_sentence_and_every_sentence_a_code():
    assert len(codes()) > 40
    assert {code for code in codes() if not re.fullmatch(r"[a-z0-9_]+", code)} == set()
    assert codes() == SENTENCES.keys()


def refusals():
    """(name of the function, text) of each RAISE in the files of SQL."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.sql")):
            for function in path.read_text().split("CREATE OR REPLACE FUNCTION ")[1:]:
                name = function.partition("(")[0]
                yield from ((name, text) for text in REFUSAL.findall(function))


def test_every_refusal_says_by_which_rule_of_which_table():
    assert len(list(refusals())) > 20
    for name, text in refusals():
        assert "ERRCODE = 'check_violation'" in text, name
        assert "CONSTRAINT = " in text, name
        assert "TABLE = " in text, name
        assert "DETAIL" not in text, name
        assert "HINT" not in text, name


@pytest.mark.django_db
def test_a_column_that_a_refusal_names_is_one_of_its_table():
    named = 0
    for name, text in refusals():
        if (column := COLUMN.search(text)) is None or column[1] == "TG_ARGV[0]":
            continue
        with connection.cursor() as cursor:
            cursor.execute(HANGS_ON, [name])
            columns = {each for _, there in cursor.fetchall() for each in there}
        wanted = set(NAMED.findall(column[1])) - {""}
        named += len(wanted)
        assert wanted, name
        assert wanted <= columns, name
    assert named > 15


@pytest.mark.django_db
def test_what_a_rule_refuses_stands_beside_the_field_that_it_is_about():
    hidden = InstitutionFactory(circle=CircleFactory())
    institution = InstitutionFactory()

    with pytest.raises(ValidationError) as refusal, refused_in_words():
        Institution.objects.filter(pk=institution.pk).update(parent=hidden)

    assert refusal.value.message_dict.keys() == {"parent"}
    with pytest.raises(ValidationError) as refusal, refused_in_words():
        Outcome.objects.filter(pk=OutcomeFactory().pk).update(state="substantiated")
    assert refusal.value.message_dict.keys() == {"state"}
    with pytest.raises(ValidationError) as refusal, refused_in_words():
        SubstantiationFactory(said_on=timezone.localdate() + datetime.timedelta(9))
    assert refusal.value.message_dict.keys() == {"said_on"}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_code_is_said_in_both_languages(code):
    with override("en"):
        english = in_words(code)
    with override("ru"):
        russian = in_words(code)

    assert english.endswith(".")
    assert re.search("[а-я]", russian)
    assert not re.search("[а-я]", english)


def test_an_unknown_code_is_a_plain_sentence_and_none_is_none():
    assert in_words("of_a_later_release") == str(REFUSED)
    assert in_words(None) == in_words("") == ""
    with pytest.raises(ValueError, match="have a sentence already"):
        register({"above_itself": "Twice."})


@pytest.mark.django_db
def test_what_the_database_answers_tells_a_code_and_no_word_of_a_record():
    hidden = InstitutionFactory(name="Prison 14", circle=CircleFactory())

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        InstitutionFactory(name="Its hospital", parent=hidden)

    diagnosis = refusal.value.__cause__.diag
    assert diagnosis.message_primary == "wider_than_named"
    assert diagnosis.constraint_name == "institution_no_wider_than_parent"
    assert diagnosis.table_name == Institution._meta.db_table
    assert diagnosis.message_detail is None
    assert "Prison" not in str(refusal.value)
    assert "fewer people" in sentence_of(refusal.value)


@pytest.mark.django_db
def test_a_rule_without_a_sentence_is_told_as_well():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE odd (number int CHECK (number > 0))")

        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            cursor.execute("INSERT INTO odd VALUES (-1)")

    assert "Look again" in sentence_of(refusal.value)


@pytest.mark.django_db
def test_a_verb_refuses_in_words_what_the_database_refuses():
    outcome = OutcomeFactory()

    with pytest.raises(ValidationError, match="a second person"), refused_in_words():
        Outcome.objects.filter(pk=outcome.pk).update(state="published")

    outcome.refresh_from_db()
    assert outcome.state != "published"


@pytest.mark.django_db
def test_a_page_with_a_sentence_of_its_own_lets_a_rule_speak_first():
    hidden = InstitutionFactory(circle=CircleFactory())
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        InstitutionFactory(parent=hidden)

    assert "fewer people" in sentence_of_code(refusal.value, otherwise="Look again.")
    assert sentence_of_code(IntegrityError(), otherwise="Look again.") == "Look again."
