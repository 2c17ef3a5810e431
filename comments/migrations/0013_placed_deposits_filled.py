"""After the rows are filled, their columns are required: apart, since PostgreSQL alters no table with open events."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0012_placed_deposits")]

    operations = [
        migrations.AlterField(
            "deposit", "ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
        migrations.AlterField(
            "deposit",
            "recipient",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="circulation.recipient",
            ),
        ),
        migrations.AlterField(
            "intake",
            "recipient",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="circulation.recipient",
            ),
        ),
        migrations.AlterField("deposit", "received_at", models.DateTimeField(verbose_name="received")),
        migrations.AlterField(
            "deposit",
            "brought_by",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            "deposit",
            "submission",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deposit",
                to="comments.submission",
            ),
        ),
        migrations.AlterField(
            "deposit",
            "entered_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField("deposit", "entered_at", models.DateTimeField(null=True, verbose_name="entered")),
    ]
