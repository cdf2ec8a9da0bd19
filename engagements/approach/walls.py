"""The walls around “Before we approach” and what it rests on (before.sql)."""

from officials.security.walls import Wall

AROUND_APPROACHES = [
    Wall(
        name="approach_signed_stays",
        function="app_signed_stays",
        moment="BEFORE UPDATE OR DELETE",
        values=("id", "review_id"),
    ),
    Wall(
        name="conductcheck_signed_stays",
        function="app_signed_stays",
        moment="BEFORE UPDATE OR DELETE",
        values=("id", "reviewed_by_id", "reviewed_at"),
        table="officials_conductcheck",
    ),
    Wall(
        name="exposurerisk_signed_stays",
        function="app_signed_stays",
        moment="BEFORE UPDATE OR DELETE",
        values=("id",),
        table="officials_exposurerisk",
    ),
    Wall(
        name="exposurethreat_signed_stays",
        function="app_signed_stays",
        moment="BEFORE INSERT OR UPDATE OR DELETE",
        values=("exposure_id",),
        table="officials_exposurethreat",
    ),
    Wall(
        name="reviewrequest_by_another",
        function="app_signed_by_another",
        moment="BEFORE UPDATE OF state, decided_by_id",
        when="NEW.state = 'signed' AND OLD.state <> 'signed'",
        table="officials_reviewrequest",
    ),
    Wall(
        name="approach_recommendation_accepted",
        function="app_recommendation_accepted",
        moment="AFTER INSERT OR UPDATE OF recommendation_id",
        when="NEW.recommendation_id IS NOT NULL",
    ),
    Wall(
        name="recommendation_still_accepted",
        function="app_recommendation_accepted",
        moment="AFTER UPDATE OF response",
        when="NEW.response NOT IN ('accepted', 'partially')",
        table="engagements_recommendation",
    ),
]

# What clearances rest on; each takes them along.
FOLLOWED_BY_CLEARANCES = [
    Wall(
        name=f"{name}_clears",
        function="app_clearance_follows",
        moment="AFTER INSERT OR UPDATE OR DELETE",
        table=table,
    )
    for name, table in {
        "conductcheck": "officials_conductcheck",
        "exposurerisk": "officials_exposurerisk",
        "exposurethreat": "officials_exposurethreat",
        "approach": "engagements_approach",
    }.items()
] + [
    Wall(
        name="reviewrequest_clears",
        function="app_clearance_follows",
        moment="AFTER UPDATE OF state, decided_by_id, decided_at, ahead_at",
        when="NEW.kind = 'approach' AND OLD IS DISTINCT FROM NEW",
        table="officials_reviewrequest",
    ),
    Wall(
        name="relationship_clears",
        function="app_clearance_follows",
        moment="AFTER INSERT OR UPDATE OF stage, official_id, circle_id OR DELETE",
        table="engagements_relationship",
    ),
    Wall(
        name="takenover_clears",
        function="app_clearance_follows",
        moment="AFTER UPDATE OR DELETE",
        table="engagements_takenover",
    ),
    Wall(
        name="takenover_answered_clears",
        function="app_clearance_follows",
        moment="AFTER INSERT",
        when="NEW.answered_at IS NOT NULL",  # of what is not, the relationship tells
        table="engagements_takenover",
    ),
]
