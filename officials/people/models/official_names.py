"""What an official is called: chosen from their names by the database itself."""

from officials.security.row_security import DatabaseRule


class ChosenName(DatabaseRule):
    """The names of an official on their own record follow the names they have."""

    created = """
        CREATE TRIGGER "{text_name}_added" AFTER INSERT ON {table}
            REFERENCING NEW TABLE AS new_names
            FOR EACH STATEMENT EXECUTE FUNCTION app_choose_name();
        CREATE TRIGGER "{text_name}_changed" AFTER UPDATE ON {table}
            REFERENCING OLD TABLE AS old_names NEW TABLE AS new_names
            FOR EACH STATEMENT EXECUTE FUNCTION app_choose_name();
        CREATE TRIGGER "{text_name}_removed" AFTER DELETE ON {table}
            REFERENCING OLD TABLE AS old_names
            FOR EACH STATEMENT EXECUTE FUNCTION app_choose_name()
    """
    removed = """
        DROP TRIGGER "{text_name}_removed" ON {table};
        DROP TRIGGER "{text_name}_changed" ON {table};
        DROP TRIGGER "{text_name}_added" ON {table}
    """
