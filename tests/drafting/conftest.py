"""The working text of the cast's declaration, by label, and the ladder that every act on it climbs."""

import pytest
from django.test import Client
from django.urls import reverse

from drafting import services
from drafting.models import HistoricalWording, Provision, Step, TypingBuffer, Version


def everything():
    """What any act on a text could change."""
    return (
        list(Provision.objects.order_by("pk").values_list("uid", "rank", "follows", "deleted_at")),
        list(HistoricalWording.objects.order_by("history_id").values_list("history_id", "heading", "text")),
        list(Step.objects.order_by("pk").values_list("pk", flat=True)),
        list(Version.objects.order_by("pk").values_list("sha256", "state", "symbol")),
        list(TypingBuffer.objects.order_by("pk").values_list("user", "heading", "text")),
    )


@pytest.fixture
def at(declaration):
    """`at("Article 2")`: the wording that stands there now."""

    def wording(label):
        places = services.working_text(declaration)
        return next(place.wording for place in places if place.label == label)

    return wording


@pytest.fixture
def labels(declaration):
    """The working text as it stands: (label, first words) of its Articles."""

    def now():
        places = services.working_text(declaration)
        return [(p.label, p.wording.text[:12]) for p in places if p.provision.kind == "article"]

    return now


@pytest.fixture
def page(declaration, at):
    """`page("edit", "Article 2")`: the address of an act on the provision that stands there."""

    def address(name, label=None):
        if label is None:
            return reverse(name, args=[declaration.slug])
        return reverse(name, args=[declaration.slug, at(label).provision.uid])

    return address


@pytest.fixture
def others_at(client_of, olga, anna, administrator, secretariat):
    """`others_at(address, said)`: how each who may not act is answered, (GET, POST); and that nothing changed."""

    def answers(address, said=None, get=True):
        before = everything()
        people = {"anonymous": None, "olga": olga, "anna": anna, "administrator": administrator}
        people["secretariat"] = secretariat
        found = {}
        for name, person in people.items():
            client = client_of(person) if person else Client()
            got = [client.get(address).status_code] if get else []
            found[name] = (*got, client.post(address, said or {}).status_code)
        assert everything() == before
        return found

    return answers


REFUSED = {
    "anonymous": (302, 302),
    "olga": (404, 404),
    "anna": (404, 404),
    "administrator": (404, 404),
    "secretariat": (403, 403),
}


@pytest.fixture
def refused():
    """Sign-in for nobody, nothing there for outsiders, not permitted for the secretariat."""
    return dict(REFUSED)


@pytest.fixture
def expert_in(client_of, expert):
    return client_of(expert)


# The record of the mandate, which provisions rest on.
from tests.mandate.conftest import consideration, meeting, report  # noqa: E402, F401
