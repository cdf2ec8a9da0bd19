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
