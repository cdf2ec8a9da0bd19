"""The walls around locks (before.sql)."""

from officials.security.walls import Wall

AROUND_LOCKS = [
    Wall(
        name="lock_by_rule",
        function="app_lock_by_rule",
        moment="BEFORE INSERT OR UPDATE OR DELETE",
    ),
]
AROUND_THE_HOUSE = [
    Wall(
        name="houselock_by_rule",
        function="app_house_lock_by_rule",
        moment="BEFORE INSERT OR UPDATE OR DELETE",
    ),
]
AROUND_KEYS = [
    Wall(
        name="housekey_by_rule",
        function="app_house_key_by_rule",
        moment="BEFORE INSERT OR UPDATE OR DELETE",
    ),
    Wall(
        name="housekey_turned",
        function="app_house_key_turned",
        moment="AFTER INSERT",
    ),
]
