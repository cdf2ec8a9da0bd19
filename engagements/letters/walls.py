"""The wall around letters (before.sql), and the gate before them."""

from officials.clearance.goes_out import GoesOut
from officials.clearance.walls import let_go_by_a_manager
from officials.security.walls import Wall

AROUND_LETTERS = [
    Wall(
        name="letter_wall",
        function="app_letter_wall",
        moment="BEFORE INSERT OR UPDATE",
    ),
    let_go_by_a_manager(
        "letter",
        back=("draft", "cancelled"),
        columns=(
            "official_id",
            "institution_id",
            "template_id",
            "ground",
            "answers_id",
        ),
    ),
    GoesOut(
        name="letter_goes_out",
        who="app_letter_goes_to",
        when="NEW.direction = 'out' AND NEW.state IN ('ready', 'dispatched')",
        changes=(
            "state",
            "official",
            "institution",
            "template",
            "ground",
            "answers",
            "let_go_by",
        ),
    ),
]
