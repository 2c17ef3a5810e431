"""Taking a provision out of the working text, and putting it back: nothing of it is lost meanwhile."""

import pytest
from django.urls import reverse

from drafting import services
from tests.drafting.conftest import everything


@pytest.fixture
def gone(at, expert):
    provision = at("Article 2").provision
    services.delete_provision(provision, by=expert, reason="Out")
    return provision


@pytest.fixture
def back(gone):
    return reverse("restore", args=[gone.declaration.slug, gone.uid])


def test_it_leaves_the_text_and_its_words_history_and_reason_stay(expert_in, expert, at, labels, page):
    provision = at("Article 2").provision
    assert expert_in.post(page("delete", "Article 2"), {"reason": "Covered by 1"}).status_code == 302
    assert labels() == [("Article 1", "1. Solidarit"), ("Article 2", "Everyone has")]
    step = provision.steps.order_by("-pk").first()
    assert (step.act, step.before, step.reason, step.by) == (
        "deleted", "Article 2", "Covered by 1", expert,
    )  # fmt: skip
    assert provision.wordings.get().history.count() == 1


def test_it_comes_back_where_it_stood(expert_in, gone, back, labels):
    assert expert_in.post(back, {"reason": "Still needed"}).status_code == 302
    assert labels() == [
        ("Article 1", "1. Solidarit"),
        ("Article 2", "1. States sh"),
        ("Article 3", "Everyone has"),
    ]
    step = gone.steps.order_by("-pk").first()
    assert (step.act, step.after, step.reason) == ("restored", "Article 2", "Still needed")


def test_the_working_text_lists_what_has_left_it(expert_in, gone, back, page):
    shown = expert_in.get(page("working")).content.decode()
    assert "No longer in the text" in shown
    assert back in shown


def test_a_second_deletion_and_a_second_restoration_are_refused(expert_in, expert, gone, back):
    address = reverse("delete", args=[gone.declaration.slug, gone.uid])
    before = everything()
    answer = expert_in.post(address, {"reason": "Again"})
    assert (answer.status_code, everything()) == (422, before)
    services.restore_provision(gone, by=expert, reason="Back")
    before = everything()
    answer = expert_in.post(back, {"reason": "Again"})
    assert (answer.status_code, everything()) == (422, before)
    assert "It stands in the text already." in answer.content.decode()


def test_a_reason_is_needed(expert_in, page, back, gone):
    before = everything()
    assert expert_in.post(page("delete", "Article 1"), {"reason": ""}).status_code == 422
    assert expert_in.post(back, {"reason": " "}).status_code == 422
    assert everything() == before


def test_others_can_neither_delete_nor_restore(page, back, others_at, refused):
    assert others_at(page("delete", "Article 1"), {"reason": "Why"}) == refused
    assert others_at(back, {"reason": "Why"}) == refused


def test_only_get_and_post_are_answered(expert_in, page, back):
    assert expert_in.put(page("delete", "Article 1")).status_code == 405
    assert expert_in.put(back).status_code == 405
