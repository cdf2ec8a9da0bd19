"""All tables at once, with their rules and their history."""

import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import officials.clearance.goes_out
import officials.days
import officials.names.fold
import officials.schema.all_at_once
import officials.security.records
import officials.security.row_security
import officials.security.walls
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('officials', '0003_rules'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('staff', '__first__'),
    ]

    operations = [
        officials.schema.all_at_once.AllAtOnce(
            operations=[
                migrations.CreateModel(
                    name='Exchange',
                    fields=[
                        ('id', models.UUIDField(db_default=models.Func(function='app_new_key', output_field=models.UUIDField()), default=officials.security.records.new_key, editable=False, primary_key=True, serialize=False)),
                        ('circle', models.ForeignKey(db_index=False, default=1, help_text='Only the people of this circle see this record.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officials.circle', verbose_name='circle')),
                        ('days_spent', models.DecimalField(blank=True, decimal_places=2, help_text='Working days, all of us together: 0.5 is half a day.', max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='days of our people')),
                        ('money_spent', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='money spent')),
                        ('currency', models.CharField(default='EUR', help_text='Three letters: EUR, RUB, SEK.', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'A currency is three capital letters: EUR, RUB, SEK.')], verbose_name='currency')),
                        ('title', models.CharField(max_length=250, verbose_name='title')),
                        ('kind', models.CharField(choices=[('seminar', 'Seminar'), ('study_visit', 'Study visit'), ('conference', 'Conference'), ('internship', 'Internship'), ('round_table', 'Round table')], max_length=15, verbose_name='kind')),
                        ('place', models.CharField(blank=True, max_length=150, verbose_name='place')),
                        ('country', models.CharField(blank=True, help_text='Two letters: RU, FI, NL.', max_length=2, verbose_name='country')),
                        ('starts_on', officials.days.Day(blank=True, null=True, validators=[officials.days.within_ten_years], verbose_name='from')),
                        ('ends_on', officials.days.Day(blank=True, null=True, validators=[officials.days.within_ten_years], verbose_name='until')),
                        ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exchanges', to=settings.AUTH_USER_MODEL, verbose_name='lead')),
                        ('purpose', models.TextField(blank=True, verbose_name='what it is for')),
                        ('useful_to', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ministry', 'Ministry'), ('police', 'Police'), ('court', 'Court'), ('prosecutor', 'Prosecutor’s office'), ('prison', 'Prison service'), ('parliament', 'Parliament'), ('ombudsman', 'Ombudsman'), ('local_administration', 'Local administration'), ('academy', 'Academy'), ('international', 'International organisation'), ('ngo', 'Non-governmental organisation'), ('other', 'Other')], max_length=20), blank=True, default=list, help_text='The kinds of institution whose people can use it.', size=None, verbose_name='useful to')),
                        ('folded', officials.names.fold.FoldedField('title', 'place', blank=True, default='', editable=False)),
                        ('themes', models.ManyToManyField(blank=True, related_name='exchanges', through='exchanges.ExchangeTheme', to='officials.theme', verbose_name='themes')),
                    ],
                    options={
                        'verbose_name': 'exchange',
                        'verbose_name_plural': 'exchanges',
                        'ordering': [models.OrderBy(models.F('starts_on'), descending=True, nulls_first=True), 'pk'],
                        'abstract': False,
                        'indexes': [models.Index(fields=['starts_on'], name='exchange_start'), django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='exchange_folded', opclasses=['gin_trgm_ops'])],
                        'constraints': [officials.security.row_security.Circled(also='', name='exchanges_exchange_circle'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('starts_on__range', (datetime.date(1900, 1, 1), datetime.date(2200, 12, 31))), _connector='OR'), name='exchange_starts_on_within_reach', violation_error_message='A day of what we do lies between 1900 and 2200.'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__range', (datetime.date(1900, 1, 1), datetime.date(2200, 12, 31))), _connector='OR'), name='exchange_ends_on_within_reach', violation_error_message='A day of what we do lies between 1900 and 2200.'), models.CheckConstraint(condition=models.Q(models.Q(('days_spent', None), ('days_spent__gte', 0), _connector='OR'), models.Q(('money_spent', None), ('money_spent__gte', 0), _connector='OR')), name='exchange_spent_not_negative', violation_error_message='What was spent is not less than nothing.'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='exchange_ends_after_start', violation_error_message='It cannot end before it begins.'), models.CheckConstraint(condition=models.Q(('country', ''), ('country__regex', '^[A-Z]{2}$'), _connector='OR'), name='exchange_country_code', violation_error_message='A country is two capital letters: RU, FI, NL.')],
                    },
                ),
                migrations.CreateModel(
                    name='ExchangeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchanges.exchange')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.UUIDField(db_default=models.Func(function='app_new_key', output_field=models.UUIDField()), default=officials.security.records.new_key, editable=False, serialize=False)),
                        ('circle', models.ForeignKey(db_constraint=False, default=1, help_text='Only the people of this circle see this record.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='officials.circle', verbose_name='circle')),
                        ('days_spent', models.DecimalField(blank=True, decimal_places=2, help_text='Working days, all of us together: 0.5 is half a day.', max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='days of our people')),
                        ('money_spent', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='money spent')),
                        ('currency', models.CharField(default='EUR', help_text='Three letters: EUR, RUB, SEK.', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'A currency is three capital letters: EUR, RUB, SEK.')], verbose_name='currency')),
                        ('title', models.CharField(max_length=250, verbose_name='title')),
                        ('kind', models.CharField(choices=[('seminar', 'Seminar'), ('study_visit', 'Study visit'), ('conference', 'Conference'), ('internship', 'Internship'), ('round_table', 'Round table')], max_length=15, verbose_name='kind')),
                        ('place', models.CharField(blank=True, max_length=150, verbose_name='place')),
                        ('country', models.CharField(blank=True, help_text='Two letters: RU, FI, NL.', max_length=2, verbose_name='country')),
                        ('starts_on', officials.days.Day(blank=True, null=True, validators=[officials.days.within_ten_years], verbose_name='from')),
                        ('ends_on', officials.days.Day(blank=True, null=True, validators=[officials.days.within_ten_years], verbose_name='until')),
                        ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lead')),
                        ('purpose', models.TextField(blank=True, verbose_name='what it is for')),
                        ('useful_to', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ministry', 'Ministry'), ('police', 'Police'), ('court', 'Court'), ('prosecutor', 'Prosecutor’s office'), ('prison', 'Prison service'), ('parliament', 'Parliament'), ('ombudsman', 'Ombudsman'), ('local_administration', 'Local administration'), ('academy', 'Academy'), ('international', 'International organisation'), ('ngo', 'Non-governmental organisation'), ('other', 'Other')], max_length=20), blank=True, default=list, help_text='The kinds of institution whose people can use it.', size=None, verbose_name='useful to')),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [officials.security.row_security.HistoryOfRecord(name='exchanges_exchange_history')],
                    },
                ),
                migrations.CreateModel(
                    name='ExchangeTheme',
                    fields=[
                        ('id', models.UUIDField(db_default=models.Func(function='app_new_key', output_field=models.UUIDField()), default=officials.security.records.new_key, editable=False, primary_key=True, serialize=False)),
                        ('circle', models.ForeignKey(db_index=False, default=1, help_text='Only the people of this circle see this record.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officials.circle', verbose_name='circle')),
                        ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_links', to='exchanges.exchange')),
                        ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exchange_links', to='officials.theme')),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [officials.security.row_security.Circled(also='', name='exchanges_exchangetheme_circle'), officials.security.row_security.FollowsParent(field='exchange', name='exchangetheme_of_exchange'), models.UniqueConstraint(fields=('exchange', 'theme'), name='exchangetheme_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Participation',
                    fields=[
                        ('id', models.UUIDField(db_default=models.Func(function='app_new_key', output_field=models.UUIDField()), default=officials.security.records.new_key, editable=False, primary_key=True, serialize=False)),
                        ('circle', models.ForeignKey(db_index=False, default=1, help_text='Only the people of this circle see this record.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officials.circle', verbose_name='circle')),
                        ('let_go_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='let go by')),
                        ('let_go_at', models.DateTimeField(editable=False, null=True, verbose_name='let go')),
                        ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='exchanges.exchange', verbose_name='exchange')),
                        ('official', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='officials.official', verbose_name='official')),
                        ('role', models.CharField(choices=[('participant', 'Participant'), ('speaker', 'Speaker'), ('expert', 'Expert'), ('interpreter', 'Interpreter'), ('observer', 'Observer'), ('organiser', 'Organiser')], default='participant', max_length=12, verbose_name='role')),
                        ('state', models.CharField(choices=[('nominated', 'Nominated'), ('invited', 'Invited'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('confirmed', 'Confirmed'), ('attended', 'Attended'), ('no_show', 'Did not come')], default='nominated', editable=False, max_length=10, verbose_name='state')),
                        ('remark', models.CharField(blank=True, max_length=300, verbose_name='remark')),
                    ],
                    options={
                        'verbose_name': 'participation',
                        'verbose_name_plural': 'participations',
                        'ordering': ['exchange', 'role', 'pk'],
                        'permissions': [('invite_participation', 'Can move invitations on')],
                        'abstract': False,
                        'indexes': [models.Index(fields=['official'], name='participation_of_person')],
                        'constraints': [officials.security.row_security.Circled(also='', name='exchanges_participation_circle'), officials.security.row_security.FollowsParent(field='exchange', name='participation_of_exchange'), officials.security.row_security.NoWiderThan(field='official', name='participation_no_wider_than_official'), models.UniqueConstraint(fields=('exchange', 'official'), name='participation_once', violation_error_message='This person is in that exchange already.'), models.CheckConstraint(condition=models.Q(models.Q(('let_go_at', None), ('let_go_by', None)), models.Q(('let_go_at__isnull', False), ('let_go_by__isnull', False)), _connector='OR'), name='participation_let_go_by_somebody'), officials.security.walls.Wall(function='app_let_go_wall', moment='BEFORE INSERT OR UPDATE', name='participation_let_go_by_a_manager', values=('{nominated,declined}', '{official_id,exchange_id}')), officials.clearance.goes_out.GoesOut(changes=('state', 'official', 'let_go_by'), name='participation_goes_out', when="NEW.state IN ('invited', 'confirmed')", who='app_participation_goes_to')],
                    },
                ),
                migrations.CreateModel(
                    name='ParticipationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exchanges.participation')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.UUIDField(db_default=models.Func(function='app_new_key', output_field=models.UUIDField()), default=officials.security.records.new_key, editable=False, serialize=False)),
                        ('circle', models.ForeignKey(db_constraint=False, default=1, help_text='Only the people of this circle see this record.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='officials.circle', verbose_name='circle')),
                        ('let_go_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='let go by')),
                        ('let_go_at', models.DateTimeField(editable=False, null=True, verbose_name='let go')),
                        ('exchange', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exchanges.exchange', verbose_name='exchange')),
                        ('official', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='officials.official', verbose_name='official')),
                        ('role', models.CharField(choices=[('participant', 'Participant'), ('speaker', 'Speaker'), ('expert', 'Expert'), ('interpreter', 'Interpreter'), ('observer', 'Observer'), ('organiser', 'Organiser')], default='participant', max_length=12, verbose_name='role')),
                        ('state', models.CharField(choices=[('nominated', 'Nominated'), ('invited', 'Invited'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('confirmed', 'Confirmed'), ('attended', 'Attended'), ('no_show', 'Did not come')], default='nominated', editable=False, max_length=10, verbose_name='state')),
                        ('remark', models.CharField(blank=True, max_length=300, verbose_name='remark')),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [officials.security.row_security.HistoryOfRecord(name='exchanges_participation_history')],
                    },
                ),
            ],
        ),
        officials.schema.all_at_once.AllAtOnce(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name='exchangeevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='286e1364b957a86b308d277f780667f0c8fb22ed', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_103a0', table='exchanges_exchangeevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exchange',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchanges_exchangeevent" ("circle_id", "country", "currency", "days_spent", "ends_on", "id", "kind", "lead_id", "money_spent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "purpose", "starts_on", "title", "useful_to") VALUES (NEW."circle_id", NEW."country", NEW."currency", NEW."days_spent", NEW."ends_on", NEW."id", NEW."kind", NEW."lead_id", NEW."money_spent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."purpose", NEW."starts_on", NEW."title", NEW."useful_to"); RETURN NULL;', hash='f151ed1b6a2e39122bdcb820c7a47fb62ffd7dbb', operation='INSERT', pgid='pgtrigger_insert_insert_fc469', table='exchanges_exchange', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exchange',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."circle_id" IS DISTINCT FROM (NEW."circle_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."days_spent" IS DISTINCT FROM (NEW."days_spent") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."money_spent" IS DISTINCT FROM (NEW."money_spent") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."useful_to" IS DISTINCT FROM (NEW."useful_to"))', func='INSERT INTO "exchanges_exchangeevent" ("circle_id", "country", "currency", "days_spent", "ends_on", "id", "kind", "lead_id", "money_spent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "purpose", "starts_on", "title", "useful_to") VALUES (NEW."circle_id", NEW."country", NEW."currency", NEW."days_spent", NEW."ends_on", NEW."id", NEW."kind", NEW."lead_id", NEW."money_spent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."purpose", NEW."starts_on", NEW."title", NEW."useful_to"); RETURN NULL;', hash='0b5f454e3c7d74abca7df80a67787e8922cdad4b', operation='UPDATE', pgid='pgtrigger_update_update_9215f', table='exchanges_exchange', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exchange',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchanges_exchangeevent" ("circle_id", "country", "currency", "days_spent", "ends_on", "id", "kind", "lead_id", "money_spent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "purpose", "starts_on", "title", "useful_to") VALUES (OLD."circle_id", OLD."country", OLD."currency", OLD."days_spent", OLD."ends_on", OLD."id", OLD."kind", OLD."lead_id", OLD."money_spent", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."purpose", OLD."starts_on", OLD."title", OLD."useful_to"); RETURN NULL;', hash='51fe12fd48206985744e1d48afab37df92f81d46', operation='DELETE', pgid='pgtrigger_delete_delete_f175f', table='exchanges_exchange', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='participation',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchanges_participationevent" ("circle_id", "exchange_id", "id", "let_go_at", "let_go_by_id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "role", "state") VALUES (NEW."circle_id", NEW."exchange_id", NEW."id", NEW."let_go_at", NEW."let_go_by_id", NEW."official_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remark", NEW."role", NEW."state"); RETURN NULL;', hash='ab1c1e45857b733e5f8375c5a69b175adb18aa9a', operation='INSERT', pgid='pgtrigger_insert_insert_9fd68', table='exchanges_participation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='participation',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exchanges_participationevent" ("circle_id", "exchange_id", "id", "let_go_at", "let_go_by_id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "role", "state") VALUES (NEW."circle_id", NEW."exchange_id", NEW."id", NEW."let_go_at", NEW."let_go_by_id", NEW."official_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remark", NEW."role", NEW."state"); RETURN NULL;', hash='8e87ec81ad48fa119a2bb3a77971ad56b6cbebb9', operation='UPDATE', pgid='pgtrigger_update_update_5e3ab', table='exchanges_participation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='participation',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exchanges_participationevent" ("circle_id", "exchange_id", "id", "let_go_at", "let_go_by_id", "official_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "role", "state") VALUES (OLD."circle_id", OLD."exchange_id", OLD."id", OLD."let_go_at", OLD."let_go_by_id", OLD."official_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."remark", OLD."role", OLD."state"); RETURN NULL;', hash='7492ab4d3675ce74961aba291c06b808a555e850', operation='DELETE', pgid='pgtrigger_delete_delete_73fe1', table='exchanges_participation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='participationevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='497658e7063ea7dbef66e65f5e863392a3b0e1be', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e91da', table='exchanges_participationevent', when='BEFORE')),
                ),
            ],
        ),
    ]
