-- What is asked of people: by the apps to the left, which know none of these tables.

-- Whether somebody may sign in at all: whoever left is made inactive.
CREATE OR REPLACE FUNCTION app_is_active(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM staff_user u WHERE u.id = person AND u.is_active);
END $$;

-- Whether somebody works here: active, and no external translator.
CREATE OR REPLACE FUNCTION app_works_here(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM staff_user u
                   WHERE u.id = person AND u.is_active AND NOT u.is_external);
END $$;

-- Whether one of the person's roles holds a permission.
CREATE OR REPLACE FUNCTION app_may(person bigint, app text, permission text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM staff_user_groups g
        JOIN auth_group_permissions gp ON gp.group_id = g.group_id
        JOIN auth_permission p ON p.id = gp.permission_id
        JOIN django_content_type t ON t.id = p.content_type_id
        WHERE g.user_id = person AND t.app_label = app AND p.codename = permission);
END $$;

-- Whether two people have held, for a day, a role that gives roles, each with a second
-- factor: from then on the rules of who keeps the keys are awake, for good.
CREATE OR REPLACE FUNCTION app_keys_held() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM staff_tenure one
        JOIN staff_tenure other ON other.person_id > one.person_id
        WHERE least(coalesce(one.ended_at, now()), coalesce(other.ended_at, now()))
              - greatest(one.began_at, other.began_at) >= interval '1 day');
END $$;

-- A name without case and further spaces, to compare it.
CREATE OR REPLACE FUNCTION app_plain_name(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(regexp_replace(btrim(coalesce(name, '')), '\s+', ' ', 'g'))
$$;

-- Whether a name, however it is written, is the person's own or their account's.
CREATE OR REPLACE FUNCTION app_is_called(person bigint, name text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM staff_user u
        WHERE u.id = person AND app_plain_name(name)
            IN (nullif(app_plain_name(u.full_name), ''),
                nullif(app_plain_name(u.username), '')))
$$;

-- The log of the Django admin, a table of Django's own: who wrote an entry sees it, and
-- so do those who administer people, unless it names the key of a record.
ALTER TABLE django_admin_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE django_admin_log FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS adminlog_of_its_writer ON django_admin_log;
CREATE POLICY adminlog_of_its_writer ON django_admin_log
    USING (user_id = (SELECT app_person()) OR (SELECT app_system())
           OR (object_id !~ '-' AND (SELECT app_holds('staff', 'change_user'))))
    WITH CHECK (user_id = (SELECT app_person()) OR (SELECT app_system()));
