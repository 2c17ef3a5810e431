from django.conf import settings
from django.db import migrations

from stakeholders.installing import install


def name(apps, schema_editor):
    if settings.INSTALLS_PARTIES:
        install(apps.get_model)


class Migration(migrations.Migration):
    """Groups, treaty bodies and agencies have their names in six languages, as States have."""

    dependencies = [("stakeholders", "0008_printouts")]

    operations = [migrations.RunPython(name, migrations.RunPython.noop)]
