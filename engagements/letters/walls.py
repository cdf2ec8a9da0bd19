"""The wall around letters (before.sql)."""

from officials.security.walls import Wall

AROUND_LETTERS = [
    Wall(
        name="letter_wall",
        function="app_letter_wall",
        moment="BEFORE INSERT OR UPDATE",
    ),
]
