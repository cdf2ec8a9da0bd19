"""What a file is, what was decided of its rows, and what its columns meant."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0003_savedview'),
    ]

    operations = [
        migrations.AddField(
            model_name='importfile',
            name='choices',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='importfile',
            name='kept_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='importfile',
            name='kind',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.CreateModel(
            name='ImportMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(max_length=64)),
                ('meanings', models.JSONField(default=list)),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='import_mappings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'meaning of columns',
                'verbose_name_plural': 'meanings of columns',
                'constraints': [models.UniqueConstraint(fields=('kept_by', 'signature'), name='importmapping_once')],
            },
        ),
    ]
