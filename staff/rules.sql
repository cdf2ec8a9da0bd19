-- What is asked of people: by the apps to the left, which know none of these tables.

-- Whether a lock keeps somebody out: one of theirs, or the one of the house.
CREATE OR REPLACE FUNCTION app_is_locked_out(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM staff_houselock h WHERE h.opened_at IS NULL)
        OR EXISTS (SELECT 1 FROM staff_lock l
                   WHERE l.person_id = person AND l.lifted_at IS NULL);
END $$;

-- Whether somebody may be in: whoever left is made inactive, and no lock keeps them out.
CREATE OR REPLACE FUNCTION app_is_active(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM staff_user u WHERE u.id = person AND u.is_active)
        AND NOT app_is_locked_out(person);
END $$;

-- Whether somebody works here: may be in, and is no external translator.
CREATE OR REPLACE FUNCTION app_works_here(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM staff_user u
                   WHERE u.id = person AND u.is_active AND NOT u.is_external)
        AND NOT app_is_locked_out(person);
END $$;

-- Whether somebody's password is one that another person chose, who may still know it.
CREATE OR REPLACE FUNCTION app_password_by_other(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM staff_user u
                   WHERE u.id = person AND u.password_set_by_other_at IS NOT NULL);
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

-- Whether somebody is a keeper in office, be the house locked or not. Of others than who
-- speaks it knows while one who works here asks (staff/keepers/models.py).
CREATE OR REPLACE FUNCTION app_opens_house(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM staff_keeper k JOIN staff_user u ON u.id = k.person_id
        WHERE k.person_id = person AND k.laid_down_at IS NULL
          AND k.confirmed_by_id IS NOT NULL AND u.is_active AND NOT u.is_external
          AND NOT EXISTS (SELECT 1 FROM staff_lock l
                          WHERE l.person_id = person AND l.lifted_at IS NULL))
        AND app_has_factor(person)
        AND NOT app_way_changed_of_late(person);
END $$;

-- Whether somebody may lock a person: everybody themselves; keepers, and who holds the
-- permission, anybody.
CREATE OR REPLACE FUNCTION app_may_lock(who bigint, person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN app_is_active(who) AND (who = person OR app_works_here(who)
        AND (app_may(who, 'staff', 'lock_user') OR app_opens_house(who)));
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
