"""Rows that wait to be imported; what costs little when many rows are written at once.

In bulk (`officials.context.in_bulk`) the circles of the speaker are read once, and the
triggers that fill in a circle or a copy trust what is written: the composite keys
refuse it when it is wrong. Inserts of many rows are kept in history by one statement.
"""


import django.contrib.postgres.fields
import django.db.models.deletion
import officials.dates
import officials.row_security
from django.conf import settings
from django.db import migrations, models

WORDS = r"""
-- The words of a folded name in alphabetical order, as officials/bringing/cells.py.
CREATE FUNCTION app_words(folded text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(word, ' ' ORDER BY word COLLATE "C"), '')
    FROM string_to_table(
        translate(folded, '-.,;:/()[]{}_+*&#!?@=<>|~^%$\', repeat(' ', 29)), ' ') AS word
    WHERE word <> ''
$$;
"""
IN_BULK = """
CREATE FUNCTION app_in_bulk() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN starts_with(current_setting('app.bulk', true),
                       current_setting('app.ctx', true) || '|');
END $$;

CREATE OR REPLACE FUNCTION app_circles() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    person bigint := app_uid();
    bulk text := current_setting('app.bulk', true);
BEGIN
    IF person IS NOT NULL AND starts_with(bulk, current_setting('app.ctx') || '|') THEN
        RETURN split_part(bulk, '|', 3)::bigint[];
    END IF;
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
BEFORE = """
CREATE OR REPLACE FUNCTION app_circles() RETURNS bigint[]
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
DROP FUNCTION app_in_bulk();
"""
TAKE = """
CREATE OR REPLACE FUNCTION app_take_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    circle bigint;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.circle_id IS NOT NULL AND app_in_bulk() THEN
        RETURN NEW;  -- the composite key refuses another circle than the parent's
    END IF;
    EXECUTE format('SELECT circle_id FROM %I WHERE id = $1::uuid', TG_ARGV[1])
        INTO circle USING to_jsonb(NEW) ->> TG_ARGV[0];
    IF circle IS NOT NULL THEN
        NEW.circle_id := circle;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION app_take_copy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    original jsonb;
BEGIN
    IF TG_OP = 'INSERT' AND app_in_bulk() THEN
        RETURN NEW;  -- the composite key refuses another value than the original
    END IF;
    EXECUTE format('SELECT jsonb_build_object($2, %I) FROM %I WHERE id = $1::uuid',
                   TG_ARGV[2], TG_ARGV[1])
        INTO original USING to_jsonb(NEW) ->> TG_ARGV[0], TG_ARGV[2];
    IF original IS NOT NULL THEN
        NEW := jsonb_populate_record(NEW, original);
    END IF;
    RETURN NEW;
END $$;
"""
# The most written ones are named: a fixed statement is planned once a session.
NO_WIDER = """
CREATE OR REPLACE FUNCTION app_no_wider() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named text;
    fits boolean;
BEGIN
    IF TG_ARGV[0] = 'post_id' AND TG_ARGV[1] = 'officials_post' THEN
        SELECT c.everyone OR c.id = NEW.circle_id INTO fits
        FROM officials_post n JOIN officials_circle c ON c.id = n.circle_id
        WHERE n.id = NEW.post_id;
        named := NEW.post_id;
    ELSIF TG_ARGV[0] = 'official_id' AND TG_ARGV[1] = 'officials_official' THEN
        SELECT c.everyone OR c.id = NEW.circle_id INTO fits
        FROM officials_official n JOIN officials_circle c ON c.id = n.circle_id
        WHERE n.id = NEW.official_id;
        named := NEW.official_id;
    ELSE
        named := to_jsonb(NEW) ->> TG_ARGV[0];
        EXECUTE format('SELECT c.everyone OR c.id = $2 FROM %I n JOIN officials_circle c'
                       ' ON c.id = n.circle_id WHERE n.id = $1::uuid', TG_ARGV[1])
            INTO fits USING named, NEW.circle_id;
    END IF;
    IF named IS NOT NULL AND NOT coalesce(fits, false) THEN
        RAISE EXCEPTION 'a record may not be wider than what it names'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0009_names_in_depth'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(WORDS, "DROP FUNCTION app_words"),
        migrations.RunSQL(IN_BULK, BEFORE),
        migrations.RunSQL(TAKE, migrations.RunSQL.noop),
        migrations.RunSQL(NO_WIDER, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='StagedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.BigIntegerField()),
                ('number', models.IntegerField(verbose_name='row')),
                ('who', models.TextField(blank=True)),
                ('words', models.TextField(blank=True)),
                ('name', models.TextField(blank=True, verbose_name='name')),
                ('folded', models.TextField(blank=True)),
                ('sort_key', models.TextField(blank=True)),
                ('given', models.TextField(blank=True)),
                ('patronymic', models.TextField(blank=True)),
                ('family', models.TextField(blank=True)),
                ('script', models.TextField(blank=True)),
                ('gender', models.TextField(blank=True)),
                ('born', officials.dates.PartialDateField(null=True)),
                ('died', officials.dates.PartialDateField(null=True)),
                ('identifiers', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('names', models.JSONField(default=list)),
                ('contacts', models.JSONField(default=list)),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('institution', models.TextField(blank=True)),
                ('above', models.TextField(blank=True)),
                ('country', models.TextField(blank=True)),
                ('kind', models.TextField(blank=True)),
                ('post', models.TextField(blank=True)),
                ('post_folded', models.TextField(blank=True)),
                ('started', officials.dates.PartialDateField(null=True)),
                ('ended', officials.dates.PartialDateField(null=True)),
                ('acting', models.BooleanField(default=False)),
                ('term', models.TextField(blank=True)),
                ('source', models.TextField(blank=True)),
                ('extra', models.JSONField(default=dict)),
                ('problems', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('faults', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('status', models.CharField(choices=[('new', 'New'), ('changed', 'Changed'), ('same', 'The same'), ('doubt', 'Who is it?'), ('wrong', 'Wrong')], max_length=10)),
                ('why', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('official', models.UUIDField(null=True)),
                ('candidates', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': 'row to import',
                'verbose_name_plural': 'rows to import',
                'ordering': ['file', 'number'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='batchrow',
            name='batchrow_of_its_maker',
        ),
        migrations.AddField(
            model_name='officialname',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=models.Func('folded', function='app_words'), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name='officialname',
            index=models.Index(fields=['words'], name='officialname_words'),
        ),
        migrations.AddConstraint(
            model_name='batchrow',
            constraint=officials.row_security.ShownTo(name='batchrow_of_its_maker', who='batch_id IN (SELECT b.id FROM officials_batch b)'),
        ),
        migrations.AddField(
            model_name='stagedrow',
            name='brought_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='stagedrow',
            index=models.Index(fields=['file', 'status', 'number'], name='stagedrow_of_file'),
        ),
        migrations.AddConstraint(
            model_name='stagedrow',
            constraint=officials.row_security.ShownTo(name='stagedrow_of_its_bringer', who='brought_by_id = (SELECT app_uid())'),
        ),
        migrations.AddConstraint(
            model_name='stagedrow',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ('new', 'changed', 'same', 'doubt', 'wrong'))), name='stagedrow_status_known'),
        ),
        migrations.RunSQL(
            "ALTER TABLE officials_stagedrow SET UNLOGGED",
            migrations.RunSQL.noop,
        ),
    ]
