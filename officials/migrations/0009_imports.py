"""Rows that wait to be imported; what costs little when many rows are written at once.

In bulk (`officials.context.in_bulk`) the circles of the speaker are read once, and the
triggers that fill in a circle or a copy trust what is written: the composite keys
refuse it when it is wrong. Inserts of many rows are kept in history by one statement.
"""


import django.contrib.postgres.fields
import django.db.models.deletion
import officials.dates
import officials.row_security
import pgtrigger.compiler
import pgtrigger.migrations
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
        ('officials', '0006_seats_and_identifiers'),
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
        pgtrigger.migrations.RemoveTrigger(
            model_name='appointment',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contactpoint',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='identifier',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='official',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='officialname',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='post',
            name='insert_insert',
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
        pgtrigger.migrations.AddTrigger(
            model_name='appointment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "officials_appointmentevent" ("acting", "circle_id", "disputed", "ended", "ended_circa", "followed_up_at", "followed_up_by_id", "id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "source", "started", "started_circa", "term") SELECT new_values."acting", new_values."circle_id", new_values."disputed", new_values."ended", new_values."ended_circa", new_values."followed_up_at", new_values."followed_up_by_id", new_values."id", new_values."official_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."post_id", new_values."source", new_values."started", new_values."started_circa", new_values."term" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2127195b00e7b9d6195a661d5ab61771dcf4d405', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_67fce', referencing='REFERENCING NEW TABLE AS new_values ', table='officials_appointment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactpoint',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "officials_contactpointevent" ("circle_id", "gatekeeper", "hours", "id", "kind", "note", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "safe_to_use", "valid_from", "valid_until", "value") SELECT new_values."circle_id", new_values."gatekeeper", new_values."hours", new_values."id", new_values."kind", new_values."note", new_values."official_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."preferred", new_values."safe_to_use", new_values."valid_from", new_values."valid_until", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6ad42b87452844ceefbf05665e56eff19dc560ec', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_13190', referencing='REFERENCING NEW TABLE AS new_values ', table='officials_contactpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifier',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "officials_identifierevent" ("circle_id", "id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") SELECT new_values."circle_id", new_values."id", new_values."official_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheme", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='19d55c851769dadb6c144250500554dbec38b6ce', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_024f2', referencing='REFERENCING NEW TABLE AS new_values ', table='officials_identifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "officials_officialevent" ("born", "circle_id", "died", "gender", "id", "name", "native_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_name") SELECT new_values."born", new_values."circle_id", new_values."died", new_values."gender", new_values."id", new_values."name", new_values."native_name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sort_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7328099a8d2ba2ce74bccddaf7cb88e54576098b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_80e73', referencing='REFERENCING NEW TABLE AS new_values ', table='officials_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officialname',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "officials_officialnameevent" ("circle_id", "family", "given", "id", "is_display", "kind", "language", "official_id", "patronymic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "script", "text") SELECT new_values."circle_id", new_values."family", new_values."given", new_values."id", new_values."is_display", new_values."kind", new_values."language", new_values."official_id", new_values."patronymic", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."script", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6dac0c2f6a74bd6d5f137a4a5f72269eb13c40ac', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_99e4b', referencing='REFERENCING NEW TABLE AS new_values ', table='officials_officialname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='post',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "officials_postevent" ("abolished_on", "circle_id", "function", "id", "institution_id", "is_leading", "native_title", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "renamed_from_id", "seats", "title") SELECT new_values."abolished_on", new_values."circle_id", new_values."function", new_values."id", new_values."institution_id", new_values."is_leading", new_values."native_title", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rank", new_values."renamed_from_id", new_values."seats", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0a4d2764678979a9a4b5dc344e95ba3d530ca87e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_66dff', referencing='REFERENCING NEW TABLE AS new_values ', table='officials_post', when='AFTER')),
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
