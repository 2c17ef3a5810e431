from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from compilation.handover import write_handover
from mandate.models import Mandate
from stakeholders import clock
from stakeholders.models import User


class Command(BaseCommand):
    """Writes the archive of a mandate: one .zip that opens in any browser, without this application.

    It holds what the public may read (`--public`, which is also meant where nothing is said), or what the account
    `--as` may see, confidential records too.
    """

    help = "Write the archive of a mandate: pages, tables, texts, receipts, and a manifest with hashes."

    def add_arguments(self, parser):
        parser.add_argument("mandate", help="the last part of its address")
        parser.add_argument("--output", required=True, help="the .zip file to write")
        whose = parser.add_mutually_exclusive_group()
        whose.add_argument("--public", action="store_true", help="what anybody may read")
        whose.add_argument("--as", dest="reader", default="", help="e-mail of whose reading it is")
        parser.add_argument("--language", default="en", help="language of the pages around the texts")

    def handle(self, *args, mandate, output, reader, language, **options):
        found = Mandate.objects.filter(slug=mandate).first()
        if found is None:
            raise CommandError(f"There is no mandate {mandate}.")
        user = User.objects.filter(email=reader).first() if reader else AnonymousUser()
        if user is None:
            raise CommandError(f"There is no account {reader}.")
        # Beside its place first: what stops half-way leaves nothing that looks like an archive.
        target, unfinished = Path(output), Path(f"{output}.unfinished")
        try:
            with unfinished.open("wb") as file, override(language):
                files = write_handover(found, user, file, now=clock.now())
            unfinished.replace(target)
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from None
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"{output}: {len(files)} files, {target.stat().st_size} bytes.")
