"""Functions for certain days, copied columns and trees without loops."""

from django.db import migrations

CERTAIN_DAYS = """
CREATE FUNCTION app_certain_days(
    started daterange, started_circa boolean, ended daterange, ended_circa boolean
) RETURNS daterange LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN started IS NULL OR ended IS NOT NULL AND first >= last THEN 'empty'::daterange
        ELSE daterange(first, last)
    END FROM (SELECT
        upper(started) - 1 + CASE WHEN started_circa THEN 365 ELSE 0 END AS first,
        lower(ended) - CASE WHEN ended_circa THEN 365 ELSE 0 END AS last) days
$$;
"""
TAKE_COPY = """
-- CopiesFrom: the copy is what the named record says, whatever the writer said.
CREATE FUNCTION app_take_copy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named text := to_jsonb(NEW) ->> TG_ARGV[0];
    original jsonb;
BEGIN
    EXECUTE format('SELECT jsonb_build_object($2, %I) FROM %I WHERE id = $1::uuid',
                   TG_ARGV[2], TG_ARGV[1]) INTO original USING named, TG_ARGV[2];
    IF original IS NOT NULL THEN
        NEW := jsonb_populate_record(NEW, original);
    END IF;
    RETURN NEW;
END $$;
"""
NO_LOOP = """
-- NoLoop: one writer at a time, or two could close a loop that neither sees.
CREATE FUNCTION app_no_loop() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above text := to_jsonb(NEW) ->> TG_ARGV[0];
    loops boolean;
BEGIN
    IF above IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext(TG_TABLE_NAME || '.' || TG_ARGV[0]));
    EXECUTE format(
        'WITH RECURSIVE up(id) AS ('
        '    SELECT $1::uuid UNION'
        '    SELECT t.%1$I FROM %2$I t JOIN up ON t.id = up.id WHERE t.%1$I IS NOT NULL)'
        'SELECT EXISTS (SELECT 1 FROM up WHERE id = $2)',
        TG_ARGV[0], TG_TABLE_NAME) INTO loops USING above, NEW.id;
    IF loops THEN
        RAISE EXCEPTION 'a record may not stand above itself'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("officials", "0003_sort_names_anew")]
    operations = [
        migrations.RunSQL(CERTAIN_DAYS, "DROP FUNCTION app_certain_days"),
        migrations.RunSQL(TAKE_COPY, "DROP FUNCTION app_take_copy"),
        migrations.RunSQL(NO_LOOP, "DROP FUNCTION app_no_loop"),
    ]
