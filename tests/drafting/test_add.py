"""Adding a provision."""

import pytest

from drafting.models import Step
from tests.drafting.conftest import everything

SAID = {"after": "", "kind": "article", "heading": "New", "text": "1. New words.", "reason": "Asked for"}


def test_a_provision_is_added_after_the_one_named(expert_in, expert, declaration, at, labels, page):
    after = at("Article 1").provision
    answer = expert_in.post(page("add_provision"), SAID | {"after": str(after.uid)})
    assert (answer.status_code, answer.url) == (302, page("working"))
    assert labels() == [
        ("Article 1", "1. Solidarit"),
        ("Article 2", "1. New words"),
        ("Article 3", "1. States sh"),
        ("Article 4", "Everyone has"),
    ]
    made = at("Article 2")
    step = made.provision.steps.get()
    assert (step.act, step.after, step.reason, step.by) == (
        Step.Act.ADDED, "Article 2", "Asked for", expert,
    )  # fmt: skip
    record = made.current_record
    assert (record.heading, record.history_user, record.history_change_reason) == (
        "New",
        expert,
        "Asked for",
    )


def test_numbered_bis_it_leaves_later_numbers_alone(expert_in, at, labels, page):
    after = str(at("Article 1").provision.uid)
    expert_in.post(page("add_provision"), SAID | {"after": after, "follows": "on"})
    assert [label for label, _words in labels()] == ["Article 1", "Article 1 bis", "Article 2", "Article 3"]


def test_without_a_place_it_comes_first(expert_in, declaration, labels, page):
    expert_in.post(page("add_provision"), SAID)
    assert labels()[0] == ("Article 1", "1. New words")


def test_forty_additions_in_one_place_keep_their_order(expert_in, at, labels, page):
    after = str(at("Article 1").provision.uid)
    for n in range(40):
        expert_in.post(page("add_provision"), SAID | {"after": after, "text": f"Number {n:02}."})
    assert [words for _label, words in labels()] == [
        "1. Solidarit",
        *(f"Number {n:02}." for n in range(39, -1, -1)),
        "1. States sh",
        "Everyone has",
    ]


def test_a_part_needs_no_words(expert_in, page, declaration):
    answer = expert_in.post(page("add_provision"), SAID | {"kind": "part", "text": ""})
    assert answer.status_code == 302
    assert declaration.provisions.filter(kind="part").count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"text": ""}, "__all__"),
        ({"kind": "chapter"}, "kind"),
        ({"after": "nothing"}, "after"),
        ({"text": "\x00"}, "text"),
    ],
)
def test_what_cannot_be_added_is_said_and_kept_in_the_form(expert_in, page, changed, field):
    address = page("add_provision")
    before = everything()
    answer = expert_in.post(address, SAID | changed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert everything() == before


def test_the_form_sent_twice_adds_once(expert_in, labels, page):
    said = SAID | {"once": "5f0c9c1e-1111-4a4a-8b8b-000000000001"}
    for _time in "ab":
        assert expert_in.post(page("add_provision"), said).status_code == 302
    assert len(labels()) == 4


def test_others_cannot_add(page, others_at, refused):
    assert others_at(page("add_provision"), SAID) == refused


def test_only_get_and_post_are_answered(expert_in, page):
    assert expert_in.put(page("add_provision")).status_code == 405
