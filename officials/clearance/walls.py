"""The walls around clearances, and around what a manager let go (before.sql)."""

from officials.security.walls import Wall

AROUND_CLEARANCES = [
    Wall(
        name="clearance_by_rule",
        function="app_clearance_by_rule",
        moment="BEFORE INSERT OR UPDATE OR DELETE",
    ),
]
AROUND_WALLS = [
    Wall(
        name="workcountry_change_is_told",
        function="app_wall_changed",
        moment="AFTER INSERT OR DELETE",
        values=("country", "code"),
        table="officials_workcountry",
    ),
    Wall(
        name="switch_change_is_told",
        function="app_wall_changed",
        moment="AFTER INSERT OR UPDATE OR DELETE",
        values=("switch", "name"),
        table="officials_switch",
    ),
    Wall(
        name="wallchange_by_rule",
        function="app_wallchange_by_rule",
        moment="BEFORE INSERT OR UPDATE",
    ),
]


def let_go_by_a_manager(name, *, back, columns):
    """The wall around `LetGo` of the model whose constraints begin with `name`.

    It falls when a row comes to one of the states `back`, or one of `columns` changes.
    """
    return Wall(
        name=f"{name}_let_go_by_a_manager",
        function="app_let_go_wall",
        moment="BEFORE INSERT OR UPDATE",
        values=(f"{{{','.join(back)}}}", f"{{{','.join(columns)}}}"),
    )
