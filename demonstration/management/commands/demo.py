from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demonstration import loading
from drafting import frozen
from stakeholders.moments import GENEVA


class Command(BaseCommand):
    """Loads the demonstration through the services.

    Without an option it refuses where there is data. `--if-empty` does nothing then; `--afresh` deletes
    everything in the database first.
    """

    help = "Load the demonstration: a fictional declaration's first fourteen months, ending today."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is data already")
        parser.add_argument("--afresh", action="store_true", help="delete everything in the database first")

    def handle(self, *args, if_empty=False, afresh=False, **options):
        if afresh:
            frozen.remove()
            call_command("flush", interactive=False, verbosity=0)
        if not loading.is_empty():
            if if_empty:
                return
            raise CommandError("There is data already; use --afresh to replace all of it.")
        self.stdout.write("Loading the demonstration ...")
        loading.load(timezone.now().astimezone(GENEVA).date())
