"""Numbering a provision bis, ter …, or giving it a number of its own."""

import pytest

from drafting.models import HistoricalWording
from tests.drafting.conftest import everything


def names(labels):
    return [label for label, _words in labels()]


def test_bis_and_back(expert_in, at, labels, page):
    records = HistoricalWording.objects.count()
    provision = at("Article 2").provision
    assert expert_in.post(page("renumber", "Article 2"), {"reason": "Keep numbers"}).status_code == 302
    assert names(labels) == ["Article 1", "Article 1 bis", "Article 2"]
    assert expert_in.post(page("renumber", "Article 1 bis"), {"reason": "Back"}).status_code == 302
    assert names(labels) == ["Article 1", "Article 2", "Article 3"]
    steps = list(provision.steps.order_by("pk").values_list("act", "before", "after"))[1:]
    assert steps == [
        ("renumbered", "Article 2", "Article 1 bis"),
        ("renumbered", "Article 1 bis", "Article 2"),
    ]
    assert HistoricalWording.objects.count() == records


def test_two_in_a_row_are_bis_and_ter(expert_in, labels, page):
    expert_in.post(page("renumber", "Article 2"), {"reason": "Why"})
    expert_in.post(page("renumber", "Article 2"), {"reason": "Why"})
    assert names(labels) == ["Article 1", "Article 1 bis", "Article 1 ter"]


@pytest.mark.parametrize(
    ("label", "reason", "sentence"),
    [
        ("Article 1", "Why", "The first of its kind cannot be numbered bis."),
        ("Article 2", "", "This field is required."),
    ],
)
def test_what_cannot_be_done_is_said(expert_in, page, label, reason, sentence):
    address = page("renumber", label)
    before = everything()
    answer = expert_in.post(address, {"reason": reason})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert everything() == before


def test_others_cannot_renumber(page, others_at, refused):
    assert others_at(page("renumber", "Article 2"), {"reason": "Why"}) == refused


def test_only_get_and_post_are_answered(expert_in, page):
    assert expert_in.put(page("renumber", "Article 2")).status_code == 405
