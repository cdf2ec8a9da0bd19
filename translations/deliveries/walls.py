"""The walls around deliveries (before.sql), and the gate before them."""

from officials.clearance.goes_out import GoesOut
from officials.security.walls import Wall

AROUND_DELIVERIES = [
    Wall(
        name="delivery_of_what_was_there",
        function="app_delivers_edition",
        moment="BEFORE INSERT OR UPDATE OF edition_id, given_on, is_past",
    ),
    GoesOut(
        name="delivery_goes_out",
        who="app_delivery_goes_to",
        when="NOT NEW.is_past",
        changes=("official", "edition", "given_on"),
    ),
]
