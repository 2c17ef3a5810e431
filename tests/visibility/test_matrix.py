"""Nobody reads what is not theirs: every address × every kind of reader, with marker words in hidden rows."""

import re

import pytest
from django.test import Client

from comments.models.comments import CommentQuerySet
from tests.cast import make_round
from tests.visibility.addresses import answered
from tests.visibility.reading import text_of
from tests.visibility.world import READERS, build

QUERIES = ("?words=mk", "?round=2", "?round=3")
MARKER = re.compile("|".join(READERS))
FIXTURES = (
    *("expert", "secretariat", "administrator", "superuser", "arvenia", "tolmark", "coastal", "other_party"),
    *("anna", "dara", "tomas", "noor", "olga", "declaration", "version", "round_one", "other_declaration"),
)


@pytest.fixture
def world(request, db):
    cast = {name: request.getfixturevalue(name) for name in FIXTURES}
    parties = [cast["arvenia"], cast["tolmark"], cast["coastal"]]

    def another_round(**fields):
        return make_round(cast["version"], parties, cast["administrator"], **fields)

    return build(cast | {"make_round": another_round})


def shown(client, reader, among=lambda address: True):
    """{marker: addresses that showed it} of everything that `reader` is answered."""
    found = {}
    for address, plain in answered(client.get, among):
        asked = QUERIES if address.endswith(("/comments/", "/desk/")) else ()
        for query, response in [("", plain), *((query, client.get(address + query)) for query in asked)]:
            assert response.status_code < 500, (reader, address)
            for marker in MARKER.findall(text_of(response)):
                found.setdefault(marker, set()).add(address + query)
    return found


READERS_OF_ALL_KINDS = [
    *("anonymous", "expert", "secretariat", "administrator", "superuser"),
    *("anna", "dara", "tomas", "noor", "olga"),
]


@pytest.mark.parametrize("reader", READERS_OF_ALL_KINDS)
def test_everybody_is_shown_exactly_what_is_theirs(world, client_of, reader):
    client = Client() if reader == "anonymous" else client_of(world.users[reader])
    found = shown(client, reader)
    theirs = {marker for marker, readers in READERS.items() if reader in readers}
    assert {marker: found[marker] for marker in set(found) - theirs} == {}
    # The pages were really read: each thing that is theirs was found on one of them.
    assert theirs - set(found) == set()


def test_the_matrix_finds_a_planted_leak(world, client_of, monkeypatch):
    monkeypatch.setattr(CommentQuerySet, "visible_to", lambda self, user: self)
    found = shown(
        client_of(world.users["tomas"]), "tomas", lambda path: "/comments/" in path or "compilation" in path
    )
    assert set(found) >= {"mk2openwithheld", "mk5elsewhere"}
