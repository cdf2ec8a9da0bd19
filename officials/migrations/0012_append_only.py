"""Rows that are not changed any more, and the stems of running text."""

from django.db import migrations

APPEND_ONLY = """
-- AppendOnly: what is older than so many minutes stays as it was written.
CREATE FUNCTION app_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    free text[] := ARRAY['circle_id'] || TG_ARGV[2:TG_NARGS - 1];
BEGIN
    IF app_system()
       OR (before ->> TG_ARGV[0])::timestamptz
          > now() - make_interval(mins => TG_ARGV[1]::int)
       OR (TG_OP = 'UPDATE' AND before - free = to_jsonb(NEW) - free) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'what was written is not changed any more'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
"""
# The Russian configuration stems Latin words as English.
STEMS = """
CREATE FUNCTION app_stems(VARIADIC parts text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('pg_catalog.russian', array_to_string(parts, ' '))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("officials", "0011_history_in_bulk")]
    operations = [
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION app_append_only"),
        migrations.RunSQL(STEMS, "DROP FUNCTION app_stems"),
    ]
