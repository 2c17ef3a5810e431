from django.core.management.base import BaseCommand, CommandError

from compilation.moving import Unfit
from compilation.moving.importing import import_all


class Command(BaseCommand):
    """Brings what `export_all` wrote into an empty installation of the same release, on either database.

    All of it or nothing: before it is kept, every table is read back and hashed, every version of a text and the chain
    of receipts are proved. The hash it prints is the one that `export_all` printed.
    """

    help = "Bring a whole installation into this empty one."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the .zip file that export_all wrote")

    def handle(self, *args, file, **options):
        try:
            with open(file, "rb") as content:
                overall, tables = import_all(content)
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from None
        except Unfit as problem:
            raise CommandError(f"{problem} Nothing was changed.") from None
        self.stdout.write(
            f"{sum(tables.values())} rows of {len(tables)} tables; every hash and the chain hold."
        )
        self.stdout.write(f"SHA-256 over everything: {overall}")
