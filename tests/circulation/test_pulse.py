"""The server's pulse: what was lost in the last day is added up, and offered as an extension."""

import fcntl
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from circulation import services
from circulation.models import Heartbeat
from stakeholders import clock

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def closing(round_one):
    """The round closes on the minute, and the server has ticked each minute of two days before."""
    round_one.closes_at = datetime(2026, 3, 29, 16, 0, tzinfo=UTC)  # the night before, clocks went forward
    round_one.opens_at = round_one.closes_at - timedelta(days=30)
    Heartbeat.objects.bulk_create(
        Heartbeat(minute=round_one.closes_at - n * MINUTE, ticked=True, requests=100) for n in range(1, 2_880)
    )
    return round_one


def lose(round, *minutes):
    Heartbeat.objects.filter(minute__in=[round.closes_at - n * MINUTE for n in minutes]).delete()


@pytest.mark.parametrize(
    ("missing", "minutes"),
    [([], 0), ([5], 0), ([5, 6], 2), (range(60, 100), 40), ([5, 6, 90, 200, 201, 202], 5), ([1, 2, 3], 3),
     (range(1_500, 1_600), 0)],
)  # fmt: skip
def test_gaps_of_more_than_two_minutes_in_the_last_day_are_added_up(closing, missing, minutes):
    lose(closing, *missing)
    assert services.lost_time(closing, closing.closes_at) == minutes * MINUTE


def test_minutes_with_more_than_one_error_in_a_hundred_count(closing):
    for minute, errors in ((10, 1), (20, 2), (30, 50), (2_000, 50)):
        Heartbeat.objects.filter(minute=closing.closes_at - minute * MINUTE).update(errors=errors)
    assert services.lost_time(closing, closing.closes_at) == 2 * MINUTE


def test_before_the_last_day_and_without_a_pulse_nothing_is_claimed(closing):
    assert services.lost_time(closing, closing.closes_at - timedelta(days=1)) == timedelta(0)
    Heartbeat.objects.all().delete()
    assert services.lost_time(closing, closing.closes_at) == timedelta(0)


def test_what_was_lost_is_filled_in_for_the_administrator(closing, client_of, administrator):
    closing.save()
    lose(closing, *range(60, 100))
    with clock.at(closing.closes_at - MINUTE):
        page = client_of(administrator).get(f"/admin/circulation/round/{closing.pk}/extension/")
    assert page.context["form"].initial["closes_at"] == closing.closes_at + 40 * MINUTE
    assert "40 minutes" in page.context["sentences"][1]


def test_a_tick_beats_and_counts_what_the_server_answered(client, settings):
    for path in ("/", "/no-such-page/"):
        client.get(path)
    call_command("tick")
    call_command("tick")
    assert sum(Heartbeat.objects.values_list("requests", flat=True)) == 2
    assert Heartbeat.objects.filter(ticked=True).exists()
    assert not (settings.VAR_DIR / "traffic").exists()


def test_a_tick_that_finds_another_at_work_does_nothing(settings):
    with open(settings.VAR_DIR / "tick.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("tick")
    assert not Heartbeat.objects.exists()
