"""What is to change nothing is compared with what there was: the eye for it is good."""

import pytest

from tests.house import catalogue
from tests.house.likeness import BASELINE, addresses, differences, masked, permissions

CHANGES = {
    "ALTER TABLE officials_tie ADD COLUMN odd int": ["+column officials_tie.odd"],
    "ALTER TABLE officials_tie NO FORCE ROW LEVEL SECURITY": [
        "+table officials_tie",
        "-table officials_tie",
    ],
    "ALTER POLICY officials_tie_circle ON officials_tie USING (true)": [
        "+policy officials_tie",
        "-policy officials_tie",
    ],
    "ALTER TABLE engagements_letter DISABLE TRIGGER letter_wall": [
        "+trigger engagements_letter enabled D",
        "-trigger engagements_letter enabled O",
    ],
    "CREATE OR REPLACE FUNCTION app_system() RETURNS boolean LANGUAGE sql STABLE "
    "AS $$ SELECT true $$": ["+function app_system", "-function app_system"],
    "DROP INDEX officialname_words": ["-index CREATE INDEX officialname_words"],
}


@pytest.mark.parametrize(("change", "noticed"), CHANGES.items(), ids=CHANGES)
@pytest.mark.django_db
def test_a_change_of_the_database_is_noticed(owner, change, noticed):
    before = catalogue.lines(owner)
    assert differences(before, catalogue.lines(owner)) == []

    with owner.cursor() as cursor:
        cursor.execute(change)

    difference_lines = sorted(differences(before, catalogue.lines(owner)))
    assert len(difference_lines) == len(noticed)
    assert all(map(str.startswith, difference_lines, noticed)), difference_lines


@pytest.mark.django_db
def test_addresses_and_permissions_are_compared_too(roles):
    assert any(line.startswith("official-list /officials/") for line in addresses())
    assert "Viewer: officials.view_official" in permissions()
    assert "Viewer: officials.change_official" not in permissions()


def test_what_changes_by_itself_is_masked():
    assert masked("01989680-0000-7000-8000-000000000001") == "«key»"
    assert masked("met on 3 Nov 2026, in Nov 2026, in 2026") == (
        "met on «day», in «day», in «year»"
    )
    assert masked("2026-11-29 08:16:16.12+03") == "«day» «hour»"


def test_there_is_a_baseline_of_every_aspect():
    for name in ("catalogue", "addresses", "permissions", "lists", "russian"):
        assert len((BASELINE / f"{name}.txt").read_text().splitlines()) > 500
