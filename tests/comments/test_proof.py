"""Receipts that anybody can check, without us; the head that is mailed at closing; and what a party disowns."""

import json
import subprocess
import sys

import pytest
from django.db import connection
from django.utils import timezone

from circulation import services as circulation
from circulation.models import Recipient
from comments import services, verifier
from comments.models import Comment, Receipt, Submission
from drafting import frozen
from stakeholders import clock
from stakeholders.models import Notice
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def arvenias(round_one, arvenia):
    return Recipient.objects.get(round=round_one, organisation=arvenia)


@pytest.fixture
def twice(arvenias, round_one, arvenia, anna):
    """Two submissions of Arvenia, the second supersedes the first; returns the standing one."""
    submitted(round_one, arvenia, anna)
    write_draft(round_one, arvenia, anna, label="Article 2", explanation="Unmistakable words.")
    return services.submit(arvenias, by=anna)


def test_every_act_has_its_link(twice, anna):
    services.withdraw_submission(twice, by=anna)
    acts = [(receipt.act, receipt.reference) for receipt in Receipt.objects.all()]
    assert acts == [
        *(("submitted", "R1-AR/1"), ("superseded", "R1-AR/1")),
        *(("submitted", "R1-AR/2"), ("withdrawn", "R1-AR/2")),
    ]
    assert services.verify_chain() == []


def test_the_verifier_needs_nothing_of_ours(twice, client, client_of, anna, tmp_path):
    (tmp_path / "verify.py").write_bytes(client.get("/receipts/verify_receipts.py").content)
    (tmp_path / "chain.json").write_bytes(client.get("/receipts/chain.json").content)
    proof = client_of(anna).get(f"/receipts/{twice.ref}/proof/").json()
    (tmp_path / "receipt.json").write_text(json.dumps(proof), encoding="utf-8")

    def run(*arguments):
        command = [sys.executable, "-I", "-S", "verify.py", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        return done.returncode, done.stdout

    last = Receipt.objects.last()
    whole = ("receipt.json", "--chain", "chain.json", "--head", f"{last.position}:{last.link}")
    assert run(*whole) == (0, "True: 1 receipts, 3 links.\n")
    proof["record"] = proof["record"].replace("Unmistakable", "Mistaken")
    (tmp_path / "receipt.json").write_text(json.dumps(proof), encoding="utf-8")
    assert run(*whole)[0] == 1
    assert "the text is not the one that was received" in run("receipt.json")[1]


def test_the_verifier_finds_a_chain_that_was_changed(twice):
    chain = services.public_chain()
    proofs = [services.as_proof(receipt) for receipt in Receipt.objects.select_related("submission")]
    head = f"{chain[-1]['position']}:{chain[-1]['link']}"
    assert verifier.check(proofs, chain, head) == []
    assert verifier.check([], chain[:-1], head) == ["the chain ends before place 3: its tail was cut off"]
    assert verifier.check([], [chain[0], chain[2]]) == ["link 2 is missing"]
    forged = [dict(each) for each in chain]
    forged[1]["leaf"] = "0" * 64
    assert verifier.check([], forged) == ["link 2 does not follow from the one before it"]
    assert verifier.check([proofs[2]], forged[:2]) != []


def test_a_tail_cut_off_with_all_behind_it_is_found_by_the_head(twice):
    last = Receipt.objects.last()
    head = (last.position, last.link)
    assert services.verify_chain(head) == []
    frozen.remove()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM comments_receipt WHERE id = %s", [last.pk])
        cursor.execute("UPDATE comments_comment SET submission_id = %s", [twice.supersedes_id])
        cursor.execute("DELETE FROM comments_submission WHERE id = %s", [twice.pk])
    frozen.install()
    assert services.verify_chain() == []
    assert services.verify_chain(head) == [(3, "head")]


def test_the_public_chain_names_nobody(twice, client):
    shown = client.get("/receipts/chain.json").content.decode()
    assert ("AR" in shown, str(twice.received_at.year) in shown.replace(twice.sha256, "")) == (False, False)
    assert [sorted(each) for each in json.loads(shown)] == [["leaf", "link", "position"]] * 3


def test_nobody_can_guess_the_receipt_of_a_nil_return(arvenias, anna):
    sent = services.answer_without_comments(arvenias, Submission.Kind.NIL, by=anna)
    assert json.loads(sent.record)["id"] == str(sent.ref)
    guess = services.canonical_record(arvenias, "nil", [], timezone.now())
    assert services.check_receipt(sent.reference, services.receipts.content_hash(guess)) is None


def test_the_head_is_mailed_to_every_participant_when_a_round_closes(twice, round_one, anna, tomas, noor):
    with clock.at(round_one.closes_at):
        circulation.advance_rounds(clock.now())
    last = Receipt.objects.last()
    told = Notice.objects.filter(kind="head")
    assert set(told.values_list("to", flat=True)) == {
        *("anna@arvenia.example", "tomas@tolmark.example", "noor@coastal.example")
    }
    assert all(f"{last.position}:{last.link}" in notice.body for notice in told)


def test_a_receipt_is_a_tagged_pdf(twice, client, client_of, anna, tomas, secretariat):
    page = f"/receipts/{twice.ref}/receipt.pdf"
    made = client_of(anna).get(page).content
    assert (made[:5], b"pdfuaid" in made, b"/StructTreeRoot" in made) == (b"%PDF-", True, True)
    assert client_of(anna).get(page).content == made
    codes = [client_of(u).get(page).status_code for u in (tomas, secretariat)]
    assert (client.get(page).status_code, codes) == (302, [404, 200])


def test_what_is_disowned_leaves_every_page_and_a_stub_stays(
    twice, client, client_of, anna, dara, secretariat, tomas, round_one
):
    page = f"/receipts/{twice.ref}/disavowal/"
    assert [client_of(u).get(page).status_code for u in (dara, tomas, secretariat)] == [403, 404, 403]
    assert client_of(anna).post(page).status_code == 302
    twice.refresh_from_db()
    assert (twice.state, services.verify_chain()) == (Submission.State.DISAVOWED, [])
    comment = Comment.objects.get(ref="R1-AR-002")
    for reader in (anna, secretariat):
        browser = client_of(reader)
        assert browser.get(f"/receipts/{twice.ref}/record/").status_code == 404
        for shown in (comment.get_absolute_url(), twice.get_absolute_url()):
            body = browser.get(shown).content.decode()
            assert ("Unmistakable" in body, "own" in body) == (False, True)
    assert client_of(anna).post(page).status_code == 422
    assert Receipt.objects.last().act == "disavowed"


def test_a_stub_of_disavowal_stays_public_where_the_comment_was(
    arvenias, round_one, arvenia, anna, expert, client, considered
):
    comment = submitted(round_one, arvenia, anna)[0]
    considered(round_one)
    answer = services.propose_response(comment, outcome="noted", reason="Thank you.", by=expert)
    services.decide_response(answer, by=expert)
    services.pass_screening(round_one, by=expert)
    services.publish_responses(round_one, by=expert)
    page = comment.get_absolute_url()
    assert "This would be clearer." in client.get(page).content.decode()
    services.disavow_submission(comment.submission, by=anna)
    body = client.get(page).content.decode()
    assert ("This would be clearer." in body, "Disowned by the party" in body) == (False, True)
    listed = client.get(f"/declarations/{round_one.declaration.slug}/comments/").content.decode()
    assert ("This would be clearer." in listed, "Disowned by the party" in listed) == (False, True)
