"""The walls around keepers, and around what needs a second person (before.sql)."""

from officials.security.walls import Wall

AROUND_KEEPERS = [
    Wall(
        name="keeper_by_rule",
        function="app_keeper_by_rule",
        moment="BEFORE INSERT OR UPDATE OR DELETE",
    ),
]
