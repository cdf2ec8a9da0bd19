"""The wall around what is handed over (before.sql)."""

from officials.security.walls import Wall

AROUND_ACTIONS = [
    Wall(
        name="action_hands_over_published",
        function="app_hands_over_published",
        moment="AFTER INSERT OR UPDATE OF translation_id, state",
        waits="INITIALLY IMMEDIATE",
    ),
]
