"""The instant a round closes: one reading of the clock decides, and is what is stored (T7, T8)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from circulation import services as circulation
from circulation.models import Round
from comments import services
from comments.models import Receipt, Submission
from drafting.services import Refused
from stakeholders import clock
from tests.cast import member, party, write_draft

pytestmark = pytest.mark.django_db
MOMENT, SECOND = timedelta(microseconds=1), timedelta(seconds=1)
EACH_SIDE = 12


@pytest.fixture
def recipient(round_one, arvenia, anna):
    write_draft(round_one, arvenia, anna)
    return round_one.recipients.get(organisation=arvenia)


def submit_at(recipient, anna, moment):
    with clock.at(moment):
        return services.submit(recipient, by=anna)


def test_the_last_moment_is_in_time_and_the_instant_itself_is_late(recipient, anna, round_one):
    in_time = submit_at(recipient, anna, round_one.closes_at - MOMENT)
    assert (in_time.received_at, in_time.minutes_late) == (round_one.closes_at - MOMENT, 0)
    late = submit_at(recipient, anna, round_one.closes_at)
    assert (late.received_at, late.minutes_late) == (round_one.closes_at, 1)


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (59, 1), (60, 2), (3600, 61)])
def test_late_input_is_kept_with_the_minutes_it_was_late(recipient, anna, round_one, seconds, minutes):
    assert submit_at(recipient, anna, round_one.closes_at + seconds * SECOND).minutes_late == minutes


def test_where_late_input_is_not_taken_it_is_refused_and_the_drafts_stay(recipient, anna, round_one):
    Round.objects.update(late_policy=Round.Late.NONE)
    with pytest.raises(Refused):
        submit_at(recipient, anna, round_one.closes_at)
    assert (Submission.objects.count(), Receipt.objects.count(), recipient.drafts.count()) == (0, 0, 1)
    assert submit_at(recipient, anna, round_one.closes_at - MOMENT).minutes_late == 0


def test_after_the_late_window_nothing_is_taken(recipient, anna, round_one):
    Round.objects.update(late_until=round_one.closes_at + SECOND)
    with pytest.raises(Refused):
        submit_at(recipient, anna, round_one.closes_at + SECOND)


def test_once_compiling_has_begun_nothing_is_taken(recipient, anna, round_one, administrator):
    circulation.advance_rounds(round_one.closes_at)
    circulation.begin_compilation(round_one, by=administrator)
    with pytest.raises(Refused):
        submit_at(recipient, anna, round_one.closes_at + SECOND)


def test_a_clock_that_has_not_ticked_closes_the_round_all_the_same(recipient, anna, round_one):
    assert Round.objects.get().state == Round.State.OPEN
    assert submit_at(recipient, anna, round_one.closes_at + SECOND).minutes_late == 1


def test_before_it_opens_a_round_takes_nothing(recipient, anna, round_one):
    with pytest.raises(Refused):
        submit_at(recipient, anna, round_one.opens_at - MOMENT)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_the_servers_own_time_zone_changes_nothing(recipient, anna, round_one, settings, zone):
    settings.TIME_ZONE = zone
    assert submit_at(recipient, anna, round_one.closes_at - SECOND).minutes_late == 0
    assert submit_at(recipient, anna, round_one.closes_at).minutes_late == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_closing_instant_each_is_either_in_time_with_a_row_or_refused_without(
    round_one, administrator, client_of
):
    Round.objects.update(late_policy=Round.Late.NONE)
    parties = [party(f"P{n:02d}", f"Party {n:02d}", f"{n:02d}", "ngo") for n in range(2 * EACH_SIDE)]
    people = [member(each, f"p{n}@party.example", f"Person {n}") for n, each in enumerate(parties)]
    circulation.add_recipients(round_one, parties, by=administrator)
    browsers = [client_of(person) for person in people]

    def send(n):
        address = f"/declarations/{round_one.declaration.slug}/rounds/1/parties/{parties[n].code}/nil-return/"
        try:
            with clock.at(round_one.closes_at + (n - EACH_SIDE) * MOMENT):
                return browsers[n].post(address).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(EACH_SIDE) as pool:
        answers = list(pool.map(send, range(2 * EACH_SIDE)))
    assert answers == [302] * EACH_SIDE + [422] * EACH_SIDE
    received = {s.recipient.organisation.code for s in Submission.objects.all()}
    assert received == {each.code for each in parties[:EACH_SIDE]}
    assert not Submission.objects.filter(received_at__gte=round_one.closes_at).exists()
    assert Receipt.objects.count() == EACH_SIDE
