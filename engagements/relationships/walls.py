"""The walls around stages and warmth (before.sql)."""

from officials.security.walls import Wall

AROUND_RELATIONSHIPS = [
    Wall(
        name="relationship_by_rule",
        function="app_relationship_by_rule",
        moment="BEFORE UPDATE OF stage, warmth",
        when=(
            "OLD.stage IS DISTINCT FROM NEW.stage "
            "OR OLD.warmth IS DISTINCT FROM NEW.warmth"
        ),
    ),
    Wall(
        name="relationship_begun",
        function="app_relationship_begun",
        moment="AFTER INSERT",
        when="NEW.stage <> 'monitored' AND NOT app_system()",  # as it was then
        waits="INITIALLY DEFERRED",
    ),
]
AROUND_MOVES = [
    Wall(
        name="stagemove_by_rule",
        function="app_stage_move_by_rule",
        moment="BEFORE INSERT OR UPDATE OR DELETE",
    ),
]
AROUND_INSTITUTIONS = [
    Wall(
        name="institutionrelationship_by_rule",
        function="app_institution_relationship_by_rule",
        moment="AFTER INSERT OR UPDATE OF stage",
    ),
]
AROUND_MOVES_OF_INSTITUTIONS = [
    Wall(
        name="institutionstagemove_by_rule",
        function="app_institution_stage_move_by_rule",
        moment="BEFORE INSERT OR UPDATE",
    ),
]
AROUND_TAKEN_OVER = [
    Wall(
        name="takenover_by_rule",
        function="app_taken_over_by_rule",
        moment="BEFORE INSERT OR UPDATE OR DELETE",
    ),
]
