"""Taking a stand on another party's comment, where the round lets one see it; nobody is counted twice."""

import pytest

from comments.models import Endorsement
from tests.cast import make_round, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(anna, version, administrator, arvenia, tolmark, coastal):
    round = make_round(version, [arvenia, tolmark, coastal], administrator, visibility="open")
    return submitted(round, arvenia, anna)[0]


@pytest.fixture
def address(comment):
    return f"{comment.get_absolute_url()}endorsement/"


def test_a_state_aligns_and_changes_its_mind_and_counts_once(client_of, tomas, comment, address):
    client_of(tomas).post(address, {"kind": "align", "words": ""})
    client_of(tomas).post(address, {"kind": "align_except", "words": "Not the last words."})
    standing = Endorsement.objects.filter(withdrawn_at=None)
    assert standing.values_list("organisation__code", "kind", "words").get() == (
        "TK",
        "align_except",
        "Not the last words.",
    )
    assert Endorsement.objects.count() == 2


def test_a_body_that_is_no_state_supports_and_nothing_else(client_of, noor, comment, address):
    assert client_of(noor).post(address, {"kind": "co_sponsor"}).status_code == 404
    assert client_of(noor).post(address, {"kind": "support"}).status_code == 302
    assert Endorsement.objects.get().kind == "support"


def test_aligning_except_needs_own_words(client_of, tomas, comment, address):
    client_of(tomas).post(address, {"kind": "align_except", "words": " "})
    assert Endorsement.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("anna", 403), ("dara", 403), ("expert", 403), ("olga", 404)])
def test_others_take_no_stand(request, client_of, comment, address, who, status):
    client = client_of(request.getfixturevalue(who))
    assert client.post(address, {"kind": "align"}).status_code == status
    assert client.get(address).status_code == 405
    assert Endorsement.objects.count() == 0


def test_a_stranger_is_asked_to_sign_in(client, comment, address):
    assert client.post(address, {"kind": "align"}).status_code == 302
    assert Endorsement.objects.count() == 0
