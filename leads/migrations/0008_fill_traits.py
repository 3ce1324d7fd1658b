from types import SimpleNamespace

from django.db import migrations

from leads.traits import traits_of

STEP = 1000


def fill(apps, schema_editor):
    """Give the leads that were there before their traits, so that whoever comes is compared with them."""
    Lead, Trait = apps.get_model("leads", "Lead"), apps.get_model("leads", "Trait")
    last = 0
    while rows := list(Lead.objects.filter(pk__gt=last).order_by("pk")[:STEP]):
        Trait.objects.bulk_create(
            Trait(project_id=row.project_id, lead=row, kind=kind, key=key)
            for row in rows
            for kind, key in traits_of(_profile(row)).items()
        )
        last = rows[-1].pk


def _profile(row):
    name = f"{row.full_name} {row.last_name}".strip()
    return SimpleNamespace(name=name, email=row.email, phone=row.phone, company=row.company)


class Migration(migrations.Migration):
    dependencies = [("leads", "0007_merge")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
