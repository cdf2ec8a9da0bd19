"""The wall around what answers a request (before.sql)."""

from officials.security.walls import Wall

AROUND_REQUESTS = [
    Wall(
        name="supportrequest_translation_published",
        function="app_published_to_answer",
        moment="BEFORE INSERT OR UPDATE",
    ),
]
