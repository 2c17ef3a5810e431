"""Messages in a database of their own: `write N` writes them, `read` says what became of each, by its identity;
`open N` opens a round to N parties and says how many seconds that took."""

import sys
import time
from datetime import timedelta

import django


def write(count):
    call_command("migrate", verbosity=0)
    for n in range(count):
        write_notice(
            key=f"soak-{n}",
            kind="soak",
            to=f"someone{n}@mission.example",
            subject=f"Number {n}",
            body="Read.",
        )


def open_to(count):
    call_command("migrate", verbosity=0)
    expert, administrator = (
        cast.person(f"{office}@t.example", office, office) for office in ("expert", "administrator")
    )
    version = cast.make_version(cast.make_declaration("Declaration on many matters", expert), expert)
    made = [
        Organisation(
            code=f"P{n:04d}", name=f"Party {n:04d} of many", short_name=f"Party {n:04d}", category="ngo"
        )
        for n in range(count)
    ]
    parties = Organisation.objects.bulk_create(made)
    Contact.objects.bulk_create(
        Contact(organisation=each, email=f"{each.code}@p.example") for each in parties
    )
    round = cast.make_round(version, parties, administrator, is_open=False)
    began = time.monotonic()
    circulation.open_round(round, by=administrator)
    print(time.monotonic() - began)


def read():
    # As an administrator sees it once the time has passed that any conversation may take.
    Notice.objects.filter(claimed_at__isnull=False).update(claimed_at=timezone.now() - timedelta(hours=1))
    for notice in Notice.objects.all():
        print(notice.message_id, notice.state)


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from circulation import services as circulation
    from stakeholders.models import Contact, Notice, Organisation
    from stakeholders.services import write_notice
    from tests import cast

    {"write": lambda: write(int(sys.argv[2])), "open": lambda: open_to(int(sys.argv[2])), "read": read}[
        sys.argv[1]
    ]()
