"""The first page of a successor: undecided responses, unsent letters, promises of confidentiality."""

from datetime import date

import pytest
from django.urls import reverse

from comments import services
from mandate.models import Promise
from tests.cast import submitted


@pytest.fixture
def address(declaration):
    return reverse("inheritance", args=[declaration.mandate.slug])


def test_a_successor_finds_what_is_undecided_unsent_and_promised(
    round_one, arvenia, anna, secretariat, expert, client_of, address, mandate
):
    (comment,) = submitted(round_one, arvenia, anna)
    services.propose_response(comment, outcome="noted", reason="Thank you.", by=secretariat)
    Promise.objects.create(
        mandate=mandate,
        to_whom="A witness",
        words="No name.",
        made_on=date(2026, 1, 5),
        made_by="Elin Expert",
    )
    found = client_of(expert).get(address).context["found"]
    assert (found.undecided, found.unanswered, [str(p) for p in found.promises]) == (1, 0, ["A witness"])
    assert found.unsent == len(found.notices)


def test_others_do_not_find_the_page(client, client_of, administrator, anna, address):
    assert client.get(address).status_code == 302
    assert client_of(anna).get(address).status_code == 404
    assert client_of(administrator).get(address).status_code == 403
    assert client_of(administrator).post(address).status_code == 405
