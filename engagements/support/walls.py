"""The wall around what answers a request (before.sql), and the gate before offers."""

from officials.clearance.goes_out import GoesOut
from officials.security.walls import Wall

AROUND_REQUESTS = [
    Wall(
        name="supportrequest_translation_published",
        function="app_published_to_answer",
        moment="BEFORE INSERT OR UPDATE",
    ),
]
AROUND_OFFERS = [
    Wall(
        name="offer_of_what_is_in_force",
        function="app_offers_edition",
        moment="BEFORE INSERT OR UPDATE",
        when="NEW.edition_id IS NOT NULL AND NEW.answer = 'open'"
        " AND NEW.taken_back_at IS NULL",
    ),
    Wall(
        name="offer_goes_out_again",
        function="app_goes_out",
        moment="AFTER UPDATE",
        when="NEW.answer = 'open' AND NEW.taken_back_at IS NULL"
        " AND (OLD.answer <> 'open' OR OLD.taken_back_at IS NOT NULL)",
        values=("app_offer_goes_again_to",),
        waits="INITIALLY IMMEDIATE",
    ),
    GoesOut(
        name="offer_goes_out",
        who="app_offer_goes_to",
        when="NEW.answer <> 'not_for_them' AND NEW.taken_back_at IS NULL",
        changes=(
            "official",
            "edition",
            "exchange",
            "offered_on",
            "action",
        ),
    ),
]
