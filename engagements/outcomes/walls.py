"""The walls around outcomes, what they rest on, and reforms (before.sql)."""

from officials.security.walls import Wall

AROUND_OUTCOMES = [
    Wall(
        name="outcome_by_rule",
        function="app_outcome_by_rule",
        moment="AFTER INSERT OR UPDATE",
    ),
]
AROUND_SUBSTANTIATION = [
    Wall(
        name="substantiation_by_rule",
        function="app_substantiation_by_rule",
        moment=(
            "BEFORE INSERT OR DELETE OR UPDATE OF outcome_id, person_id, name, said_on"
        ),
    ),
]
AROUND_LINKS = [
    Wall(
        name="outcomelink_by_rule",
        function="app_outcomelink_by_rule",
        moment="AFTER INSERT OR UPDATE OF outcome_id, action_id, exchange_id",
    ),
]
AROUND_REFORMS = [
    Wall(
        name="reform_by_rule",
        function="app_reform_by_rule",
        moment="AFTER INSERT OR UPDATE OF state",
    ),
]
AROUND_STEPS = [
    Wall(
        name="reformstep_by_rule",
        function="app_reformstep_by_rule",
        moment="BEFORE INSERT",
    ),
]
