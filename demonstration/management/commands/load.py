from django.core.management.base import BaseCommand, CommandError

from circulation.models import Round
from demonstration import seeding
from drafting.services import Refused
from stakeholders import clock


class Command(BaseCommand):
    """Fills an open round with seeded comments, through the services, as its recipients."""

    help = "Put many comments into an open round, to see how full pages look."

    def add_arguments(self, parser):
        parser.add_argument("--comments", type=int, required=True, metavar="N")
        parser.add_argument(
            "--round", default="", help="slug/number; default: the open round that closes last"
        )
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, comments, round, seed, **options):
        found = _open_round(round)
        if comments < 1:
            raise CommandError("--comments takes a number from 1.")
        try:
            made = seeding.fill(found, comments, seed)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{made} comments submitted in {found}.")


def _open_round(name):
    rounds = Round.objects.open_at(clock.now()).exclude(version=None).order_by("-closes_at")
    if name:
        slug, _stroke, number = name.rpartition("/")
        rounds = rounds.filter(declaration__slug=slug, number=number if number.isdigit() else 0)
    found = rounds.select_related("declaration", "version").first()
    if found is None:
        raise CommandError("There is no such round that is open.")
    return found
