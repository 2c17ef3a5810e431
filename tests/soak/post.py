"""Messages in a database of their own: `write N` writes them, `later` does what the clock does once a killed worker's
minutes are over, `read` says what became of each, by its identity; `build N` prepares a round to N parties, and
`open` opens it and says how many seconds that took."""

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


def build(count):
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
    cast.make_round(version, parties, administrator, is_open=False)


def open_round():
    """By the button in administration, in a server that has answered before: seconds passed, and seconds of work."""
    administrator = get_user_model().objects.get(office="administrator")
    Authenticator.objects.create(user=administrator, type="totp", data={"secret": ""})
    browser = Client(headers={"host": "localhost"})
    browser.force_login(administrator, backend=cast.BACKEND)
    page = f"/admin/circulation/round/{Round.objects.get().pk}/opening/"
    assert browser.post(reverse("set_language"), secure=True).status_code == 302
    resolve(page)
    began, worked = time.monotonic(), time.process_time()
    assert browser.post(page, secure=True).status_code == 302
    print(time.monotonic() - began, time.process_time() - worked)


def later():
    Notice.objects.update(created_at=timezone.now() - timedelta(hours=1))
    call_command("tick")


def read():
    # As an administrator sees it once the time has passed that any conversation may take.
    Notice.objects.filter(claimed_at__isnull=False).update(claimed_at=timezone.now() - timedelta(hours=1))
    for notice in Notice.objects.all():
        print(notice.message_id, notice.state)


if __name__ == "__main__":
    django.setup()
    from allauth.mfa.models import Authenticator
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client
    from django.urls import resolve, reverse
    from django.utils import timezone

    from circulation.models import Round
    from stakeholders.models import Contact, Notice, Organisation
    from stakeholders.services import write_notice
    from tests import cast

    acts = {"write": write, "build": build, "open": open_round, "later": later, "read": read}
    acts[sys.argv[1]](*map(int, sys.argv[2:]))
