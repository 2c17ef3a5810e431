from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from stakeholders.installing import install


class Command(BaseCommand):
    """Brings in the States, groups, treaty bodies and agencies that are not there yet. Idempotent."""

    help = "Install the 193 Member States, two observer States, main groups, treaty bodies and agencies."

    @transaction.atomic
    def handle(self, *args, **options):
        self.stdout.write(f"{install(apps.get_model)} parties were brought in.")
