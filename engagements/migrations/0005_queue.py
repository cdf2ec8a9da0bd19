from django.db import migrations, models

from officials.row_security import ShownTo


class Migration(migrations.Migration):
    """Sums of signals without a key to the official, and the day of strong notes."""

    dependencies = [("engagements", "0004_stages_by_rule")]

    operations = [
        migrations.DeleteModel("SignalSum"),
        migrations.CreateModel(
            name="SignalSum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("official_id", models.UUIDField()),
                ("numerator", models.FloatField()),
                ("denominator", models.FloatField()),
                ("mentions", models.PositiveIntegerField()),
                ("last_on", models.DateField()),
                ("strong_on", models.DateField(null=True)),
                (
                    "circle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.CASCADE,
                        related_name="+",
                        to="officials.circle",
                    ),
                ),
            ],
            options={
                "verbose_name": "sum of a signal",
                "verbose_name_plural": "sums of signals",
            },
        ),
        migrations.CreateModel(
            name="SumsMade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "time of the sums",
                "verbose_name_plural": "times of the sums",
            },
        ),
        migrations.AddConstraint(
            "signalsum",
            ShownTo(
                name="signalsum_circle",
                who="circle_id = ANY ((SELECT app_circles())::bigint[])",
            ),
        ),
        migrations.AddConstraint(
            "signalsum",
            models.UniqueConstraint(
                fields=("official_id", "circle"), name="signalsum_once"
            ),
        ),
        migrations.AddIndex(
            "signalsum",
            models.Index(
                fields=["numerator"],
                condition=models.Q(numerator__gt=0),
                name="signalsum_promising",
            ),
        ),
        migrations.AddIndex(
            "signalsum",
            models.Index(
                fields=["strong_on"],
                condition=models.Q(strong_on__isnull=False),
                name="signalsum_strong",
            ),
        ),
        migrations.AddConstraint(
            "notnow",
            models.CheckConstraint(
                name="notnow_says_why",
                condition=models.Q(because__regex="\\S"),
                violation_error_message="Say why not now.",
            ),
        ),
    ]
