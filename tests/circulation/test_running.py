"""A round while it runs: extended, closed by the clock or by people, compiled, considered."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from circulation import services
from circulation.models import Extension, Recipient, Round
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import KeptForm, Notice, SentForm
from tests.cast import submitted

pytestmark = pytest.mark.django_db
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
WHY = {"reason": "Two delegations asked for it.", "authority": "The Independent Expert"}


def of(round, organisation):
    return round.recipients.get(organisation=organisation)


def advance(round, to):
    services.advance_rounds(to)
    round.refresh_from_db()
    return round


# --- More time ----------------------------------------------------------------------------------------------
def test_an_extension_is_a_row_with_its_reason_and_is_told_to_all(
    round_one, administrator, anna, tomas, noor
):
    before, later = round_one.closes_at, round_one.closes_at + 3 * DAY
    services.extend_round(round_one, later, **WHY, by=administrator)
    round_one.refresh_from_db()
    assert round_one.closes_at == later
    extension = Extension.objects.get()
    assert (extension.before, extension.closes_at, extension.by) == (before, later, administrator)
    notices = Notice.objects.filter(kind="extended")
    assert sorted(n.to for n in notices) == [
        "anna@arvenia.example",
        "noor@coastal.example",
        "tomas@tolmark.example",
    ]
    assert {WHY["reason"] in n.body and WHY["authority"] in n.body for n in notices} == {True}


def test_more_time_for_one_party_is_disclosed_to_all_and_moves_nobody_else(
    round_one, administrator, arvenia, tolmark, anna, tomas
):
    later = round_one.closes_at + DAY
    services.extend_round(round_one, later, **WHY, by=administrator, recipient=of(round_one, arvenia))
    round_one.refresh_from_db()
    assert of(round_one, arvenia).closing == later
    assert of(round_one, tolmark).closing == round_one.closes_at == later - DAY
    (told,) = Notice.objects.filter(kind="extended", to=tomas.email)
    assert "Extended for Republic of Arvenia until " in told.body


@pytest.mark.parametrize("shift", [timedelta(0), -DAY])
def test_an_extension_that_gives_no_time_is_refused(round_one, administrator, shift):
    with pytest.raises(Refused):
        services.extend_round(round_one, round_one.closes_at + shift, **WHY, by=administrator)
    assert not Extension.objects.exists()


def test_an_extension_into_the_past_is_refused(round_one, administrator):
    with clock.at(round_one.closes_at + 5 * DAY), pytest.raises(Refused):
        services.extend_round(round_one, round_one.closes_at + DAY, **WHY, by=administrator)


@pytest.mark.parametrize("missing", ["reason", "authority"])
def test_an_extension_needs_its_reason_and_its_authority(round_one, administrator, missing):
    with pytest.raises(Refused):
        services.extend_round(
            round_one, round_one.closes_at + DAY, **(WHY | {missing: " "}), by=administrator
        )


def test_an_extension_opens_a_closed_round_again(round_one, administrator, arvenia):
    closed = advance(round_one, round_one.closes_at)
    assert of(closed, arvenia).state == Recipient.State.NO_REPLY
    with clock.at(closed.closes_at):
        services.extend_round(closed, closed.closes_at + DAY, **WHY, by=administrator)
    closed.refresh_from_db()
    assert (closed.state, of(closed, arvenia).state) == (Round.State.OPEN, Recipient.State.INVITED)


# --- Closing ------------------------------------------------------------------------------------------------
def test_the_clock_closes_a_round_at_its_time_and_not_before(round_one):
    assert advance(round_one, round_one.closes_at - MOMENT).state == Round.State.OPEN
    assert advance(round_one, round_one.closes_at).state == Round.State.LATE


def test_without_late_input_a_round_is_closed_at_once(round_one):
    Round.objects.update(late_policy=Round.Late.NONE)
    assert advance(round_one, round_one.closes_at).state == Round.State.CLOSED


def test_the_late_window_ends_by_the_clock(round_one):
    end = round_one.closes_at + 2 * DAY
    Round.objects.update(late_until=end)
    assert advance(round_one, round_one.closes_at).state == Round.State.LATE
    assert advance(round_one, end - MOMENT).state == Round.State.LATE
    assert advance(round_one, end).state == Round.State.CLOSED


def test_advancing_twice_changes_nothing_the_second_time(round_one):
    advance(round_one, round_one.closes_at)
    records = round_one.history.count()
    advance(round_one, round_one.closes_at + DAY)
    assert round_one.history.count() == records


def test_at_the_close_those_who_did_not_answer_are_marked_and_the_others_are_not(
    round_one, anna, arvenia, tolmark
):
    submitted(round_one, arvenia, anna)
    advance(round_one, round_one.closes_at)
    assert of(round_one, arvenia).state == Recipient.State.SUBMITTED
    assert of(round_one, tolmark).state == Recipient.State.NO_REPLY


def test_one_partys_own_time_keeps_the_round_open_for_it(round_one, administrator, arvenia, tolmark):
    general, own = round_one.closes_at, round_one.closes_at + DAY
    services.extend_round(round_one, own, **WHY, by=administrator, recipient=of(round_one, arvenia))
    advance(round_one, general)
    assert round_one.state == Round.State.OPEN
    assert round_one.takes_from(of(round_one, arvenia), general)
    assert not round_one.takes_from(of(round_one, tolmark), general)
    assert advance(round_one, own).state == Round.State.LATE


def test_time_given_to_one_party_after_the_close_runs_and_then_ends(
    round_one, administrator, arvenia, tolmark
):
    advance(round_one, round_one.closes_at)
    own = round_one.closes_at + DAY
    with clock.at(round_one.closes_at):
        services.extend_round(round_one, own, **WHY, by=administrator, recipient=of(round_one, arvenia))
        with pytest.raises(Refused, match="given more time"):
            services.begin_compilation(round_one, by=administrator)
    assert of(round_one, arvenia).state == Recipient.State.INVITED
    advance(round_one, own)
    assert of(round_one, arvenia).state == Recipient.State.NO_REPLY
    with clock.at(own):
        services.begin_compilation(round_one, by=administrator)


def test_a_round_is_closed_early_only_when_all_have_answered(round_one, administrator, arvenia, anna):
    submitted(round_one, arvenia, anna)
    with pytest.raises(Refused):
        services.close_round(round_one, by=administrator)
    round_one.recipients.exclude(organisation=arvenia).update(state=Recipient.State.NIL)
    services.close_round(round_one, by=administrator)
    round_one.refresh_from_db()
    assert round_one.state == Round.State.LATE
    assert round_one.history.first().history_user == administrator


# --- After it -----------------------------------------------------------------------------------------------
def test_a_round_goes_through_its_states_in_order(round_one, administrator):
    for act in (services.begin_compilation, services.begin_consideration):
        with pytest.raises(Refused):
            act(round_one, by=administrator)
    advance(round_one, round_one.closes_at)
    with pytest.raises(Refused):
        services.begin_consideration(round_one, by=administrator)
    assert services.begin_compilation(round_one, by=administrator).state == Round.State.COMPILED
    assert services.begin_consideration(round_one, by=administrator).state == Round.State.CONSIDERATION
    with pytest.raises(Refused):
        services.extend_round(round_one, clock.now() + 90 * DAY, **WHY, by=administrator)


# --- manage.py tick -----------------------------------------------------------------------------------------
def test_tick_closes_what_is_due_and_forgets_what_has_expired(round_one, anna):
    now = clock.now()
    KeptForm.objects.create(user=anna, path="/", fields=[], kept_at=now - KeptForm.LIFETIME)
    recent = KeptForm.objects.create(user=anna, path="/", fields=[], kept_at=now)
    SentForm.objects.create(key=recent.ref, user=anna, digest="", answer="/", sent_at=now - 31 * DAY)
    with clock.at(round_one.closes_at + DAY):
        call_command("tick")
    round_one.refresh_from_db()
    assert round_one.state == Round.State.LATE
    assert (list(KeptForm.objects.all()), SentForm.objects.count()) == ([recent], 0)


def test_tick_changes_nothing_when_nothing_is_due(round_one):
    before = round_one.history.count()
    for _ in range(2):
        call_command("tick")
    assert round_one.history.count() == before
