import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from circulation.models import Recipient
from comments import services
from comments.intake import Unreadable
from drafting.services import Refused
from stakeholders.models import Role, User


class Command(BaseCommand):
    """Brings a filled-in form into a party's workspace; each row becomes a draft or is listed.

    A row's place is found by its hidden key, then its label, then its quoted words; else it waits in the tray.
    `--dry-run` reports and keeps nothing. `--json` prints {"rows", "placed", "by_wording", "to_place", "comments"}.
    """

    help = "Import a filled-in commenting form (.docx, .xlsx, .csv) as drafts of a party."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--round", required=True, help="number, R1, or slug/number")
        parser.add_argument("--organisation", required=True, help="the party's code")
        parser.add_argument(
            "--by", default="", help="e-mail of the member who brings it; default: its Contact Point"
        )
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, file, round, organisation, by, dry_run, json, **options):
        recipient = _recipient(round, organisation)
        person = _person(recipient.organisation, by)
        try:
            content = Path(file).read_bytes()
            with transaction.atomic():
                name = Path(file).name
                intake = services.read_form(recipient, name, content, by=person, save=not dry_run)
                if not dry_run:
                    services.take_in(intake, by=person)
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from problem
        except (Unreadable, Refused) as problem:
            raise CommandError(str(problem)) from problem
        self._report(intake, as_json=json)

    def _report(self, intake, as_json):
        if as_json:
            self.stdout.write(json.dumps(intake.counts))
            return
        for row in intake.rows:
            place = "/".join(filter(None, (row["slug"], row["paragraph"]))) or "whole text"
            words = " ".join(
                next(
                    iter(
                        row["cells"].get(n) for n in ("comment", "after", "proposed") if row["cells"].get(n)
                    ),
                    "",
                ).split()
            )
            where = "TO BE PLACED" if row["how"] == "to_place" else f"{place} ({row['how']})"
            self.stdout.write(f"{row['number']:>4}  {where}: {words[:70]}")
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in intake.counts.items()))


def _recipient(name, code):
    slug, _stroke, number = name.rpartition("/")
    number = number.removeprefix("R")
    found = Recipient.objects.filter(organisation__code=code).select_related(
        "round__declaration", "round__version", "organisation"
    )
    found = found.filter(round__declaration__slug=slug) if slug else found
    found = list(found.filter(round__number=int(number))) if number.isdigit() else []
    if len(found) != 1:
        raise CommandError(f"{name} names no round that {code} received, or several: write slug/number.")
    return found[0]


def _person(organisation, email):
    members = User.objects.filter(memberships__organisation=organisation, memberships__is_active=True)
    chosen = (
        members.filter(email__iexact=email)
        if email
        else members.filter(memberships__role=Role.CONTACT_POINT, memberships__organisation=organisation)
    )
    person = chosen.order_by("pk").first()
    if person is None:
        raise CommandError(f"{organisation} has no such active member.")
    return person
