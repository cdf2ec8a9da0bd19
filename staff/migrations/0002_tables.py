"""All tables at once, with their rules and their history."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import officials.schema.all_at_once
import officials.schema.cache_table
import officials.schema.sql_files
import officials.security.row_security
import officials.security.walls
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('engagements', '0003_rules'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('staff', '0001_people'),
    ]

    operations = [
        officials.schema.sql_files.InstallBefore(
            file='keepers/before.sql',
            digest='bc095a4a29bc01b3',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='locks/before.sql',
            digest='295edda174efe10a',
            first=True,
        ),
        officials.schema.all_at_once.AllAtOnce(
            operations=[
                migrations.CreateModel(
                    name='AccessChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_changes', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(choices=[('name', 'Your user name was changed'), ('address', 'Your e-mail address was changed'), ('passphrase', 'Your password was changed'), ('reset', 'Your password was set anew with a link sent by e-mail'), ('factor_on', 'A second factor was set up'), ('factor_off', 'The second factor was switched off'), ('codes', 'New recovery codes were made')], max_length=10)),
                        ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_changes_made', to=settings.AUTH_USER_MODEL)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('seen_at', models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        'verbose_name': 'change of a way in',
                        'verbose_name_plural': 'changes of ways in',
                        'ordering': ['pk'],
                        'constraints': [officials.security.row_security.ShownTo(name='accesschange_of_its_person', who='person_id = (SELECT app_uid())')],
                    },
                ),
                migrations.CreateModel(
                    name='Assurance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assurances', to=settings.AUTH_USER_MODEL)),
                        ('circle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assurances', to='officials.circle')),
                        ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'verbose_name': 'assurance',
                        'verbose_name_plural': 'assurances',
                        'ordering': ['pk'],
                        'default_permissions': (),
                        'constraints': [officials.security.row_security.ShownTo(also='person_id = (SELECT app_uid()) OR app_shares_sealed(person_id)', name='assurance_of_its_giver', who='given_by_id = (SELECT app_person())'), officials.security.walls.Wall(function='app_assured', moment='AFTER INSERT', name='assurance_given')],
                    },
                ),
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                        ('page', models.CharField(max_length=500)),
                        ('data', models.JSONField(default=dict)),
                        ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'verbose_name': 'draft',
                        'verbose_name_plural': 'drafts',
                        'indexes': [models.Index(fields=['saved_at'], name='draft_saved')],
                        'constraints': [officials.security.row_security.ShownTo(name='draft_of_its_owner', who='owner_id = (SELECT app_person()) AND saved_at >= (SELECT app_suspended_since())'), models.UniqueConstraint(fields=('owner', 'page'), name='draft_once_for_a_page')],
                    },
                ),
                migrations.CreateModel(
                    name='Export',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to=settings.AUTH_USER_MODEL, verbose_name='taken by')),
                        ('taken_at', models.DateTimeField(auto_now_add=True, verbose_name='taken at')),
                        ('page', models.CharField(max_length=100, verbose_name='page')),
                        ('filters', models.JSONField(default=dict, verbose_name='filters')),
                        ('rows', models.PositiveIntegerField(null=True, verbose_name='rows')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                    ],
                    options={
                        'verbose_name': 'export',
                        'verbose_name_plural': 'exports',
                        'ordering': ['-taken_at'],
                        'constraints': [officials.security.row_security.ShownTo(also="(SELECT app_holds('staff', 'view_export'))", name='export_of_its_taker', who='taken_by_id = (SELECT app_person())'), officials.security.row_security.AppendOnly(free=('rows',), minutes=0, moment='taken_at', name='export_stays'), models.CheckConstraint(condition=models.Q(('filters__iregex', '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'), _negated=True), name='export_holds_no_key')],
                    },
                ),
                migrations.CreateModel(
                    name='Farewell',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='farewells', to=settings.AUTH_USER_MODEL)),
                        ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('taken_back_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'verbose_name': 'farewell',
                        'verbose_name_plural': 'farewells',
                        'ordering': ['-said_at', '-pk'],
                        'default_permissions': (),
                        'constraints': [officials.security.row_security.ShownTo(also='(SELECT app_colleague())', name='farewell_written_by_who_locks', who="(SELECT app_holds('staff', 'lock_user'))"), models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('person',), name='farewell_said_once', violation_error_message='Somebody said so already.')],
                    },
                ),
                migrations.CreateModel(
                    name='HouseKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('house_lock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='staff.houselock')),
                        ('keeper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='house_keys', to=settings.AUTH_USER_MODEL)),
                        ('turned_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('keeps_out', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ],
                    options={
                        'verbose_name': 'key of the house',
                        'verbose_name_plural': 'keys of the house',
                        'ordering': ['pk'],
                        'default_permissions': (),
                        'constraints': [officials.security.walls.Wall(function='app_house_key_by_rule', moment='BEFORE INSERT OR UPDATE OR DELETE', name='housekey_by_rule'), officials.security.walls.Wall(function='app_house_key_turned', moment='AFTER INSERT', name='housekey_turned'), models.UniqueConstraint(fields=('house_lock', 'keeper'), name='housekey_once_each', violation_error_message='You said so already. Another keeper is wanted.')],
                    },
                ),
                migrations.CreateModel(
                    name='HouseLock',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('locked_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('locked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='house_locks', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.CharField(choices=[('asked', 'somebody asked for it'), ('restored', 'the data was restored from a backup'), ('server', 'it was locked on the server')], default='asked', max_length=10)),
                        ('opened_at', models.DateTimeField(null=True)),
                        ('opened_with', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ],
                    options={
                        'verbose_name': 'lock of the house',
                        'verbose_name_plural': 'locks of the house',
                        'ordering': ['-locked_at', '-pk'],
                        'default_permissions': (),
                        'constraints': [officials.security.walls.Wall(function='app_house_lock_by_rule', moment='BEFORE INSERT OR UPDATE OR DELETE', name='houselock_by_rule'), models.UniqueConstraint(models.Q(('opened_at', None)), condition=models.Q(('opened_at', None)), name='houselock_stands_once', violation_error_message='The house is locked already.')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='import_files', to=settings.AUTH_USER_MODEL)),
                        ('brought_at', models.DateTimeField(auto_now_add=True)),
                        ('name', models.CharField(max_length=200)),
                        ('content', models.BinaryField()),
                        ('kind', models.CharField(blank=True, max_length=10)),
                        ('settings', models.JSONField(default=dict)),
                        ('work', models.JSONField(default=dict)),
                        ('choices', models.JSONField(default=dict)),
                        ('kept_until', models.DateTimeField(null=True)),
                    ],
                    options={
                        'verbose_name': 'file to import',
                        'verbose_name_plural': 'files to import',
                        'ordering': ['-brought_at'],
                        'permissions': [('import', 'Can import files')],
                        'constraints': [officials.security.row_security.ShownTo(name='importfile_of_its_bringer', who='brought_by_id = (SELECT app_person()) AND brought_at >= (SELECT app_suspended_since())')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportMapping',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='import_mappings', to=settings.AUTH_USER_MODEL)),
                        ('signature', models.CharField(max_length=64)),
                        ('meanings', models.JSONField(default=list)),
                    ],
                    options={
                        'verbose_name': 'meaning of columns',
                        'verbose_name_plural': 'meanings of columns',
                        'constraints': [officials.security.row_security.ShownTo(name='importmapping_of_its_keeper', who='kept_by_id = (SELECT app_person())'), models.UniqueConstraint(fields=('kept_by', 'signature'), name='importmapping_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Keeper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keeperships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('named_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                        ('laid_down_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'keeper',
                        'verbose_name_plural': 'keepers',
                        'ordering': ['pk'],
                        'permissions': [('name_keeper', 'Can name keepers')],
                        'default_permissions': (),
                        'constraints': [officials.security.row_security.ShownTo(also='(SELECT app_colleague()) OR pg_trigger_depth() > 0', name='keeper_named_by_managers', who="(SELECT app_holds('staff', 'name_keeper')) OR person_id = (SELECT app_uid())"), models.UniqueConstraint(condition=models.Q(('laid_down_at', None)), fields=('person',), name='keeper_named_once', violation_error_message='Somebody named this person already.'), models.CheckConstraint(condition=models.Q(models.Q(('person', models.F('named_by')), _negated=True), models.Q(('confirmed_by', None), models.Q(models.Q(('confirmed_by', models.F('named_by')), _negated=True), models.Q(('confirmed_by', models.F('person')), _negated=True)), _connector='OR')), name='keeper_three_people', violation_error_message='A keeper is named by two other people, both managers.'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='keeper_confirmed_by_at'), officials.security.walls.Wall(function='app_keeper_by_rule', moment='BEFORE INSERT OR UPDATE OR DELETE', name='keeper_by_rule')],
                    },
                ),
                migrations.CreateModel(
                    name='KeyRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='key_requests', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('kind', models.CharField(choices=[('manager', 'Role of manager'), ('administrator', 'Role of administrator'), ('factor', 'Second factor taken off'), ('circles', 'Sealed circles opened again')], max_length=13, verbose_name='what')),
                        ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('lasts_until', models.DateTimeField()),
                        ('code_digest', models.CharField(blank=True, max_length=64)),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                        ('had_part', models.BooleanField(default=False)),
                        ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'request for a second person',
                        'verbose_name_plural': 'requests for a second person',
                        'ordering': ['pk'],
                        'default_permissions': (),
                        'constraints': [officials.security.row_security.ShownTo(name='keyrequest_of_colleagues', who='(SELECT app_colleague())'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(models.Q(('confirmed_by', models.F('person')), _negated=True), models.Q(('asked_by', None), models.Q(('confirmed_by', models.F('asked_by')), _negated=True), _connector='OR')), _connector='OR'), name='keyrequest_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='keyrequest_confirmed_by_at'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='keyrequest_closed_by_at'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), ('closed_by', None), _connector='OR'), name='keyrequest_confirmed_or_closed'), models.CheckConstraint(condition=models.Q(('asked_by', None), ('code_digest', ''), _connector='XOR'), name='keyrequest_rescue_has_code'), officials.security.walls.Wall(function='app_key_request_by_rule', moment='BEFORE INSERT OR UPDATE OR DELETE', name='keyrequest_by_rule'), officials.security.walls.Wall(function='app_circles_rescued', moment='AFTER UPDATE OF confirmed_at', name='keyrequest_circles_rescued', when="NEW.kind = 'circles' AND NEW.confirmed_at IS NOT NULL"), officials.security.walls.Wall(function='app_role_by_two', moment='BEFORE INSERT OR UPDATE', name='role_by_two', table='staff_user_groups'), officials.security.walls.Wall(function='app_nobody_above_roles', moment='BEFORE INSERT OR UPDATE OF is_superuser', name='nobody_above_roles', table='staff_user', when='NEW.is_superuser'), officials.security.walls.Wall(function='app_factor_by_two', moment='BEFORE UPDATE OR DELETE', name='factor_by_two', table='mfa_authenticator')],
                    },
                ),
                migrations.CreateModel(
                    name='Lock',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='locks', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('locked_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('locked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='locks_made', to=settings.AUTH_USER_MODEL)),
                        ('lifted_at', models.DateTimeField(null=True)),
                        ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='locks_lifted', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'lock',
                        'verbose_name_plural': 'locks',
                        'ordering': ['-locked_at', '-pk'],
                        'default_permissions': (),
                        'constraints': [officials.security.walls.Wall(function='app_lock_by_rule', moment='BEFORE INSERT OR UPDATE OR DELETE', name='lock_by_rule'), models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('person',), name='lock_stands_once', violation_error_message='They are locked already.'), models.CheckConstraint(condition=models.Q(('lifted_by', None), ('lifted_at__isnull', False), _connector='OR'), name='lock_lifted_by_somebody_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                        ('page', models.CharField(max_length=100, verbose_name='list')),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('query', models.CharField(max_length=2000)),
                        ('shared', models.BooleanField(default=False, help_text='All staff find it above this list.', verbose_name='shared')),
                        ('is_default', models.BooleanField(default=False, help_text='The list opens with it when you come from elsewhere.', verbose_name='opens first')),
                        ('removed_at', models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        'verbose_name': 'saved view',
                        'verbose_name_plural': 'saved views',
                        'ordering': ['name', 'pk'],
                        'constraints': [officials.security.row_security.ShownTo(also='shared AND (SELECT app_colleague())', name='savedview_of_its_owner', who='owner_id = (SELECT app_person())'), models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('owner', 'page', 'name'), name='savedview_named_once', violation_error_message='You have a view of this name already.'), models.UniqueConstraint(condition=models.Q(('is_default', True), ('removed_at', None)), fields=('owner', 'page'), name='savedview_one_opens_first', violation_error_message='Another view opens first already.'), models.CheckConstraint(condition=models.Q(('name__regex', '\\S')), name='savedview_named', violation_error_message='Give it a name.'), models.CheckConstraint(condition=models.Q(('query', ''), _negated=True), name='savedview_holds_something', violation_error_message='Filter, search or sort first, then save.')],
                    },
                ),
                migrations.CreateModel(
                    name='SignIn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('browser', models.CharField(max_length=60, verbose_name='browser')),
                    ],
                    options={
                        'verbose_name': 'sign-in',
                        'verbose_name_plural': 'sign-ins',
                        'ordering': ['-at', '-pk'],
                        'default_permissions': (),
                        'indexes': [models.Index(fields=['person', 'at'], name='signin_of_person')],
                        'constraints': [officials.security.row_security.ShownTo(also="(SELECT app_holds('staff', 'lock_user'))", name='signin_of_its_person', who='person_id = (SELECT app_uid())')],
                    },
                ),
                migrations.CreateModel(
                    name='Tenure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to=settings.AUTH_USER_MODEL)),
                        ('began_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'tenure',
                        'verbose_name_plural': 'tenures',
                        'ordering': ['pk'],
                        'default_permissions': (),
                        'constraints': [officials.security.row_security.ShownTo(also='true', name='tenure_kept', who='pg_trigger_depth() > 0'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person',), name='tenure_one_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='WayChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='way_changes', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(choices=[('passphrase', 'password'), ('factor', 'second factor'), ('name', 'user name'), ('address', 'e-mail address'), ('rights', 'roles'), ('activity', 'locked or unlocked'), ('external', 'external translator or not')], max_length=10)),
                        ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('changed_at', models.DateTimeField()),
                        ('had_factor', models.BooleanField()),
                    ],
                    options={
                        'verbose_name': 'change that suspends',
                        'verbose_name_plural': 'changes that suspend',
                        'ordering': ['pk'],
                        'default_permissions': (),
                        'constraints': [officials.security.row_security.ShownTo(also='person_id = (SELECT app_uid()) OR app_shares_sealed(person_id)', name='waychange_of_its_person', who='pg_trigger_depth() > 0'), officials.security.walls.Wall(function='app_password_chosen', moment='BEFORE INSERT OR UPDATE', name='password_chosen', table='staff_user'), officials.security.walls.Wall(function='app_account_made', moment='AFTER INSERT', name='account_made', table='staff_user', when='NEW.password_set_by_other_at IS NOT NULL'), officials.security.walls.Wall(function='app_account_changed', moment='AFTER UPDATE OF username, password, email, is_active, is_external, is_staff, is_superuser, must_use_second_factor', name='account_changed', table='staff_user'), officials.security.walls.Wall(function='app_rights_changed', moment='AFTER INSERT OR UPDATE OR DELETE', name='roles_changed', table='staff_user_groups'), officials.security.walls.Wall(function='app_rights_changed', moment='AFTER INSERT OR UPDATE OR DELETE', name='permissions_changed', table='staff_user_user_permissions'), officials.security.walls.Wall(function='app_factor_changed', moment='AFTER INSERT OR UPDATE OR DELETE', name='factor_changed', table='mfa_authenticator'), officials.security.walls.Wall(function='app_address_changed', moment='AFTER INSERT OR UPDATE OR DELETE', name='address_changed', table='account_emailaddress'), officials.security.walls.Wall(function='app_way_change_noted', moment='BEFORE INSERT', name='waychange_noted')],
                    },
                ),
            ],
        ),
        officials.schema.cache_table.MakeCacheTable(
        ),
    ]
