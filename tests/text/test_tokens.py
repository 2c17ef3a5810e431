"""Words and normalised text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from drafting.text.tokens import count_words, normal_text, normalise, token_texts, tokens

ANY_TEXT = st.text(st.characters(), max_size=200)


def test_a_word_keeps_its_marks_and_digits():
    assert token_texts("الْحَقّ art4 हिन्दी") == ["الْحَقّ", " ", "art4", " ", "हिन्दी"]


def test_each_han_kana_and_thai_character_is_a_token():
    assert token_texts("第四条 かな สิทธิ")[:3] == ["第", "四", "条"]
    assert token_texts("สิทธิ") == ["สิ", "ท", "ธิ"]


def test_spaces_and_punctuation_stand_apart():
    assert token_texts("l’homme,  and") == ["l", "’", "homme", ",", "  ", "and"]


def test_words_are_counted_without_punctuation():
    assert count_words("No one, however — no one.") == 5


@given(ANY_TEXT)
def test_tokens_join_back_to_the_text(text):
    assert "".join(token_texts(text)) == text
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


def test_spaces_hyphens_and_soft_hyphens_are_made_alike():
    assert normalise("co\u2011op\u00aderation\u00a0 \u2009of\n all").text == "co-operation of all"


def test_case_accents_and_quotes_are_kept():
    assert normalise("L’État É").text == "L’État É"


def test_a_normalised_span_leads_back_to_the_raw_one():
    raw = "the  co\u2010op\u00aderation"
    page = normalise(raw)
    start = page.text.index("co-")
    assert raw[slice(*page.raw(start, start + len("co-operation")))] == "co\u2010op\u00aderation"


def test_a_composed_letter_leads_back_to_its_two_characters():
    raw = "ae\u0301b"
    page = normalise(raw)
    assert page.text == "aéb"
    assert page.raw(1, 2) == (1, 3)
    assert page.at(1, 3) == (1, 2)


@given(ANY_TEXT)
def test_normalising_never_fails_and_the_quick_way_agrees(text):
    page = normalise(text)
    assert len(page.text) == len(page.starts) == len(page.ends)
    assert list(page.starts) == sorted(page.starts)
    assert unicodedata.normalize("NFC", normal_text(text)) == unicodedata.normalize("NFC", page.text)
