"""The extensions and functions that row security, keys and search rest on."""

from django.conf import settings
from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

from officials.ownership import SetPrivileges

CONTEXT = """
CREATE FUNCTION app_now() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT extract(epoch FROM transaction_timestamp())::text
$$;

-- Who this transaction speaks for; a setting of another transaction counts for nothing.
CREATE FUNCTION app_speaker() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT split_part(c, '|', 1) FROM (SELECT current_setting('app.ctx', true) c) s
    WHERE split_part(c, '|', 2) = app_now()
$$;

CREATE FUNCTION app_system() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(app_speaker() = 'system', false)
$$;

CREATE FUNCTION app_uid() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN app_speaker() ~ '^[0-9]+$' THEN app_speaker()::bigint END
$$;
"""

CIRCLES = """
CREATE FUNCTION app_may(person bigint, app text, permission text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM staff_user_groups g
        JOIN auth_group_permissions gp ON gp.group_id = g.group_id
        JOIN auth_permission p ON p.id = gp.permission_id
        JOIN django_content_type t ON t.id = p.content_type_id
        WHERE g.user_id = person AND t.app_label = app AND p.codename = permission);
END $$;

-- All staff is every active person who is no external translator: computed, not rows.
CREATE FUNCTION app_circles() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    person bigint := app_uid();
BEGIN
    IF NOT EXISTS (SELECT 1 FROM staff_user u
                   WHERE u.id = person AND u.is_active AND NOT u.is_external) THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT c.id FROM officials_circle c
        WHERE c.everyone
           OR EXISTS (SELECT 1 FROM officials_membership m
                      WHERE m.circle_id = c.id AND m.person_id = person)
           OR (NOT c.sealed AND app_may(person, 'officials', 'see_open_circles')));
END $$;
"""

TRIGGERS = """
-- FollowsParent: the circle of a part is that of its whole, whatever the writer said.
CREATE FUNCTION app_take_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parent text := to_jsonb(NEW) ->> TG_ARGV[0];
    circle bigint;
BEGIN
    EXECUTE format('SELECT circle_id FROM %I WHERE id = $1::uuid', TG_ARGV[1])
        INTO circle USING parent;
    IF circle IS NOT NULL THEN
        NEW.circle_id := circle;
    END IF;
    RETURN NEW;
END $$;

-- NoWiderThan: what is named must be in All staff or in the circle of what names it.
CREATE FUNCTION app_no_wider() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named text := to_jsonb(NEW) ->> TG_ARGV[0];
    fits boolean;
BEGIN
    IF named IS NULL THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT c.everyone OR c.id = $2 FROM %I n JOIN officials_circle c'
                   ' ON c.id = n.circle_id WHERE n.id = $1::uuid', TG_ARGV[1])
        INTO fits USING named, NEW.circle_id;
    IF NOT coalesce(fits, false) THEN
        RAISE EXCEPTION 'a record may not be wider than what it names'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

-- The same from the other end; it must see rows that the mover may not.
CREATE FUNCTION app_not_left_wider() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    left_wider boolean;
BEGIN
    IF NEW.circle_id = OLD.circle_id
       OR (SELECT everyone FROM officials_circle WHERE id = NEW.circle_id) THEN
        RETURN NULL;
    END IF;
    IF NOT app_system() THEN
        RAISE EXCEPTION 'a record moves between circles as system'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I = $1 AND circle_id <> $2)',
                   TG_ARGV[1], TG_ARGV[0]) INTO left_wider USING NEW.id, NEW.circle_id;
    IF left_wider THEN
        RAISE EXCEPTION 'a record that names this one would be wider than it'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
"""

# UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits.
KEYS = """
CREATE FUNCTION app_new_key() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(set_byte(
        overlay(uuid_send(gen_random_uuid()) PLACING
            substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                      FROM 3) FROM 1 FOR 6),
        6, (get_byte(uuid_send(gen_random_uuid()), 6) & 15) | 112), 'hex')::uuid
$$;
"""

# A partial date as in files: 2009, 2009-05, 2009-05-13, else both ends.
DATES = """
CREATE FUNCTION app_partial_date(days daterange) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN isempty(days) THEN NULL
        WHEN upper(days) = lower(days) + 1 THEN to_char(lower(days), 'YYYY-MM-DD')
        WHEN date_trunc('year', lower(days)) = lower(days)
             AND upper(days) = lower(days) + interval '1 year'
            THEN to_char(lower(days), 'YYYY')
        WHEN date_trunc('month', lower(days)) = lower(days)
             AND upper(days) = lower(days) + interval '1 month'
            THEN to_char(lower(days), 'YYYY-MM')
        ELSE to_char(lower(days), 'YYYY-MM-DD') || '/'
             || to_char(upper(days) - 1, 'YYYY-MM-DD')
    END
$$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        SetPrivileges(),
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(
            CONTEXT, "DROP FUNCTION app_uid, app_system, app_speaker, app_now"
        ),
        migrations.RunSQL(CIRCLES, "DROP FUNCTION app_circles, app_may"),
        migrations.RunSQL(
            TRIGGERS,
            "DROP FUNCTION app_take_circle, app_no_wider, app_not_left_wider",
        ),
        migrations.RunSQL(KEYS, "DROP FUNCTION app_new_key"),
        migrations.RunSQL(DATES, "DROP FUNCTION app_partial_date"),
    ]
