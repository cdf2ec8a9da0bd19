"""What is to change nothing is compared with what there was: the eye for it is good."""

import pytest

from tests.house import catalogue, likeness
from tests.house.likeness import (
    BASELINE,
    RENAMES,
    addresses,
    differences,
    masked,
    permissions,
    renamed,
    renames,
)

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


def test_what_is_only_called_otherwise_is_no_difference():
    new_words = renames(
        "# the old words\n\npoint = commitment\nview_point = view_commitment\n"
        "/points = /commitments\n"
    )
    before = [
        "Viewer: view_point",
        "a contactpoint and an appointment",
        "point-edit /points/<uuid:pk>/edit/",
    ]
    now = [
        "Viewer: view_commitment",
        "a contactpoint and an appointment",
        "commitment-edit /commitments/<uuid:pk>/edit/",
    ]

    assert differences(before, sorted(now)) != []
    assert differences(renamed(before, new_words), sorted(now)) == []
    assert renamed(before, {}) == before


def test_a_longer_old_word_comes_before_a_shorter_one():
    new_words = {"the point": "a commitment", "the point made": "what was said"}

    assert renamed(["the point made", "the point"], new_words) == [
        "a commitment",
        "what was said",
    ]


@pytest.mark.django_db
def test_every_old_word_of_the_map_is_in_the_baseline_and_gives_a_word_of_today(roles):
    new_words = renames(RENAMES.read_text())
    files = [file for file in BASELINE.glob("*.txt") if file != RENAMES]
    lines = [line for file in files for line in file.read_text().splitlines()]
    for old in new_words:
        assert renamed(lines, {old: ""}) != sorted(lines), old

    now = sorted(permissions())
    assert renamed(now, new_words) == now
    assert "Viewer: engagements.view_commitment" in now
    assert "Viewer: engagements.view_commitment" in renamed(lines, new_words)


@pytest.mark.parametrize("with_map", [True, False])
def test_the_comparison_reads_the_map(tmp_path, monkeypatch, capsys, with_map):
    (tmp_path / "permissions.txt").write_text("Viewer: view_point\n")
    if with_map:
        (tmp_path / "renames.txt").write_text("view_point = view_commitment\n")
    monkeypatch.setattr(likeness, "BASELINE", tmp_path)
    monkeypatch.setattr(likeness, "RENAMES", tmp_path / "renames.txt")
    aspects = {"permissions": ["Viewer: view_commitment"]}
    monkeypatch.setattr(likeness, "seen", lambda: aspects)
    monkeypatch.setattr("sys.argv", ["likeness"])

    with pytest.raises(SystemExit) as end:
        likeness.main()

    assert end.value.code == (0 if with_map else 1)
    assert ("+Viewer: view_commitment" in capsys.readouterr().out) is not with_map


def test_a_new_baseline_speaks_the_words_of_today_and_needs_no_map(
    tmp_path, monkeypatch
):
    (tmp_path / "renames.txt").write_text("view_point = view_commitment\n")
    monkeypatch.setattr(likeness, "BASELINE", tmp_path)
    monkeypatch.setattr(likeness, "RENAMES", tmp_path / "renames.txt")
    monkeypatch.setattr(likeness, "seen", lambda: {"lists": ["a commitment"]})
    monkeypatch.setattr("sys.argv", ["likeness", "--keep"])

    with pytest.raises(SystemExit):
        likeness.main()

    assert (tmp_path / "lists.txt").read_text() == "a commitment\n"
    assert renames((tmp_path / "renames.txt").read_text()) == {}
