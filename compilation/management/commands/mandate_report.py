from datetime import date
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from compilation import reporting
from mandate.models import Mandate
from stakeholders.models import User


class Command(BaseCommand):
    """Writes the report on the work of a mandate to a file.

    The file holds what `--as` may read (an e-mail address); without it, what the public may.
    """

    help = "Write the report on the work of a mandate."

    def add_arguments(self, parser):
        parser.add_argument("mandate", help="the last part of its address")
        parser.add_argument("--begins", required=True, type=date.fromisoformat, help="first day, 2026-01-31")
        parser.add_argument("--ends", required=True, type=date.fromisoformat, help="last day")
        parser.add_argument("--by", choices=["category", "region"], default="category")
        parser.add_argument("--format", choices=reporting.FORMATS, default="docx")
        parser.add_argument("--words", type=int, help="keep it within so many words")
        parser.add_argument("--as", dest="reader", default="", help="e-mail of whose reading it is")
        parser.add_argument("--output", required=True, help="the file to write")

    def handle(self, *args, mandate, begins, ends, by, format, words, reader, output, **options):
        found = Mandate.objects.filter(slug=mandate).first()
        if found is None:
            raise CommandError(f"There is no mandate {mandate}.")
        if ends < begins:
            raise CommandError("The period ends before it begins.")
        user = User.objects.filter(email=reader).first() if reader else AnonymousUser()
        if user is None:
            raise CommandError(f"There is no account {reader}.")
        made = reporting.write(found, user, format, begins=begins, ends=ends, by=by, words=words)
        Path(output).write_bytes(made)
        self.stdout.write(f"{output}: {len(made)} bytes.")
