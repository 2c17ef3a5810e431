from django.conf import settings
from django.db import migrations

from stakeholders.installing import install


def bring(apps, schema_editor):
    if settings.INSTALLS_PARTIES:
        install(apps.get_model)


class Migration(migrations.Migration):
    """The 193 Member States, two observer States, groups, treaty bodies and agencies come with an installation."""

    dependencies = [("stakeholders", "0004_parties_have_names_and_groups")]

    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
