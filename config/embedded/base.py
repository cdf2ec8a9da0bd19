"""Django's PostgreSQL backend, starting the server at the first connection."""

from django.db.backends.postgresql.client import DatabaseClient as PostgresClient

from config.local_postgres import LocalPostgres, server
from officials.postgres import base
from staff.operations.provisions import Names


def server_of(settings: dict) -> LocalPostgres:
    """The server that the settings name, by what they call its roles and database.

    Tests have another database there beside the one of the project.
    """
    roles = settings["USER"], settings["OWNER"]["USER"], settings["BACKUP"]["USER"]
    names = Names(settings["EMBEDDED_NAME"], *roles)
    return server(settings["EMBEDDED_ROOT"], names)


class DatabaseClient(PostgresClient):
    """`manage.py dbshell`, with the psql that belongs to the server."""

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        postgres = server_of(settings_dict)
        where = {name.upper(): value for name, value in postgres.ensure().items()}
        arguments, environment = super().settings_to_cmd_args_env(
            {**settings_dict, **where}, parameters
        )
        return [str(postgres.programs / "psql"), *arguments[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the server in `EMBEDDED_ROOT`, started when need be."""

    client_class = DatabaseClient

    def get_connection_params(self):
        postgres = server_of(self.settings_dict)
        return {**postgres.ensure(), **super().get_connection_params()}
