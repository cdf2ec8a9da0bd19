"""A backup is whole, sealed, and brings back everything but who was signed in."""

import io
import re
import subprocess
import tarfile
from pathlib import Path

import pyrage
import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from officials.security.context import as_system
from staff.accounts.sign_in import SealedSecretsAdapter
from staff.models import User
from staff.operations import (
    archive,
    backups,
    drills,
    manifest,
    programs,
    restoration,
    status,
)
from staff.operations.provisions import make_database
from staff.operations.servers import (
    as_arguments,
    connect_as,
    connect_as_superuser,
    parameters,
    roles_of_settings,
)
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteAttachmentFactory, NoteFactory

CANARY = "Канарейка-zanaida-7781"
FILE = "notes/ab/letter.bin"


@pytest.fixture(scope="module")
def holders():
    """The private keys of two people."""
    return [pyrage.x25519.Identity.generate() for _ in range(2)]


@pytest.fixture
def places(settings, tmp_path, holders):
    """Folders for files, backups and keys; the settings name them."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.BACKUP_FOLDER = str(tmp_path / "backups")
    settings.BACKUP_STATUS = str(tmp_path / "status.json")
    settings.BACKUP_RECIPIENTS = [str(each.to_public()) for each in holders]
    file = tmp_path / "media" / FILE
    file.parent.mkdir(parents=True)
    file.write_bytes(CANARY.encode() * 1000)
    for number, holder in enumerate(holders):
        (tmp_path / f"{number}.key").write_text(f"# one of two\n{holder}\n")
    return tmp_path


@pytest.fixture
def office(transactional_db, roles, places):
    """Records, somebody with a second factor, and somebody signed in."""
    with as_system():
        NoteFactory(headline=CANARY, detail=CANARY)
        secret = SealedSecretsAdapter().encrypt("JBSWY3DPEHPK3PXP")
        Authenticator.objects.create(
            user=UserFactory(), type="totp", data={"secret": secret}
        )
        Session.objects.create(
            session_key="a" * 32, session_data=CANARY, expire_date=timezone.now()
        )
    return places


@pytest.fixture
def trial():
    """The name of an empty database, provisioned, that is dropped in the end."""
    names = roles_of_settings()
    names = names._replace(database=f"{names.database}_trial")
    with connect_as_superuser("postgres") as superuser:
        restoration.drop(superuser, names.database)
    make_database(connect_as_superuser, names)
    yield names.database
    with connect_as_superuser("postgres") as superuser:
        restoration.drop(superuser, names.database)


def content_of(path, holder):
    """Everything in a backup: the SQL of its dump, and the bytes of all the rest."""
    opened = io.BytesIO(pyrage.decrypt(Path(path).read_bytes(), [holder]))
    dump, rest = b"", b""
    with tarfile.open(fileobj=opened) as tar:
        for entry in tar:
            content = tar.extractfile(entry).read()
            if entry.name.startswith(archive.DATABASE):
                dump += content
            else:
                rest += entry.name.encode() + content
    version = connection.pg_version // 10000
    command = [programs.program("pg_restore", version), "--file=-"]
    done = subprocess.run(command, input=dump, capture_output=True, check=True)
    return done.stdout, rest


def test_a_stolen_backup_shows_nothing_and_an_opened_one_holds_no_key(
    office, holders, settings
):
    settings.EMAIL_HOST_PASSWORD = "the password of the mail server"
    path, _content = backups.make()

    stolen = path.read_bytes()
    for form in (CANARY.encode(), b"zanaida", b"7781", b"note", b"letter.bin"):
        assert form not in stolen
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700

    for holder in holders:  # each of the two opens it
        dump, rest = content_of(path, holder)
        assert CANARY.encode() in dump
        assert CANARY.encode() in rest
    everything = dump + rest
    for key in (settings.SECRET_KEY, settings.EMAIL_HOST_PASSWORD, "a" * 32, *holders):
        assert str(key).encode() not in everything
    for name in manifest.LEFT_OUT:
        assert f"COPY public.{name} ".encode() not in dump
    assert b"COPY public.engagements_note " in dump


def test_a_drill_finds_everything_as_it_was_and_notes_it(office, capsys):
    call_command("backup")
    assert status.is_late("drill")
    assert not status.is_late("backup")

    call_command("drill", identity=str(office / "1.key"))

    assert "All is as it was" in capsys.readouterr().out
    assert not status.is_late("drill")
    with connect_as_superuser("postgres") as superuser:
        names = superuser.execute("SELECT datname FROM pg_database").fetchall()
    assert not any("drill" in name for (name,) in names)


def test_what_is_restored_is_what_was_there(office, trial):
    path, content = backups.make()
    files = office / "restored"

    _content, faults = restoration.restore(
        path, archive.identities_of(office / "0.key"), trial, files
    )

    assert faults == []
    assert content["tables"]["engagements_note"][0] == 1
    assert (files / FILE).read_bytes() == CANARY.encode() * 1000
    assert (files / FILE).stat().st_mode & 0o777 == 0o600
    with connect_as("BACKUP", trial) as copy:
        rows = copy.execute("SELECT headline FROM engagements_note").fetchall()
        sessions = copy.execute("SELECT count(*) FROM django_session").fetchone()
    assert rows == [(CANARY,)]
    assert sessions == (0,)
    with connect_as("OWNER", trial) as owner:
        assert owner.execute("SELECT count(*) FROM engagements_note").fetchone() == (0,)


CHANGES = {
    "engagements_note: a row is not": "UPDATE engagements_note SET headline = 'Else'",
    "engagements_note: 1 rows then, 0 now": """
        ALTER TABLE engagements_note DISABLE TRIGGER ALL;
        DELETE FROM engagements_note;
        ALTER TABLE engagements_note ENABLE TRIGGER ALL""",
    "The policy engagements_note.engagements_note_circle is not there": (
        "DROP POLICY engagements_note_circle ON engagements_note"
    ),
    "The policy engagements_note.another is new": (
        "CREATE POLICY another ON engagements_note USING (true)"
    ),
    "The table engagements_note is not": (
        "ALTER TABLE engagements_note NO FORCE ROW LEVEL SECURITY"
    ),
    "The grant on engagements_noteevent is not": (
        "GRANT DELETE ON engagements_noteevent TO rapport"
    ),
    "The grant on function public.app_circles() is not": (
        "GRANT EXECUTE ON FUNCTION app_circles() TO PUBLIC"
    ),
    "The grant of language plpgsql is not": (
        "GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC"
    ),
    "The grant of what will be made r rapport_owner is not": (
        "ALTER DEFAULT PRIVILEGES FOR ROLE rapport_owner"
        " GRANT TRUNCATE ON TABLES TO rapport"
    ),
    "The mark textlike(text,text) is not": (
        "ALTER FUNCTION textlike(text, text) NOT LEAKPROOF"
    ),
    "The function public.app_now() is not": (
        "CREATE OR REPLACE FUNCTION app_now() RETURNS text LANGUAGE sql STABLE"
        " AS 'SELECT ''now'''"
    ),
    "The constraint public.engagements_note.note_graded is not there": (
        "ALTER TABLE engagements_note DROP CONSTRAINT note_graded"
    ),
    "staff_user_id_seq: the last number was": (
        "SELECT setval('staff_user_id_seq', 1, false)"
    ),
    "The column public.engagements_note.extra is new": (
        "ALTER TABLE engagements_note ADD COLUMN extra text"
    ),
}


def test_whatever_else_is_otherwise_is_told(office, trial):
    path, content = backups.make()
    restoration.restore(path, archive.identities_of(office / "0.key"), trial)
    assert list(restoration.compare(content, trial)) == []
    assert content["sequences"]["staff_user_id_seq"] == User.objects.latest("pk").pk

    for sentence, change in CHANGES.items():
        with connect_as_superuser(trial) as superuser:
            superuser.execute("SET pgtrigger.ignore = '{}'")
            superuser.execute(change)
        faults = list(restoration.compare(content, trial))
        assert any(sentence in fault for fault in faults), (sentence, faults[:3])


def test_a_file_that_is_otherwise_is_told():
    before = {"a": [1, "x"], "b": [1, "y"], "c": [1, "z"]}
    after = {"a": [1, "x"], "b": [1, "else"], "d": [1, "z"]}

    assert list(restoration.differences_of_files(before, after)) == [
        "The file b is not as it was.",
        "The file c is not as it was.",
        "The file d is not as it was.",
    ]


def test_without_the_key_nothing_opens_and_words_say_so(office, trial, capsys):
    path, _content = backups.make()
    stranger = office / "stranger.key"
    stranger.write_text(str(pyrage.x25519.Identity.generate()))
    empty = office / "empty.key"
    empty.write_text("# nothing\n")

    for identity in (None, office / "nowhere", empty):
        with pytest.raises(CommandError, match="private key of one of its two holders"):
            call_command("drill", identity=identity)
    with pytest.raises(CommandError, match="does not open this backup"):
        restoration.restore(path, archive.identities_of(stranger), trial)
    assert status.is_late("drill")


def test_a_damaged_backup_brings_nothing_back(office, trial):
    path, _content = backups.make()
    whole = path.read_bytes()
    damaged = office / "damaged.age"
    keys = archive.identities_of(office / "0.key")
    shares = [whole[: int(len(whole) * share)] for share in (0.2, 0.5)]
    for content in (*shares, whole[:-1000] + b"\0" * 1000):
        damaged.write_bytes(content)
        with pytest.raises(CommandError):
            restoration.restore(damaged, keys, trial, office / "restored")

        assert not (office / "restored").exists()
        with connect_as("OWNER", trial) as owner:
            assert owner.execute(manifest.TABLES).fetchall() == []
    assert [each.name for each in office.iterdir() if "aside" in each.name] == []


def test_a_restore_that_fails_at_the_end_leaves_nothing(office, trial):
    path, _content = backups.make()
    with connect_as_superuser(trial) as superuser:  # in the way of an index
        superuser.execute("CREATE SEQUENCE public.offer_of_exchange_once")

    with pytest.raises(CommandError, match="pg_restore failed.*offer_of_exchange"):
        restoration.restore(path, archive.identities_of(office / "0.key"), trial)

    with connect_as("OWNER", trial) as owner:
        assert owner.execute(manifest.TABLES).fetchall() == []


def test_another_secret_key_is_noticed_by_the_drill(office, settings):
    path, _content = backups.make()
    settings.SECRET_KEY = "another"

    _content, faults = drills.drill(path, archive.identities_of(office / "0.key"))

    assert faults == [drills.OTHER_KEY]
    assert status.is_late("drill")


def test_nothing_is_written_over(office, trial):
    path, _content = backups.make()
    keys = archive.identities_of(office / "0.key")

    with pytest.raises(CommandError, match="restored into an empty one"):
        restoration.restore(path, keys)
    with pytest.raises(CommandError, match="There are files in"):
        restoration.restore(path, keys, trial, office / "media")


def test_no_file_of_a_backup_lies_outside_its_folder(tmp_path):
    assert restoration.place_of("a/b", tmp_path) == tmp_path / "a" / "b"
    for name in ("../a", "/etc/passwd", "a/../../b"):
        with pytest.raises(CommandError, match="outside its folder"):
            restoration.place_of(name, tmp_path)


def test_two_people_hold_the_keys(places, settings, db):
    one, _other = settings.BACKUP_RECIPIENTS
    for recipients in ([], [one], [one, one]):
        settings.BACKUP_RECIPIENTS = recipients
        with pytest.raises(CommandError, match="two are needed"):
            backups.make()
    settings.BACKUP_RECIPIENTS = [one, "age1nobody"]
    with pytest.raises(CommandError, match="no public key of age"):
        backups.make()
    assert not Path(settings.BACKUP_FOLDER).exists()


@pytest.fixture
def copied_by_who_serves():
    """The settings name the wrong role for backups."""
    before = connection.settings_dict["BACKUP"]
    connection.settings_dict["BACKUP"] = {"USER": connection.settings_dict["USER"]}
    yield
    connection.settings_dict["BACKUP"] = before


def test_a_file_that_is_not_there_makes_no_good_backup(office):
    with as_system():
        NoteAttachmentFactory(file="notes/ab/gone.bin")

    with pytest.raises(CommandError, match="1 of them are not in MEDIA_ROOT"):
        backups.make()

    assert status.last("backup") is None
    assert len([*(office / "backups").iterdir()]) == 1
    (office / "media" / "notes/ab/gone.bin").write_bytes(b"here again")
    backups.make()


def test_a_folder_that_is_closed_makes_no_backup(places, db):
    """Root reads everything: the walk is asked with a folder that is no folder."""
    files = places / "media"
    assert [path.name for path in backups.paths_below(files)] == ["letter.bin"]
    assert [*backups.paths_below(places / "nowhere")] == []

    with pytest.raises(OSError, match="Not a directory"):
        list(backups.paths_below(files / FILE))


def test_a_role_that_sees_no_rows_makes_no_backup(places, db, copied_by_who_serves):
    with pytest.raises(CommandError, match="is shown no rows"):
        backups.make()

    assert list((places / "backups").iterdir()) == []
    assert status.last("backup") is None


def test_the_role_that_copies_writes_nothing(db):
    with connect_as("BACKUP") as copies:
        for statement in (
            "UPDATE staff_user SET is_active = false",
            "SET default_transaction_read_only = off; DELETE FROM staff_user",
            "CREATE TABLE public.another ()",
        ):
            with pytest.raises(Exception, match="read-only|permission denied"):
                copies.execute(statement)


SECRETIVE = re.compile(r"session|token|secret|expire|(^|_)key$|password|seed|code$")
# Columns that sound like a way in, and are kept in a backup.
KEPT = {
    "staff_user.password",  # a hash by scrypt; without it nobody could sign in again
    "staff_user.password_set_by_other_at",  # a moment
    "engagements_recommendation.session",  # of a body of the United Nations
    "engagements_recommendationevent.session",
    "officials_workcountry.code",  # of a country
    # keys of records
    "officials_access.key",
    "officials_batchrow.key",
    "officials_formerkey.key",
    "officials_formerkeyevent.key",
    # how sentences of the memory are found again
    "translations_memorypair.next_key",
    "translations_memorypair.previous_key",
    "translations_memorypair.source_key",
    "translations_memorypair.target_key",
    # how names are sorted
    "officials_officialname.sort_key",
    "officials_stagedrow.sort_key",
}


def columns_that_sound_like_a_way_in():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        )
        return {
            f"{table}.{column}"
            for table, column in cursor.fetchall()
            if SECRETIVE.search(column)
        }


def test_a_new_table_of_sessions_or_keys_is_left_out_or_named_here(db):
    columns = columns_that_sound_like_a_way_in()
    assert "django_session.session_key" in columns

    kept = {name for name in columns if name.split(".")[0] not in manifest.LEFT_OUT}
    assert kept == KEPT


def test_the_tables_left_out_are_there(db):
    assert manifest.LEFT_OUT.keys() <= {*connection.introspection.table_names()}


CALLED = """
    SELECT DISTINCT p.oid::regprocedure::text, p.prosrc
    FROM pg_depend d JOIN pg_proc p ON p.oid = d.refobjid
    WHERE d.refclassid = 'pg_proc'::regclass
      AND d.classid IN ('pg_constraint'::regclass, 'pg_attrdef'::regclass,
                        'pg_class'::regclass)
      AND p.pronamespace = 'public'::regnamespace AND p.prosqlbody IS NULL
      AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%')
      AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
