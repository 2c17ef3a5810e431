from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from circulation.models import Round
from compilation import services
from compilation.layouts import LAYOUTS
from compilation.writers import FORMATS
from stakeholders.models import User


class Command(BaseCommand):
    """Writes one document of a round to a file.

    ROUND is `slug/number`, or the number alone where there is one declaration. The file holds what `--as` may
    read (an e-mail address); without it, what the public may.
    """

    help = "Compile the comments of a round into a document."

    def add_arguments(self, parser):
        parser.add_argument("round", help="slug/number, or the number alone where there is one declaration")
        parser.add_argument("--layout", choices=list(LAYOUTS), default="matrix")
        parser.add_argument("--format", choices=FORMATS, default="xlsx")
        parser.add_argument("--output", required=True, help="the file to write")
        parser.add_argument(
            "--as", dest="reader", default="", help="e-mail of whose reading it is; default: the public"
        )

        parser.add_argument("--words", type=int, help="keep a report within so many words")

    def handle(self, *args, round, layout, format, output, reader, words, **options):
        found = _round(round)
        try:
            made = services.compile_round(found, layout, format, _reader(reader), words)
        except KeyError:
            formats = ", ".join(LAYOUTS[layout].formats)
            problem = f"The layout {layout} comes as {formats}; a working paper needs --as with a drafter’s address."
            raise CommandError(problem) from None
        try:
            Path(output).write_bytes(made)
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from problem
        self.stdout.write(f"{output}: {len(made)} bytes.")


def _round(name):
    slug, _stroke, number = name.rpartition("/")
    number = number.removeprefix("R")
    rounds = Round.objects.select_related("declaration", "version")
    rounds = rounds.filter(declaration__slug=slug) if slug else rounds
    found = list(rounds.filter(number=int(number))) if number.isdigit() else []
    if len(found) != 1:
        known = ", ".join(f"{r.declaration.slug}/{r.number}" for r in rounds) or "none"
        raise CommandError(f"{name} names no round, or several. Rounds: {known}.")
    return found[0]


def _reader(email):
    if not email:
        return AnonymousUser()
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError(f"Nobody here has the address {email}.")
    return user
