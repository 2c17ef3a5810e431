"""Moving a provision: a row of its own; no words get a record, numbers follow."""

import pytest

from drafting import services
from drafting.models import HistoricalWording
from tests.drafting.conftest import everything


def test_a_provision_is_moved_and_what_follows_is_numbered_anew(expert_in, expert, at, labels, page):
    moved, records = at("Article 1").provision, HistoricalWording.objects.count()
    said = {"after": str(at("Article 2").provision.uid), "reason": "Logic"}
    answer = expert_in.post(page("move", "Article 1"), said)
    assert (answer.status_code, answer.url) == (302, page("working"))
    assert labels() == [
        ("Article 1", "1. States sh"),
        ("Article 2", "1. Solidarit"),
        ("Article 3", "Everyone has"),
    ]
    step = moved.steps.order_by("-pk").first()
    assert (step.act, step.before, step.after, step.reason, step.by) == (
        "moved", "Article 1", "Article 2", "Logic", expert,
    )  # fmt: skip
    assert HistoricalWording.objects.count() == records


def test_a_provision_can_go_to_the_very_beginning(expert_in, page, labels):
    expert_in.post(page("move", "Article 3"), {"after": "", "reason": "First things first"})
    assert [words for _label, words in labels()] == ["Everyone has", "1. Solidarit", "1. States sh"]


def test_the_page_says_what_will_happen_and_offers_every_other_place(expert_in, page, declaration):
    answer = expert_in.get(page("move", "Article 2"))
    assert "Move Article 2. Duties of States" in answer.content.decode()
    assert len(answer.context["form"].fields["after"].choices) == declaration.provisions.count()


@pytest.mark.parametrize(
    ("changed", "field"), [({"reason": ""}, "reason"), ({"after": "elsewhere"}, "after")]
)
def test_what_cannot_be_done_is_said(expert_in, page, changed, field):
    address = page("move", "Article 2")
    before = everything()
    answer = expert_in.post(address, {"after": "", "reason": "Why"} | changed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert everything() == before


def test_it_cannot_stand_after_itself_nor_move_when_it_has_left(expert, at):
    provision = at("Article 2").provision
    with pytest.raises(services.Refused, match="cannot stand after itself"):
        services.move_provision(provision, after=provision, by=expert, reason="Why")
    services.delete_provision(provision, by=expert, reason="Out")
    with pytest.raises(services.Refused, match="restore it first"):
        services.move_provision(provision, after=None, by=expert, reason="Why")


def test_others_cannot_move(page, others_at, refused):
    assert others_at(page("move", "Article 2"), {"after": "", "reason": "Why"}) == refused


def test_only_get_and_post_are_answered(expert_in, page):
    assert expert_in.put(page("move", "Article 2")).status_code == 405
