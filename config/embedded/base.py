"""Django's PostgreSQL backend, starting the server at the first connection."""

from django.db.backends.postgresql.client import DatabaseClient as PostgresClient

from config.local_postgres import server
from officials.postgres import base


class DatabaseClient(PostgresClient):
    """`manage.py dbshell`, with the psql that belongs to the server."""

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        postgres = server(settings_dict["EMBEDDED_ROOT"])
        where = {name.upper(): value for name, value in postgres.ensure().items()}
        arguments, environment = super().settings_to_cmd_args_env(
            {**settings_dict, **where}, parameters
        )
        return [str(postgres.programs / "psql"), *arguments[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the server in `EMBEDDED_ROOT`, started when need be."""

    client_class = DatabaseClient

    def get_connection_params(self):
        postgres = server(self.settings_dict["EMBEDDED_ROOT"])
        return {**postgres.ensure(), **super().get_connection_params()}
