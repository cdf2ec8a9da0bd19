"""What the database may write into its log: no values, which are what records say."""

from django.db import connection

# Settings by which the log would hold statements, their values, or rows in a DETAIL;
# and what each may be, the quietest first. Those of an extension count where it is.
# https://www.postgresql.org/docs/current/runtime-config-logging.html
QUIET = {
    "auto_explain.log_min_duration": ("-1",),
    "debug_print_parse": ("off",),
    "debug_print_plan": ("off",),
    "debug_print_rewritten": ("off",),
    "log_error_verbosity": ("terse",),
    "log_min_duration_sample": ("-1",),
    "log_min_duration_statement": ("-1",),
    "log_min_error_statement": ("panic", "fatal"),
    # Errors quote what they refuse: invalid input syntax for type integer: "...".
    "log_min_messages": ("log", "fatal", "panic"),
    "log_parameter_max_length_on_error": ("0",),
    "log_statement": ("none", "ddl"),
    "log_transaction_sample_rate": ("0",),
    "pgaudit.log": ("none",),
}
QUIETEST = {name: values[0] for name, values in QUIET.items()}


def loud_settings():
    """The settings by which the server writes into its log what is written in records.

    As they are for who serves: `name = value`, in the order of names.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name",
            [list(QUIET)],
        )
        settings = cursor.fetchall()
    return [f"{name} = {value}" for name, value in settings if value not in QUIET[name]]
