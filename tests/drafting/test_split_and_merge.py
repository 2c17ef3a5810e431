"""Splitting a provision in two, and merging two into one: where words come from is recorded."""

import pytest

from drafting import services
from tests.drafting.conftest import everything

FIRST, SECOND = "1. States shall cooperate in good faith.", "2. States should report every two years."


@pytest.fixture
def base(at):
    return at("Article 2").current_record.history_id


def test_what_stands_from_a_paragraph_on_becomes_a_provision(expert_in, expert, at, labels, page, base):
    origin = at("Article 2").provision
    said = {"at": "2", "heading": "Reports", "reason": "Two ideas", "base": base}
    assert expert_in.post(page("split", "Article 2"), said).status_code == 302
    assert (at("Article 2").text, at("Article 2").provision) == (FIRST, origin)
    assert (at("Article 3").heading, at("Article 3").text) == ("Reports", SECOND)
    assert [label for label, _words in labels()] == ["Article 1", "Article 2", "Article 3", "Article 4"]
    step = at("Article 3").provision.steps.get()
    assert (step.act, step.other, step.before, step.after, step.by) == (
        "split", origin, "Article 2", "Article 3", expert,
    )  # fmt: skip
    assert at("Article 2").current_record.history_change_reason == "Two ideas"


def test_two_provisions_become_one_and_the_other_leaves_with_its_history(expert_in, expert, at, page, base):
    kept, gone = at("Article 2").provision, at("Article 3")
    said = {"other": str(gone.provision.uid), "reason": "One idea", "base": base}
    assert expert_in.post(page("merge", "Article 2"), said).status_code == 302
    assert at("Article 2").text == f"{FIRST}\n{SECOND}\nEveryone has the right to take part."
    gone.provision.refresh_from_db()
    assert gone.provision.deleted_at is not None
    assert gone.history.count() == 1
    step = gone.provision.steps.order_by("-pk").first()
    assert (step.act, step.other, step.before, step.after) == ("merged", kept, "Article 3", "Article 2")


def test_only_provisions_of_the_same_kind_are_offered(expert_in, page, at):
    choices = expert_in.get(page("merge", "Article 2")).context["form"].fields["other"].choices
    assert [name for _uid, name in choices] == ["Article 1. Meaning", "Article 3. Participation"]


def test_only_paragraphs_after_the_first_are_offered(expert_in, page):
    choices = expert_in.get(page("split", "Article 2")).context["form"].fields["at"].choices
    assert choices == [("2", "2")]


@pytest.mark.parametrize(
    ("name", "said", "field"),
    [
        ("split", {"at": "1"}, "at"),
        ("split", {"at": "2", "reason": ""}, "reason"),
        ("split", {"at": "2", "base": "x"}, "base"),
        ("merge", {"other": "nothing"}, "other"),
        ("merge", {"other": ""}, "other"),
    ],
)
def test_what_cannot_be_done_is_said(expert_in, page, base, name, said, field):
    address = page(name, "Article 2")
    before = everything()
    answer = expert_in.post(address, {"reason": "Why", "base": base} | said)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert everything() == before


@pytest.mark.parametrize("name", ["split", "merge"])
def test_a_text_that_was_saved_in_between_is_not_cut(expert_in, expert, at, page, base, name):
    other = str(at("Article 3").provision.uid)
    services.save_wording(
        at("Article 2"), heading="", text=f"{FIRST}\n2. New.", base=base, by=expert, reason="In between"
    )
    said = {"at": "2", "other": other, "reason": "Why", "base": base}
    before = everything()
    answer = expert_in.post(page(name, "Article 2"), said)
    assert answer.status_code == 422
    assert "Somebody has changed this provision since you opened it." in answer.content.decode()
    assert everything() == before


def test_a_provision_does_not_merge_with_itself_a_part_or_one_that_has_left(expert, at, base):
    def merge(other):
        services.merge_provisions(at("Article 2"), other, by=expert, reason="Why", base=base)

    for other in (at("Article 2"), at("Part I")):
        with pytest.raises(services.Refused, match="Two different provisions of the same kind"):
            merge(other)
    gone = at("Article 3")
    services.delete_provision(gone.provision, by=expert, reason="Out")
    with pytest.raises(services.Refused, match="restore it first"):
        merge(gone)


@pytest.mark.parametrize("name", ["split", "merge"])
def test_others_cannot(page, others_at, refused, name):
    assert others_at(page(name, "Article 2"), {"reason": "Why"}) == refused


@pytest.mark.parametrize("name", ["split", "merge"])
def test_only_get_and_post_are_answered(expert_in, page, name):
    assert expert_in.put(page(name, "Article 2")).status_code == 405
