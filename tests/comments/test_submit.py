"""Submitting: one act, decided by one reading of the clock, with a receipt; superseded and withdrawn on the record."""

import json
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from circulation.models import Recipient
from comments import services
from comments.models import Comment, Receipt, Submission
from drafting.services import Refused
from stakeholders import clock, moments
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db
STEPS = [
    *("", "submission/", "forms/", "questions/", "attachments/", "clearance/", "nil-return/"),
    "drafts/?place=article-2&paragraph=1",
]


@pytest.fixture
def recipient(round_one, arvenia):
    return Recipient.objects.get(round=round_one, organisation=arvenia)


@pytest.fixture
def address(round_one):
    return f"/declarations/{round_one.declaration.slug}/rounds/1/parties/AR/submission/"


def test_the_contact_point_submits_and_gets_a_receipt(
    client_of, anna, recipient, round_one, arvenia, address
):
    write_draft(round_one, arvenia, anna, quote="acting together", paragraph="1", proposed="acting jointly")
    answer = client_of(anna).post(address)
    submission = Submission.objects.get()
    comment = Comment.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/receipts/{submission.ref}/")
    assert (comment.ref, comment.state, comment.organisation, comment.submission) == (
        "R1-AR-001",
        "received",
        arvenia,
        submission,
    )
    assert submission.sha256 == sha256(submission.record.encode()).hexdigest()
    record = json.loads(submission.record)
    assert [c["proposed_text"] for c in record["comments"]] == ["acting jointly"]
    receipt = Receipt.objects.get()
    assert (receipt.position, receipt.sha256, receipt.at) == (1, submission.sha256, submission.received_at)
    page = client_of(anna).get(answer.url).content.decode()
    assert (page.count(submission.sha256) >= 1, page.count("UTC") >= 1, page.count("Geneva") >= 1) == (
        True,
        True,
        True,
    )
    assert client_of(anna).get(f"{answer.url}record/").content == submission.record.encode()


@pytest.mark.parametrize("who", ["dara", "rui"])
def test_only_the_contact_point_submits(
    request, client_of, anna, recipient, round_one, arvenia, address, who
):
    write_draft(round_one, arvenia, anna)
    assert client_of(request.getfixturevalue(who)).post(address).status_code == 403
    assert Submission.objects.count() == 0


def test_a_strangers_receipt_is_not_found(client_of, anna, tomas, round_one, arvenia):
    comment = submitted(round_one, arvenia, anna)[0]
    for path in ("", "record/", "withdrawal/"):
        assert client_of(tomas).get(f"/receipts/{comment.submission.ref}/{path}").status_code == 404


def test_what_is_submitted_again_supersedes_and_keeps_its_numbers(anna, recipient, round_one, arvenia):
    first = write_draft(round_one, arvenia, anna, explanation="One.")
    second = write_draft(round_one, arvenia, anna, explanation="Two.")
    before = services.submit(recipient, by=anna)
    services.discard_draft(first, by=anna)
    services.save_draft(
        recipient,
        second.ref,
        by=anna,
        revision=1,
        stance="oppose",
        explanation="Two, better.",
        type="general",
        weight="comment",
    )
    write_draft(round_one, arvenia, anna, explanation="Three.")
    after = services.submit(recipient, by=anna)
    before.refresh_from_db()
    assert (before.state, after.supersedes, after.reference) == ("superseded", before, "R1-AR/2")
    rows = Comment.objects.order_by("serial").values_list("ref", "explanation", "withdrawn_at")
    assert [(ref, words, bool(gone)) for ref, words, gone in rows] == [
        ("R1-AR-001", "One.", True),
        ("R1-AR-002", "Two, better.", False),
        ("R1-AR-003", "Three.", False),
    ]
    assert Comment.objects.get(ref="R1-AR-002").history.count() == 2


def test_a_withdrawal_leaves_a_stub_without_words(client_of, anna, tomas, expert, round_one, arvenia):
    comment = submitted(round_one, arvenia, anna)[0]
    client_of(anna).post(f"/receipts/{comment.submission.ref}/withdrawal/")
    submission = Submission.objects.get()
    assert (submission.state, submission.withdrawn_by, Receipt.objects.last().act) == (
        "withdrawn",
        anna,
        "withdrawn",
    )
    page = client_of(anna).get(comment.get_absolute_url()).content.decode()
    assert (page.count("Withdrawn by the party"), page.count("This would be clearer.")) == (1, 0)
    assert client_of(tomas).get(comment.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("kind", "state"), [("nil-return", "nil"), ("declination", "declined")])
