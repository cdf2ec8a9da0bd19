"""A drill: the backup is restored beside the database, compared, and taken away."""

from pathlib import Path

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.management.base import CommandError

from staff.accounts.sign_in import sealing_key
from staff.operations import status
from staff.operations.provisions import make_database
from staff.operations.restoration import drop, restore
from staff.operations.servers import (
    connect_as,
    connect_as_superuser,
    roles_of_settings,
)

NO_BACKUP = "There is no backup in {folder}."
SECRETS = "SELECT data ->> 'secret' FROM mfa_authenticator WHERE type = 'totp' LIMIT 1"
OTHER_KEY = (
    "SECRET_KEY is not the one by which second factors were sealed: with it, nobody "
    "who has one could sign in after a restore."
)


def newest():
    """The path of the newest backup in BACKUP_FOLDER; CommandError if there is none."""
    folder = Path(settings.BACKUP_FOLDER)
    paths = sorted(folder.glob("rapport-*.age"))
    if not paths:
        raise CommandError(NO_BACKUP.format(folder=folder))
    return paths[-1]


def drill(path, identities):
    """Restores `path` on trial; its manifest, and what differs, in words.

    When nothing does, it is noted as the last good drill.
    """
    names = roles_of_settings()
    trial = names._replace(database=f"{names.database}_drill")
    with connect_as_superuser("postgres") as connection:
        drop(connection, trial.database)
    try:
        make_database(connect_as_superuser, trial)
        content, faults = restore(path, identities, trial.database)
        faults += faults_of_secrets(trial.database)
    finally:
        with connect_as_superuser("postgres") as connection:
            drop(connection, trial.database)
    if not faults:
        status.record("drill", Path(path).name)
    return content, faults


def faults_of_secrets(database):
    """Whether our SECRET_KEY opens what is sealed in a restored database, in words."""
    with connect_as("BACKUP", database) as connection:
        row = connection.execute(SECRETS).fetchone()
    if row is None:
        return []
    try:
        sealing_key().decrypt(row[0].encode())
    except InvalidToken:
        return [OTHER_KEY]
    return []
