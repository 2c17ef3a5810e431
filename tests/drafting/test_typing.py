"""What a drafter types is kept in private, without a record, until it is saved or discarded."""

import pytest

from drafting import services
from drafting.models import HistoricalWording, TypingBuffer


@pytest.fixture
def typed(at):
    return {"heading": "H", "text": "half a sen", "base": at("Article 2").current_record.history_id}


def test_typing_is_kept_without_a_record_and_found_again(expert_in, expert, page, typed):
    records = HistoricalWording.objects.count()
    answer = expert_in.post(page("typing", "Article 2"), typed)
    assert answer.json() == {"saved": "Kept, private to you. Saving with a reason makes a record."}
    kept = TypingBuffer.objects.get()
    assert (kept.user, kept.heading, kept.text, kept.base) == (expert, "H", "half a sen", typed["base"])
    assert HistoricalWording.objects.count() == records
    again = expert_in.get(page("edit", "Article 2"))
    assert again.context["form"].initial == typed
    assert "This is what you were typing" in again.content.decode()


def test_typing_again_replaces_what_was_typed(expert_in, page, typed):
    for text in ("half", "half a sentence."):
        expert_in.post(page("typing", "Article 2"), typed | {"text": text})
    assert TypingBuffer.objects.get().text == "half a sentence."


def test_what_one_drafter_types_is_not_shown_to_another(client_of, secretariat, expert_in, at, page, typed):
    services.keep_typing(at("Article 2"), heading="", text="secret-words", base=typed["base"], by=secretariat)
    shown = expert_in.get(page("edit", "Article 2")).content.decode()
    assert "secret-words" not in shown
    assert "Sam Secretary has been typing here" in shown


def test_it_can_be_discarded(expert_in, at, page, typed):
    expert_in.post(page("typing", "Article 2"), typed)
    answer = expert_in.post(page("forget_typing", "Article 2"))
    assert (answer.status_code, answer.url) == (302, page("edit", "Article 2"))
    assert not TypingBuffer.objects.exists()
    assert expert_in.get(page("edit", "Article 2")).context["form"].initial["text"] == at("Article 2").text


@pytest.mark.parametrize("name", ["typing", "forget_typing"])
def test_others_cannot(page, typed, others_at, refused, name):
    assert others_at(page(name, "Article 2"), typed, get=False) == {
        who: statuses[1:] for who, statuses in refused.items()
    }


@pytest.mark.parametrize("name", ["typing", "forget_typing"])
def test_reading_keeps_and_discards_nothing(expert_in, page, name):
    assert expert_in.get(page(name, "Article 2")).status_code == 405


@pytest.mark.parametrize("base", ["", "x", "-1", "²", "٣", "9" * 40])
def test_a_base_that_is_no_record_is_refused(expert_in, page, typed, base):
    assert expert_in.post(page("typing", "Article 2"), typed | {"base": base}).status_code == 400
    assert not TypingBuffer.objects.exists()


def test_hostile_characters_are_kept_or_dropped_and_never_an_error(expert_in, page, typed):
    answer = expert_in.post(page("typing", "Article 2"), typed | {"text": "a\x00b\u202ec\u200bd\U000e0041"})
    assert answer.status_code == 200
    assert TypingBuffer.objects.get().text == "ab\u202ec\u200bd\U000e0041"
