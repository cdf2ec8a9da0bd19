"""All tables at once, with their rules and their history."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import officials.dates
import officials.names.fold
import officials.schema.all_at_once
import officials.security.records
import officials.security.row_security
import officials.security.uploads
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
                    name='Document',
                    fields=[
                        ('id', models.UUIDField(db_default=models.Func(function='app_new_key', output_field=models.UUIDField()), default=officials.security.records.new_key, editable=False, primary_key=True, serialize=False)),
                        ('circle', models.ForeignKey(db_index=False, default=1, help_text='Only the people of this circle see this record.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officials.circle', verbose_name='circle')),
                        ('symbol', models.CharField(blank=True, help_text='Like A/RES/34/169, CM/Rec(2001)10 or an ECLI.', max_length=100, verbose_name='symbol')),
                        ('title', models.CharField(max_length=300, verbose_name='title')),
                        ('title_ru', models.CharField(blank=True, max_length=300, verbose_name='title in Russian')),
                        ('issuer', models.CharField(blank=True, help_text='Like Council of Europe.', max_length=150, verbose_name='issued by')),
                        ('kind', models.CharField(choices=[('convention', 'Convention'), ('recommendation', 'Recommendation'), ('resolution', 'Resolution'), ('judgment', 'Judgment'), ('handbook', 'Handbook'), ('report', 'Report'), ('general_comment', 'General comment'), ('guidelines', 'Guidelines'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                        ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('ru', 'Russian'), ('uk', 'Ukrainian'), ('be', 'Belarusian'), ('kk', 'Kazakh'), ('ka', 'Georgian'), ('hy', 'Armenian'), ('az', 'Azerbaijani'), ('ar', 'Arabic'), ('zh', 'Chinese'), ('de', 'German'), ('es', 'Spanish'), ('fi', 'Finnish'), ('pl', 'Polish')], default='en', max_length=8, verbose_name='language')),
                        ('adopted_on', officials.dates.PartialDateField(blank=True, null=True, verbose_name='adopted')),
                        ('summary', models.TextField(blank=True, verbose_name='what it is good for')),
                        ('useful_to', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ministry', 'Ministry'), ('police', 'Police'), ('court', 'Court'), ('prosecutor', 'Prosecutor’s office'), ('prison', 'Prison service'), ('parliament', 'Parliament'), ('ombudsman', 'Ombudsman'), ('local_administration', 'Local administration'), ('academy', 'Academy'), ('international', 'International organisation'), ('ngo', 'Non-governmental organisation'), ('other', 'Other')], max_length=20), blank=True, default=list, help_text='The kinds of institution whose people can use it.', size=None, verbose_name='useful to')),
                        ('source_url', models.URLField(blank=True, max_length=500, verbose_name='address on the web')),
                        ('file', officials.security.uploads.UploadField(blank=True, max_length=200, name_field='file_name', upload_to=officials.security.uploads.random_place, verbose_name='file')),
                        ('file_name', models.CharField(blank=True, editable=False, max_length=200)),
                        ('folded', officials.names.fold.FoldedField('symbol', 'title', 'title_ru', 'issuer', blank=True, default='', editable=False)),
                        ('themes', models.ManyToManyField(blank=True, related_name='documents', through='translations.DocumentTheme', to='officials.theme', verbose_name='themes')),
                    ],
                    options={
                        'verbose_name': 'document',
                        'verbose_name_plural': 'documents',
                        'ordering': ['title', 'pk'],
                        'abstract': False,
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='document_folded', opclasses=['gin_trgm_ops'])],
                        'constraints': [officials.security.row_security.Circled(also="id IN (SELECT t.document_id FROM translations_translation t WHERE state <> 'withdrawn' AND (SELECT app_person()) IN (translator_id, reviser_id) AND circle_id <> ALL ((SELECT app_closed_circles())::bigint[]))", name='translations_document_circle'), models.UniqueConstraint(condition=models.Q(('symbol', ''), _negated=True), fields=('symbol', 'language', 'circle'), name='document_symbol_once', violation_error_message='There is a document of this symbol already.')],
                    },
                ),
                migrations.CreateModel(
                    name='DocumentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='translations.document')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.UUIDField(db_default=models.Func(function='app_new_key', output_field=models.UUIDField()), default=officials.security.records.new_key, editable=False, serialize=False)),
                        ('circle', models.ForeignKey(db_constraint=False, default=1, help_text='Only the people of this circle see this record.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='officials.circle', verbose_name='circle')),
                        ('symbol', models.CharField(blank=True, help_text='Like A/RES/34/169, CM/Rec(2001)10 or an ECLI.', max_length=100, verbose_name='symbol')),
                        ('title', models.CharField(max_length=300, verbose_name='title')),
                        ('title_ru', models.CharField(blank=True, max_length=300, verbose_name='title in Russian')),
                        ('issuer', models.CharField(blank=True, help_text='Like Council of Europe.', max_length=150, verbose_name='issued by')),
                        ('kind', models.CharField(choices=[('convention', 'Convention'), ('recommendation', 'Recommendation'), ('resolution', 'Resolution'), ('judgment', 'Judgment'), ('handbook', 'Handbook'), ('report', 'Report'), ('general_comment', 'General comment'), ('guidelines', 'Guidelines'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                        ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('ru', 'Russian'), ('uk', 'Ukrainian'), ('be', 'Belarusian'), ('kk', 'Kazakh'), ('ka', 'Georgian'), ('hy', 'Armenian'), ('az', 'Azerbaijani'), ('ar', 'Arabic'), ('zh', 'Chinese'), ('de', 'German'), ('es', 'Spanish'), ('fi', 'Finnish'), ('pl', 'Polish')], default='en', max_length=8, verbose_name='language')),
                        ('adopted_on', officials.dates.PartialDateField(blank=True, null=True, verbose_name='adopted')),
                        ('summary', models.TextField(blank=True, verbose_name='what it is good for')),
                        ('useful_to', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ministry', 'Ministry'), ('police', 'Police'), ('court', 'Court'), ('prosecutor', 'Prosecutor’s office'), ('prison', 'Prison service'), ('parliament', 'Parliament'), ('ombudsman', 'Ombudsman'), ('local_administration', 'Local administration'), ('academy', 'Academy'), ('international', 'International organisation'), ('ngo', 'Non-governmental organisation'), ('other', 'Other')], max_length=20), blank=True, default=list, help_text='The kinds of institution whose people can use it.', size=None, verbose_name='useful to')),
                        ('source_url', models.URLField(blank=True, max_length=500, verbose_name='address on the web')),
                        ('file', officials.security.uploads.UploadField(blank=True, max_length=200, name_field='file_name', upload_to=officials.security.uploads.random_place, verbose_name='file')),
                        ('file_name', models.CharField(blank=True, editable=False, max_length=200)),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [officials.security.row_security.HistoryOfRecord(name='translations_document_history')],
                    },
                ),
                migrations.CreateModel(
                    name='DocumentTheme',
                    fields=[
                        ('id', models.UUIDField(db_default=models.Func(function='app_new_key', output_field=models.UUIDField()), default=officials.security.records.new_key, editable=False, primary_key=True, serialize=False)),
                        ('circle', models.ForeignKey(db_index=False, default=1, help_text='Only the people of this circle see this record.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officials.circle', verbose_name='circle')),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_links', to='translations.document')),
                        ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='document_links', to='officials.theme')),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [officials.security.row_security.Circled(also='', name='translations_documenttheme_circle'), officials.security.row_security.FollowsParent(field='document', name='documenttheme_of_document'), models.UniqueConstraint(fields=('document', 'theme'), name='documenttheme_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Translation',
                    fields=[
                        ('id', models.UUIDField(db_default=models.Func(function='app_new_key', output_field=models.UUIDField()), default=officials.security.records.new_key, editable=False, primary_key=True, serialize=False)),
                        ('circle', models.ForeignKey(db_index=False, default=1, help_text='Only the people of this circle see this record.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officials.circle', verbose_name='circle')),
                        ('days_spent', models.DecimalField(blank=True, decimal_places=2, help_text='Working days, all of us together: 0.5 is half a day.', max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='days of our people')),
                        ('money_spent', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='money spent')),
                        ('currency', models.CharField(default='EUR', help_text='Three letters: EUR, RUB, SEK.', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'A currency is three capital letters: EUR, RUB, SEK.')], verbose_name='currency')),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='translations.document', verbose_name='document')),
                        ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('ru', 'Russian'), ('uk', 'Ukrainian'), ('be', 'Belarusian'), ('kk', 'Kazakh'), ('ka', 'Georgian'), ('hy', 'Armenian'), ('az', 'Azerbaijani'), ('ar', 'Arabic'), ('zh', 'Chinese'), ('de', 'German'), ('es', 'Spanish'), ('fi', 'Finnish'), ('pl', 'Polish')], default='ru', max_length=8, verbose_name='into')),
                        ('title', models.CharField(blank=True, max_length=300, verbose_name='title in that language')),
                        ('state', models.CharField(choices=[('requested', 'Requested'), ('translating', 'Translating'), ('revising', 'Revising'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='requested', editable=False, max_length=12, verbose_name='state')),
                        ('translator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='translations', to=settings.AUTH_USER_MODEL, verbose_name='translator')),
                        ('reviser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to=settings.AUTH_USER_MODEL, verbose_name='reviser')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                        ('file', officials.security.uploads.UploadField(blank=True, max_length=200, name_field='file_name', upload_to=officials.security.uploads.random_place, verbose_name='file')),
                        ('file_name', models.CharField(blank=True, editable=False, max_length=200)),
                        ('requested_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='requested by')),
                        ('requested_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('approved_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                        ('approved_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('withdrawn_because', models.CharField(blank=True, editable=False, max_length=300, verbose_name='why withdrawn')),
                    ],
                    options={
                        'verbose_name': 'translation',
                        'verbose_name_plural': 'translations',
                        'ordering': [models.OrderBy(models.F('due_on'), nulls_last=True), '-requested_at'],
                        'permissions': [('translate_translation', 'Can translate'), ('approve_translation', 'Can approve translations of others')],
                        'abstract': False,
                        'indexes': [models.Index(fields=['state', 'due_on'], name='translation_due')],
                        'constraints': [officials.security.row_security.Circled(also="state <> 'withdrawn' AND (SELECT app_person()) IN (translator_id, reviser_id) AND circle_id <> ALL ((SELECT app_closed_circles())::bigint[])", name='translations_translation_circle'), officials.security.row_security.FollowsParent(field='document', name='translation_of_document'), models.CheckConstraint(condition=models.Q(models.Q(('days_spent', None), ('days_spent__gte', 0), _connector='OR'), models.Q(('money_spent', None), ('money_spent__gte', 0), _connector='OR')), name='translation_spent_not_negative', violation_error_message='What was spent is not less than nothing.'), models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('document', 'language'), name='translation_once_a_language', violation_error_message='This document has a translation into that language already.'), models.CheckConstraint(condition=models.Q(('approved_by', models.F('translator')), _negated=True), name='translation_four_eyes', violation_error_message='Somebody other than the translator must approve it.'), models.CheckConstraint(condition=models.Q(('reviser', models.F('translator')), _negated=True), name='translation_two_people', violation_error_message='Somebody other than the translator must revise it.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('approved_by__isnull', False), _connector='OR'), name='translation_approved_when_published', violation_error_message='Only an approved translation is published.'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='translation_approved_by_and_at', violation_error_message='An approval has a person and a moment.'), models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'withdrawn']), ('translator__isnull', False), _connector='OR'), name='translation_begun_by_somebody', violation_error_message='Say first who translates it.')],
                    },
                ),
                migrations.CreateModel(
                    name='TranslationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='translations.translation')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.UUIDField(db_default=models.Func(function='app_new_key', output_field=models.UUIDField()), default=officials.security.records.new_key, editable=False, serialize=False)),
                        ('circle', models.ForeignKey(db_constraint=False, default=1, help_text='Only the people of this circle see this record.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='officials.circle', verbose_name='circle')),
                        ('days_spent', models.DecimalField(blank=True, decimal_places=2, help_text='Working days, all of us together: 0.5 is half a day.', max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='days of our people')),
                        ('money_spent', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='money spent')),
                        ('currency', models.CharField(default='EUR', help_text='Three letters: EUR, RUB, SEK.', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'A currency is three capital letters: EUR, RUB, SEK.')], verbose_name='currency')),
                        ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='translations.document', verbose_name='document')),
                        ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('ru', 'Russian'), ('uk', 'Ukrainian'), ('be', 'Belarusian'), ('kk', 'Kazakh'), ('ka', 'Georgian'), ('hy', 'Armenian'), ('az', 'Azerbaijani'), ('ar', 'Arabic'), ('zh', 'Chinese'), ('de', 'German'), ('es', 'Spanish'), ('fi', 'Finnish'), ('pl', 'Polish')], default='ru', max_length=8, verbose_name='into')),
                        ('title', models.CharField(blank=True, max_length=300, verbose_name='title in that language')),
                        ('state', models.CharField(choices=[('requested', 'Requested'), ('translating', 'Translating'), ('revising', 'Revising'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='requested', editable=False, max_length=12, verbose_name='state')),
                        ('translator', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='translator')),
                        ('reviser', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviser')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                        ('file', officials.security.uploads.UploadField(blank=True, max_length=200, name_field='file_name', upload_to=officials.security.uploads.random_place, verbose_name='file')),
                        ('file_name', models.CharField(blank=True, editable=False, max_length=200)),
                        ('requested_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='requested by')),
                        ('requested_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('approved_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                        ('approved_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('withdrawn_because', models.CharField(blank=True, editable=False, max_length=300, verbose_name='why withdrawn')),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [officials.security.row_security.HistoryOfRecord(name='translations_translation_history')],
                    },
                ),
            ],
        ),
        officials.schema.all_at_once.AllAtOnce(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name='documentevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fe70ba383099b10593c17adec1282c8cf3011e7c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_92992', table='translations_documentevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='document',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "translations_documentevent" ("adopted_on", "circle_id", "file", "file_name", "id", "issuer", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "summary", "symbol", "title", "title_ru", "useful_to") VALUES (NEW."adopted_on", NEW."circle_id", NEW."file", NEW."file_name", NEW."id", NEW."issuer", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_url", NEW."summary", NEW."symbol", NEW."title", NEW."title_ru", NEW."useful_to"); RETURN NULL;', hash='dd942283cff6fc99a9375094861103e7a337747a', operation='INSERT', pgid='pgtrigger_insert_insert_74667', table='translations_document', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='document',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."adopted_on" IS DISTINCT FROM (NEW."adopted_on") OR OLD."circle_id" IS DISTINCT FROM (NEW."circle_id") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."source_url" IS DISTINCT FROM (NEW."source_url") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."symbol" IS DISTINCT FROM (NEW."symbol") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_ru" IS DISTINCT FROM (NEW."title_ru") OR OLD."useful_to" IS DISTINCT FROM (NEW."useful_to"))', func='INSERT INTO "translations_documentevent" ("adopted_on", "circle_id", "file", "file_name", "id", "issuer", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "summary", "symbol", "title", "title_ru", "useful_to") VALUES (NEW."adopted_on", NEW."circle_id", NEW."file", NEW."file_name", NEW."id", NEW."issuer", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_url", NEW."summary", NEW."symbol", NEW."title", NEW."title_ru", NEW."useful_to"); RETURN NULL;', hash='5a544c98bc0f995398cfc9083b560cf66c9a3f28', operation='UPDATE', pgid='pgtrigger_update_update_4dd46', table='translations_document', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='document',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "translations_documentevent" ("adopted_on", "circle_id", "file", "file_name", "id", "issuer", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "summary", "symbol", "title", "title_ru", "useful_to") VALUES (OLD."adopted_on", OLD."circle_id", OLD."file", OLD."file_name", OLD."id", OLD."issuer", OLD."kind", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_url", OLD."summary", OLD."symbol", OLD."title", OLD."title_ru", OLD."useful_to"); RETURN NULL;', hash='1ead0301c1d03bc78fc4afa0464c3d59929ff055', operation='DELETE', pgid='pgtrigger_delete_delete_1fc51', table='translations_document', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='translation',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "translations_translationevent" ("approved_at", "approved_by_id", "circle_id", "currency", "days_spent", "document_id", "due_on", "file", "file_name", "id", "language", "money_spent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "reviser_id", "state", "title", "translator_id", "withdrawn_because") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."circle_id", NEW."currency", NEW."days_spent", NEW."document_id", NEW."due_on", NEW."file", NEW."file_name", NEW."id", NEW."language", NEW."money_spent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."requested_at", NEW."requested_by_id", NEW."reviser_id", NEW."state", NEW."title", NEW."translator_id", NEW."withdrawn_because"); RETURN NULL;', hash='b1d1e73487bf543a9e8532295a08ed6c3a5b9389', operation='INSERT', pgid='pgtrigger_insert_insert_a1c14', table='translations_translation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='translation',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "translations_translationevent" ("approved_at", "approved_by_id", "circle_id", "currency", "days_spent", "document_id", "due_on", "file", "file_name", "id", "language", "money_spent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "reviser_id", "state", "title", "translator_id", "withdrawn_because") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."circle_id", NEW."currency", NEW."days_spent", NEW."document_id", NEW."due_on", NEW."file", NEW."file_name", NEW."id", NEW."language", NEW."money_spent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."requested_at", NEW."requested_by_id", NEW."reviser_id", NEW."state", NEW."title", NEW."translator_id", NEW."withdrawn_because"); RETURN NULL;', hash='af1d2715659994fc213e46460f67c8188d417cec', operation='UPDATE', pgid='pgtrigger_update_update_62ea2', table='translations_translation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='translation',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "translations_translationevent" ("approved_at", "approved_by_id", "circle_id", "currency", "days_spent", "document_id", "due_on", "file", "file_name", "id", "language", "money_spent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "reviser_id", "state", "title", "translator_id", "withdrawn_because") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."circle_id", OLD."currency", OLD."days_spent", OLD."document_id", OLD."due_on", OLD."file", OLD."file_name", OLD."id", OLD."language", OLD."money_spent", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."requested_at", OLD."requested_by_id", OLD."reviser_id", OLD."state", OLD."title", OLD."translator_id", OLD."withdrawn_because"); RETURN NULL;', hash='ef2777e040945d45ce148ab92ca5693dbfc3dcf5', operation='DELETE', pgid='pgtrigger_delete_delete_106ad', table='translations_translation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='translationevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='962c9ac9887aa44ababc32cbf8ecc687da975930', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9f959', table='translations_translationevent', when='BEFORE')),
                ),
            ],
        ),
    ]
