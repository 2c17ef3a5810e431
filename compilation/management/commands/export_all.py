from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from compilation.moving.exporting import export_all


class Command(BaseCommand):
    """Writes the whole installation to one file: every row of every table, with its history and its hashes.

    It is as confidential as the database. Sessions, second factors, waiting jobs and finished printouts stay behind.
    """

    help = "Write the whole installation to one file, to be brought into an empty one by import_all."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the .zip file to write")

    def handle(self, *args, file, **options):
        target, unfinished = Path(file), Path(f"{file}.unfinished")
        try:
            # Whatever others may read of this machine, it is not this file.
            unfinished.touch(mode=0o600)
            with unfinished.open("wb") as out:
                overall, tables = export_all(out)
            unfinished.replace(target)
        except OSError as problem:
            raise CommandError(f"{file} cannot be written: {problem.strerror}.") from None
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(
            f"{sum(tables.values())} rows of {len(tables)} tables, {target.stat().st_size} bytes."
        )
        self.stdout.write(f"SHA-256 over everything: {overall}")
