from django.db import migrations

OLD = "保护所有移徙工人及其家庭成员权利委员会"
NEW, NEW_SHORT = "保护所有移民工人及其家庭成员权利委员会", "移民工人委员会"


def rename(apps, schema_editor):
    names = apps.get_model("stakeholders", "PartyName").objects
    names.filter(organisation__code="CMW", language="zh", name=OLD).update(
        name=NEW, short_name=NEW_SHORT, sort_key=NEW_SHORT
    )


class Migration(migrations.Migration):
    """Since 2018 the committee signs its Chinese documents with another word for migrants (CMW/C/GUY/CO/1)."""

    dependencies = [("stakeholders", "0009_name_groups_and_bodies")]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
