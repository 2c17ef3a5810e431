"""The chain of receipts: each kind of tampering is found, even where a text and its hash were changed together."""

from hashlib import sha256

import pytest
from django.db import connection

from comments import services
from comments.models import Receipt
from drafting import frozen
from tests.cast import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(anna, tomas, noor, round_one, arvenia, tolmark, coastal):
    """Three submissions; the guards are taken away, as somebody with the database's password could."""
    for party, person in ((arvenia, anna), (tolmark, tomas), (coastal, noor)):
        submitted(round_one, party, person)
    frozen.remove()
    yield list(Receipt.objects.order_by("position"))
    frozen.install()


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_an_untouched_chain_is_whole(chain):
    assert services.verify_chain() == []


def test_a_changed_text_is_found(chain):
    sql("UPDATE comments_submission SET record = %s WHERE id = %s", "{}", chain[1].submission_id)
    assert services.verify_chain() == [(2, "text")]


def test_a_text_changed_with_its_hash_is_found(chain):
    digest = sha256(b"{}").hexdigest()
    sql(
        "UPDATE comments_submission SET record = %s, sha256 = %s WHERE id = %s",
        "{}",
        digest,
        chain[1].submission_id,
    )
    sql("UPDATE comments_receipt SET sha256 = %s WHERE id = %s", digest, chain[1].pk)
    assert services.verify_chain() == [(2, "link")]


def test_a_missing_link_is_found(chain):
    sql("DELETE FROM comments_receipt WHERE id = %s", chain[1].pk)
    assert services.verify_chain() == [(2, "missing"), (3, "link"), (None, "submission without receipt")]


def test_a_receipt_can_be_checked_by_anybody(client, chain):
    receipt = chain[0]
    asked = {"reference": receipt.reference, "sha256": receipt.sha256}
    assert "True." in client.get("/receipts/", asked).content.decode()
    assert "Not true:" in client.get("/receipts/", asked | {"sha256": "0" * 64}).content.decode()
