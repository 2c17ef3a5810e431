"""Geneva's clock in a form, any clock on the wall, and one instant: nothing is accepted late or refused early."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from circulation.forms import ExtensionForm
from circulation.models import Recipient, Round
from circulation.services import send_reminders
from comments import services
from comments.models import Submission
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Notice
from tests.cast import write_draft

pytestmark = pytest.mark.django_db
GENEVA = ZoneInfo("Europe/Zurich")
MOMENT = timedelta(microseconds=1)
# The nights on which Geneva's clocks change, hours on both sides of the change, and an ordinary evening.
CLOSINGS = [
    datetime(2027, 3, 28, 1, 59, tzinfo=GENEVA),
    datetime(2027, 3, 28, 3, 0, tzinfo=GENEVA),
    datetime(2027, 10, 31, 1, 59, tzinfo=GENEVA),
    datetime(2027, 10, 31, 3, 0, tzinfo=GENEVA),
    datetime(2027, 6, 18, 18, 0, tzinfo=GENEVA),
]
ZONES = ["Pacific/Kiritimati", "Asia/Kathmandu", "America/St_Johns", "Pacific/Pago_Pago"]


@pytest.fixture
def ready(round_one, arvenia, anna, tolmark, tomas):
    for party, person in ((arvenia, anna), (tolmark, tomas)):
        write_draft(round_one, party, person)
    return round_one


def close_at(round, moment, **fields):
    Round.objects.filter(pk=round.pk).update(
        opens_at=moment - timedelta(days=40), closes_at=moment, late_policy=Round.Late.NONE, **fields
    )
    Recipient.objects.filter(round=round).update(invited_at=moment - timedelta(days=40))
    round.refresh_from_db()


def submit_at(round, party, person, moment):
    with clock.at(moment):
        return services.submit(round.recipients.get(organisation=party), by=person)


@pytest.mark.parametrize("closes", CLOSINGS, ids=str)
@pytest.mark.parametrize("zone", ZONES)
def test_across_every_change_the_last_moment_is_taken_and_the_instant_is_not(
    ready, arvenia, anna, tolmark, tomas, closes, zone
):
    close_at(ready, closes.astimezone(UTC))
    with timezone.override(zone):
        assert submit_at(ready, arvenia, anna, ready.closes_at - MOMENT).minutes_late == 0
        with pytest.raises(Refused):
            submit_at(ready, tolmark, tomas, ready.closes_at)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("closes", CLOSINGS, ids=str)
def test_the_tick_closes_at_that_instant_and_not_an_hour_beside_it(ready, closes):
    close_at(ready, closes.astimezone(UTC))
    for before in (timedelta(hours=1), timedelta(minutes=1), MOMENT):
        with clock.at(ready.closes_at - before):
            call_command("tick")
        ready.refresh_from_db()
        assert ready.state == Round.State.OPEN
    with clock.at(ready.closes_at):
        call_command("tick")
    ready.refresh_from_db()
    assert ready.state == Round.State.CLOSED


@pytest.mark.parametrize("closes", CLOSINGS, ids=str)
def test_what_is_typed_as_genevas_time_is_that_instant(ready, closes):
    form = ExtensionForm(
        {
            "closes_at_0": f"{closes:%Y-%m-%d}",
            "closes_at_1": f"{closes:%H:%M}",
            "reason": "More time.",
            "authority": "Expert",
        },
        round=ready,
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["closes_at"] == closes.astimezone(UTC)


def test_a_clock_that_jumps_about_sends_each_reminder_once_and_never_reopens(ready):
    close_at(ready, CLOSINGS[1].astimezone(UTC))
    days = (15, 13.9, 2.9, 13.9, 0.9, 2.9, 14.5, 0.9)
    for ahead in days:
        moment = ready.closes_at - timedelta(days=ahead)
        with clock.at(moment):
            send_reminders(moment)
    kinds = sorted(
        key.split("d-")[0] for key in Notice.objects.filter(kind="reminder").values_list("key", flat=True)
    )
    assert kinds == ["reminder-1"] * 2 + ["reminder-14"] * 2 + ["reminder-3"] * 2
    for moment in (ready.closes_at, ready.closes_at - timedelta(days=1), ready.closes_at + timedelta(days=1)):
        with clock.at(moment):
            call_command("tick")
    ready.refresh_from_db()
    assert ready.state == Round.State.CLOSED
