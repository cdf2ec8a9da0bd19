"""The walls around keepers, and around what needs a second person (before.sql)."""

from officials.security.walls import Wall

AROUND_KEEPERS = [
    Wall(
        name="keeper_by_rule",
        function="app_keeper_by_rule",
        moment="BEFORE INSERT OR UPDATE OR DELETE",
    ),
]

# The columns of a person that say how they get in and what they may do.
OF_ACCOUNTS = (
    "username",
    "password",
    "email",
    "is_active",
    "is_external",
    "is_staff",
    "is_superuser",
    "must_use_second_factor",
)
AROUND_WAYS_IN = [
    Wall(
        name="password_chosen",
        function="app_password_chosen",
        moment="BEFORE INSERT OR UPDATE",
        table="staff_user",
    ),
    Wall(
        name="account_made",
        function="app_account_made",
        moment="AFTER INSERT",
        when="NEW.password_set_by_other_at IS NOT NULL",
        table="staff_user",
    ),
    Wall(
        name="account_changed",
        function="app_account_changed",
        moment=f"AFTER UPDATE OF {', '.join(OF_ACCOUNTS)}",
        table="staff_user",
    ),
    Wall(
        name="roles_changed",
        function="app_rights_changed",
        moment="AFTER INSERT OR UPDATE OR DELETE",
        table="staff_user_groups",
    ),
    Wall(
        name="permissions_changed",
        function="app_rights_changed",
        moment="AFTER INSERT OR UPDATE OR DELETE",
        table="staff_user_user_permissions",
    ),
    Wall(
        name="factor_changed",
        function="app_factor_changed",
        moment="AFTER INSERT OR UPDATE OR DELETE",
        table="mfa_authenticator",
    ),
    Wall(
        name="address_changed",
        function="app_address_changed",
        moment="AFTER INSERT OR UPDATE OR DELETE",
        table="account_emailaddress",
    ),
]
AROUND_WAY_CHANGES = [
    Wall(
        name="waychange_noted",
        function="app_way_change_noted",
        moment="BEFORE INSERT",
    ),
]
AROUND_ASSURANCES = [
    Wall(name="assurance_given", function="app_assured", moment="AFTER INSERT"),
]
AROUND_KEY_REQUESTS = [
    Wall(
        name="keyrequest_by_rule",
        function="app_key_request_by_rule",
        moment="BEFORE INSERT OR UPDATE OR DELETE",
    ),
    Wall(
        name="keyrequest_circles_rescued",
        function="app_circles_rescued",
        moment="AFTER UPDATE OF confirmed_at",
        when="NEW.kind = 'circles' AND NEW.confirmed_at IS NOT NULL",
    ),
    Wall(
        name="role_by_two",
        function="app_role_by_two",
        moment="BEFORE INSERT OR UPDATE",
        table="staff_user_groups",
    ),
    Wall(
        name="nobody_above_roles",
        function="app_nobody_above_roles",
        moment="BEFORE INSERT OR UPDATE OF is_superuser",
        when="NEW.is_superuser",
        table="staff_user",
    ),
    Wall(
        name="factor_by_two",
        function="app_factor_by_two",
        moment="BEFORE UPDATE OR DELETE",
        table="mfa_authenticator",
    ),
]
