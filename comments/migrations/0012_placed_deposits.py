"""A deposit is kept before it is entered, with its rows, each with its place."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("form", "form"),
    ("text", "text with changes"),
    ("clearance", "clearance sheet"),
    ("paper", "paper, whose passages are placed by hand"),
]


def fill(apps, _schema_editor):
    """What was entered before knows its party, its date and who brought it by its submission."""
    for deposit in apps.get_model("comments.Deposit").objects.select_related("submission").defer("content"):
        deposit.ref = uuid.uuid4()
        deposit.recipient_id = deposit.submission.recipient_id
        deposit.received_at = deposit.submission.received_at
        deposit.brought_by_id = deposit.entered_by_id
        deposit.save(update_fields=["ref", "recipient", "received_at", "brought_by"])


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0011_letters"),
        ("circulation", "0004_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="deposit",
            options={"ordering": ["-pk"], "verbose_name": "deposit", "verbose_name_plural": "deposits"},
        ),
        migrations.AlterField("intake", "kind", models.CharField(choices=KINDS, max_length=10)),
        migrations.AlterField("intake", "rows", models.JSONField(default=list)),
        migrations.RemoveField("deposit", "counts"),
        migrations.AddField("deposit", "kind", models.CharField(choices=KINDS, default="paper", max_length=10)),
        migrations.AlterField("deposit", "kind", models.CharField(choices=KINDS, max_length=10)),
        migrations.AddField("deposit", "rows", models.JSONField(default=list)),
        migrations.AddField("deposit", "ref", models.UUIDField(null=True, editable=False)),
        migrations.AddField(
            "deposit",
            "recipient",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="circulation.recipient",
            ),
        ),
        migrations.AddField("deposit", "received_at", models.DateTimeField(null=True, verbose_name="received")),
        migrations.AddField(
            "deposit",
            "brought_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
