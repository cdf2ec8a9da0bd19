"""What stands around actions (before.sql), and the gate before them."""

from officials.clearance.goes_out import GoesOut
from officials.clearance.walls import let_go_by_a_manager
from officials.security.walls import Wall

AROUND_ACTIONS = [
    GoesOut(
        name="action_goes_out",
        who="app_action_goes_to",
        when="NEW.state = 'planned'",
        changes=(
            "state",
            "kind",
            "direction",
            "planned_on",
            "ground",
            "answers",
            "let_go_by",
        ),
    ),
    let_go_by_a_manager(
        "action",
        back=("waiting", "cancelled"),
        columns=("kind", "direction", "planned_on", "ground", "answers_id"),
    ),
    Wall(
        name="action_sets_deliveries",
        function="app_deliveries_follow",
        moment="AFTER UPDATE OF state, done_on, direction, institution_id, circle_id",
        values=("id",),
    ),
    Wall(
        name="clearance_sets_plans",
        function="app_plans_follow",
        moment="AFTER INSERT OR UPDATE OR DELETE",
        values=("official_id",),
        table="officials_clearance",
    ),
    Wall(
        name="death_sets_plans",
        function="app_plans_follow",
        moment="AFTER UPDATE OF died",
        when="OLD.died IS DISTINCT FROM NEW.died",
        values=("id",),
        table="officials_official",
    ),
    Wall(
        name="undo_sets_plans",
        function="app_plans_follow_undo",
        moment="AFTER UPDATE OF undone_at",
        when="NEW.undone_at IS NOT NULL AND OLD.undone_at IS NULL",
        table="officials_batch",
    ),
    Wall(
        name="merge_sets_plans",
        function="app_plans_follow_merge",
        moment="AFTER INSERT OR DELETE",
        table="officials_formerkey",
        waits="INITIALLY IMMEDIATE",
    ),
]
AROUND_PEOPLE_OF_ACTIONS = [
    Wall(
        name="actionofficial_sets_deliveries",
        function="app_deliveries_follow",
        moment="AFTER INSERT OR DELETE OR UPDATE OF official_id",
        values=("action_id",),
    ),
    Wall(
        name="actionofficial_is_let_go_anew",
        function="app_let_go_anew",
        moment="BEFORE INSERT OR UPDATE OF official_id, action_id",
    ),
    GoesOut(
        name="actionofficial_goes_out",
        who="app_action_official_goes_to",
        when="true",
        changes=("official", "action"),
    ),
]
AROUND_EDITIONS_OF_ACTIONS = [
    Wall(
        name="actionedition_sets_deliveries",
        function="app_deliveries_follow",
        moment="AFTER INSERT OR DELETE OR UPDATE OF edition_id",
        values=("action_id",),
    ),
]
