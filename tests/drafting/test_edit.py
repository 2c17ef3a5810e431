"""Editing a provision: a reason makes a record, typing alone does not, and nobody's words are lost."""

import random

import pytest

from drafting import services
from drafting.models import TypingBuffer
from tests.drafting.conftest import everything

NEW = "1. States shall cooperate in good faith.\n2. States shall report every year."


@pytest.fixture
def said(at):
    def form(**changed):
        wording = at("Article 2")
        base = wording.current_record.history_id
        return {"heading": wording.heading, "text": NEW, "reason": "Clearer", "base": base} | changed

    return form


def test_saving_with_a_reason_makes_one_record_that_says_who_and_why(expert_in, expert, at, page, said):
    before = at("Article 2").history.count()
    answer = expert_in.post(page("edit", "Article 2"), said())
    assert (answer.status_code, answer.url) == (302, page("edit", "Article 2"))
    record = at("Article 2").current_record
    assert (record.text, record.history_user, record.history_change_reason) == (NEW, expert, "Clearer")
    assert at("Article 2").history.count() == before + 1


def test_the_page_begins_with_the_words_that_stand(expert_in, at, page):
    answer = expert_in.get(page("edit", "Article 2"))
    assert answer.context["form"].initial == {
        "heading": "Duties of States",
        "text": at("Article 2").text,
        "base": at("Article 2").current_record.history_id,
    }


def test_a_preview_shows_the_changes_and_saves_nothing(expert_in, page, said):
    before = everything()
    answer = expert_in.post(page("edit", "Article 2"), said(preview="1"))
    assert answer.status_code == 200
    assert [(op, words) for op, words in answer.context["ops"] if op != "equal"] == [
        ("delete", "should"),
        ("insert", "shall"),
        ("delete", "two years"),
        ("insert", "year"),
    ]
    assert everything() == before


def test_the_changes_are_a_fragment_with_an_address_of_its_own(expert_in, page, others_at, refused):
    answer = expert_in.post(page("changes", "Article 2"), {"text": NEW})
    assert "<html" not in answer.content.decode()
    assert "should</del>" in answer.content.decode()
    assert expert_in.get(page("changes", "Article 2")).status_code == 405
    expected = {name: status[1:] for name, status in refused.items()}
    assert others_at(page("changes", "Article 2"), get=False) == expected


def test_others_cannot_edit(page, said, others_at, refused):
    assert others_at(page("edit", "Article 2"), said()) == refused


def test_only_get_and_post_are_answered(expert_in, page):
    assert expert_in.put(page("edit", "Article 2")).status_code == 405
    assert expert_in.delete(page("edit", "Article 2")).status_code == 405


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "   "}, "reason"),
        ({"text": ""}, "__all__"),
        ({"text": "Words \u202e turned"}, "text"),
        ({"text": "Words \x07 rung"}, "text"),
        ({"text": "NUL \x00"}, "text"),
        ({"heading": "x" * 501}, "heading"),
        ({"base": "no number"}, "base"),
    ],
)
def test_what_cannot_be_saved_is_said_and_kept_in_the_form(expert_in, page, said, changed, field):
    before = everything()
    answer = expert_in.post(page("edit", "Article 2"), said(**changed))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert everything() == before
    if "text" not in changed:
        assert "States shall report every year." in answer.content.decode()


def test_saving_what_stands_already_is_refused(expert_in, at, page, said):
    answer = expert_in.post(page("edit", "Article 2"), said(text=at("Article 2").text))
    assert answer.status_code == 422
    assert "Nothing has changed, so there is nothing to save." in answer.content.decode()


def test_a_long_text_is_saved_to_the_last_character(expert_in, at, page, said):
    text = "1. " + "Solidarity among peoples. " * 4000 + "End."
    assert expert_in.post(page("edit", "Article 2"), said(text=text)).status_code == 302
    assert at("Article 2").text == text


def test_the_second_of_two_editors_is_shown_both_texts_and_loses_neither(expert_in, expert, at, page, said):
    form = said(text="1. Mine.")
    wording = at("Article 2")
    services.save_wording(
        wording, heading="", text="1. Theirs.", base=form["base"], by=expert, reason="First"
    )
    answer = expert_in.post(page("edit", "Article 2"), form)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "1. Mine.</textarea>" in shown
    assert "1. Theirs.</blockquote>" in shown
    newest = at("Article 2").current_record
    assert newest.text == "1. Theirs."
    assert f'name="base" value="{newest.history_id}"' in shown
    assert expert_in.post(page("edit", "Article 2"), form | {"base": newest.history_id}).status_code == 302
    texts = list(at("Article 2").history.order_by("history_id").values_list("text", flat=True))
    assert texts[-2:] == ["1. Theirs.", "1. Mine."]


def test_two_hundred_interleavings_of_two_editors_lose_no_edit(at, expert, secretariat):
    """Each editor reads, then saves on what was read; who is told that the text is stale reads and saves again."""
    chance, wording = random.Random(26), at("Article 2")
    read, kept, stale = {}, [], 0
    for n in range(200):
        who = chance.choice((expert, secretariat))
        if chance.random() < 0.5 or who not in read:
            read[who] = wording.current_record
            continue
        text = f"{read[who].text}\n{n}"
        try:
            services.save_wording(
                wording, heading="", text=text, base=read[who].history_id, by=who, reason="Line"
            )
            kept.append(str(n))
        except services.Stale as problem:
            stale += 1
            assert problem.current.text == wording.current_record.text
        read.pop(who)
    assert at("Article 2").text.splitlines()[2:] == kept
    assert (len(kept) > 30, stale > 10) == (True, True)


def test_a_provision_that_has_left_the_text_is_not_edited(expert_in, expert, at, page, said):
    address, form = page("edit", "Article 2"), said()
    services.delete_provision(at("Article 2").provision, by=expert, reason="Out")
    answer = expert_in.post(address, form)
    assert answer.status_code == 422
    assert "restore it first" in answer.content.decode()


def test_saving_empties_the_buffer_of_the_one_who_saves(expert_in, expert, secretariat, at, page, said):
    base = said()["base"]
    for user in (expert, secretariat):
        services.keep_typing(at("Article 2"), heading="", text="typed", base=base, by=user)
    expert_in.post(page("edit", "Article 2"), said())
    assert list(TypingBuffer.objects.values_list("user", flat=True)) == [secretariat.pk]