def test_a_nil_return_and_declining_are_answers_with_a_receipt(
    client_of, anna, recipient, address, kind, state
):
    answer = client_of(anna).post(address.replace("submission", kind))
    recipient.refresh_from_db()
    assert (answer.status_code, recipient.state, Receipt.objects.count()) == (302, state, 1)
    assert Comment.objects.count() == 0


def test_an_empty_draft_and_no_draft_are_refused_with_a_sentence(
    client_of, anna, recipient, round_one, arvenia, address
):
    assert "There is no comment to submit." in client_of(anna).post(address).content.decode()
    write_draft(round_one, arvenia, anna, explanation="")
    answer = client_of(anna).post(address)
    assert (answer.status_code, "nothing is said yet" in answer.content.decode()) == (422, True)
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(("seconds", "late"), [(-1, 0), (0, 1), (61, 2), (3600, 61)])
def test_the_closing_instant_decides_and_late_input_is_marked(
    anna, recipient, round_one, arvenia, seconds, late
):
    write_draft(round_one, arvenia, anna)
    with clock.at(round_one.closes_at + timedelta(seconds=seconds)):
        submission = services.submit(recipient, by=anna)
        assert (submission.received_at, submission.minutes_late) == (clock.now(), late)


def test_where_late_input_is_not_taken_it_is_refused_and_the_draft_kept(anna, recipient, round_one, arvenia):
    write_draft(round_one, arvenia, anna)
    round_one.late_policy = "none"
    round_one.save()
    with clock.at(round_one.closes_at), pytest.raises(Refused, match="Your drafts are kept"):
        services.submit(recipient, by=anna)
    assert (Submission.objects.count(), recipient.drafts.count()) == (0, 1)


def test_a_limit_counts_and_cuts_nothing(anna, recipient, round_one, arvenia):
    round_one.limit = 10
    round_one.save()
    draft = write_draft(round_one, arvenia, anna, explanation="x" * 11)
    with pytest.raises(Refused, match="11 characters; this round takes 10"):
        services.submit(recipient, by=anna)
    draft.refresh_from_db()
    assert len(draft.explanation) == 11


def test_what_was_received_cannot_be_changed_by_sql(anna, round_one, arvenia):
    submission = submitted(round_one, arvenia, anna)[0].submission
    for statement in (
        f"UPDATE comments_submission SET record = 'x' WHERE id = {submission.pk}",
        f"DELETE FROM comments_submission WHERE id = {submission.pk}",
        "UPDATE comments_receipt SET link = 'x'",
        "DELETE FROM comments_historicalcomment",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_twelve_hands_on_one_button_make_one_submission(
    client_of, anna, recipient, round_one, arvenia, address
):
    write_draft(round_one, arvenia, anna)
    key = "0e4b6c9e-3a5f-4f43-9d60-3c7a4a4f2a11"
    answers = []

    def press():
        answers.append(client_of(anna).post(address, {"once": key}).url)
        connection.close()

    hands = [threading.Thread(target=press) for _hand in range(12)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert (Submission.objects.count(), Receipt.objects.count()) == (1, 1)
    assert set(answers) == {Submission.objects.get().get_absolute_url()}


@pytest.mark.parametrize("step", STEPS)
def test_every_step_shows_the_closing_time_in_geneva_and_in_ones_own_zone_with_its_weekday(
    client_of, anna, round_one, address, step
):
    page, closes = address.replace("submission/", step), round_one.closes_at
    shown = client_of(anna).get(page).content.decode()
    assert (moments.in_geneva(closes) in shown, moments.in_utc(closes) in shown) == (True, True)
    anna.time_zone = "Asia/Kathmandu"
    anna.save()
    shown = client_of(anna).get(page).content.decode()
    assert (moments.in_geneva(closes) in shown, moments.in_utc(closes) in shown) == (True, False)
    assert moments.in_zone(closes, "Asia/Kathmandu") in shown


def test_a_zone_of_ones_own_is_told_with_its_weekday():
    midnight = datetime(2014, 3, 14, 23, 30, tzinfo=UTC)
    assert moments.in_zone(midnight, "America/New_York") == "Friday 14 March 2014, 19:30 (America/New York)"
    assert moments.in_zone(midnight, "Asia/Kathmandu") == "Saturday 15 March 2014, 05:15 (Asia/Kathmandu)"
