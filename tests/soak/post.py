"""Messages in a database of their own: `write N` writes them, `read` says what became of each, by its identity."""

import sys
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


def read():
    # As an administrator sees it once the time has passed that any conversation may take.
    Notice.objects.filter(claimed_at__isnull=False).update(claimed_at=timezone.now() - timedelta(hours=1))
    for notice in Notice.objects.all():
        print(notice.message_id, notice.state)


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from stakeholders.models import Notice
    from stakeholders.services import write_notice

    {"write": lambda: write(int(sys.argv[2])), "read": read}[sys.argv[1]]()