"""
OF_PUBLIC = """
    SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
    UNION SELECT cfgname FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace
"""


def test_what_columns_indexes_and_checks_call_names_its_schema(db):
    """While rows are restored, no schema is searched for a bare name."""
    with connection.cursor() as cursor:
        cursor.execute(CALLED)
        functions = dict(cursor.fetchall())
        cursor.execute(OF_PUBLIC)
        names = {name for (name,) in cursor.fetchall()}
    assert "app_words(text)" in functions
    assert bare_names("SELECT unaccent(public.app_words(a))", names) == {"unaccent"}

    assert {
        function: bare
        for function, body in functions.items()
        if (bare := bare_names(body, names))
    } == {}


def bare_names(body, names):
    """Those of `names` that stand in SQL without a schema before them."""
    return set(re.findall(r"(?<![.\w])[a-z_]\w*(?=\s*\()|'\w+'::\w+", body)) & names


def test_an_older_program_is_refused_in_words(tmp_path, monkeypatch):
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho pg_dump '(PostgreSQL)' 15.4\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert str(old) in programs.candidates("pg_dump")

    assert programs.program("pg_dump", 15) == str(old)
    with pytest.raises(CommandError, match="postgresql-client-99"):
        programs.program("pg_dump", 99)


def test_no_password_stands_in_the_list_of_processes(db):
    values = {**parameters("BACKUP"), "password": "of the role that copies"}

    arguments, environment = as_arguments(values)

    assert "of the role" not in " ".join(arguments)
    assert environment["PGPASSWORD"] == "of the role that copies"
    assert "SECRET_KEY" not in environment
