"""The open record as files: what the list shows under the same filters, for whoever may read it, and nothing else."""

import csv
import io
import json

import pytest

from comments import services
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(round_one, arvenia, tolmark, anna, tomas, expert, considered):
    """Arvenia's comment is public with its answer; Tolmark's is withheld."""
    write_draft(round_one, arvenia, anna, paragraph="1", quote="acting together", proposed="acting jointly")
    write_draft(round_one, tolmark, tomas, publication="withheld", explanation="For you alone.")
    one = submitted(round_one, arvenia, anna)[0]
    submitted(round_one, tolmark, tomas)
    considered(round_one)
    services.decide_response(
        services.propose_response(one, outcome="noted", reason="Thank you.", by=expert), by=expert
    )
    services.publish_responses(round_one, by=expert, override="The other waits.")
    return round_one


def files(client, round, query=""):
    base = f"/declarations/{round.declaration.slug}/comments"
    told = json.loads(b"".join(client.get(f"{base}.json?{query}").streaming_content))
    table = b"".join(client.get(f"{base}.csv?{query}").streaming_content).decode("utf-8-sig")
    return told, list(csv.reader(io.StringIO(table)))


def test_what_is_public_is_downloaded_with_its_answer(client, published):
    told, table = files(client, published)
    assert [(row["number"], row["party"], row["proposed text"], row["answer"]) for row in told] == [
        ("R1-AR-001", "Arvenia", "acting jointly", {"outcome": "noted", "reason": "Thank you."})
    ]
    assert [row[0] for row in table if row and row[0].startswith("R1-")] == ["R1-AR-001"]


def test_the_filters_of_the_list_hold_for_the_file(client, client_of, expert, published):
    assert files(client, published, "type=editorial")[0] == []
    assert [row["number"] for row in files(client_of(expert), published, "answer=no")[0]] == ["R1-TK-001"]


def test_before_publication_nobody_outside_has_a_row(client, client_of, tomas, anna, round_one, arvenia):
    submitted(round_one, arvenia, anna)
    assert files(client, round_one)[0] == files(client_of(tomas), round_one)[0] == []
    assert [row["number"] for row in files(client_of(anna), round_one)[0]] == ["R1-AR-001"]


def test_there_is_no_other_format(client, round_one):
    assert client.get(f"/declarations/{round_one.declaration.slug}/comments.xml").status_code == 404
    assert client.post(f"/declarations/{round_one.declaration.slug}/comments.csv").status_code == 405
