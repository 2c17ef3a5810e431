"""Labels of provisions: canonical, printed, in addresses."""

import pytest

from drafting.text.numbering import (
    LATIN_ORDINALS,
    label_of_slug,
    paragraph_slug,
    place_labels,
    place_slug,
    printed_label,
    roman,
)
from drafting.text.numerals import number_of, to_han


def test_articles_run_through_all_parts():
    units = [("part", False), ("article", False), ("part", False), ("article", False)]
    assert place_labels(units) == ["Part I", "Article 1", "Part II", "Article 2"]


def test_what_follows_is_numbered_bis_ter_after_the_one_before_of_its_kind():
    units = [("article", False), ("article", True), ("article", True), ("article", False)]
    assert place_labels(units) == ["Article 1", "Article 1 bis", "Article 1 ter", "Article 2"]


def test_the_first_of_its_kind_cannot_follow():
    assert place_labels([("preambular", True), ("preambular", True)]) == ["PP1", "PP1 bis"]


def test_title_opening_and_closing_words_carry_no_number():
    assert place_labels([("title", False), ("opening", False), ("closing", False)]) == [
        "Title",
        "Opening",
        "Closing",
    ]


def test_more_units_after_one_number_than_latin_has_words_for_still_differ():
    labels = place_labels([("article", False)] + [("article", True)] * 40)
    assert len(set(labels)) == 41
    assert all(label_of_slug(place_slug(label)) == label for label in labels)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", ["Article 1", "Article 4 bis", "Part II"]),
        ("fr", ["Article premier", "Article 4 bis", "Partie II"]),
        ("es", ["Artículo 1", "Artículo 4 bis", "Parte II"]),
        ("ru", ["Статья 1", "Статья 4 bis", "Часть II"]),
        ("zh", ["第一条", "第四条之二", "第二部分"]),
        ("zh-hans", ["第一条", "第四条之二", "第二部分"]),
        ("ar", ["المادة 1", "المادة 4 مكررا", "الجزء الثاني"]),
    ],
)
def test_labels_are_printed_as_each_language_prints_them(language, printed):
    assert [printed_label(label, language) for label in ("Article 1", "Article 4 bis", "Part II")] == printed


def test_title_and_opening_words_are_printed_without_a_label():
    assert [printed_label(label, "en") for label in ("Title", "Opening", "Closing", "PP3")] == [
        "",
        "",
        "",
        "PP3",
    ]


@pytest.mark.parametrize(
    ("label", "slug"),
    [("Article 4 bis", "article-4-bis"), ("PP3", "pp-3"), ("Part II", "part-2"), ("Title", "title")],
)
def test_a_label_and_its_slug_lead_to_each_other(label, slug):
    assert place_slug(label) == slug
    assert label_of_slug(slug) == label


@pytest.mark.parametrize("slug", ["", "article", "article-x", "article-4-BIS", "../etc", "pp-3-bis-ter"])
def test_what_is_no_slug_is_refused(slug):
    with pytest.raises(ValueError):
        label_of_slug(slug)


def test_a_paragraph_has_a_slug_of_letters_and_figures():
    assert [paragraph_slug(label) for label in ("2 (a) (i)", "4.1", "2 bis")] == ["2-a-i", "4.1", "2-bis"]


def test_numbers_are_read_in_every_notation():
    shown = ["12", "٤", "XIV", "二十一", "premier", "Première", "TWO", "الثالثة", "вторая"]
    assert [number_of(text) for text in shown] == [12, 4, 14, 21, 1, 1, 2, 3, 2]
    assert [number_of(text) for text in ("IIII", "of", "", "Vi")] == [None, None, None, None]


def test_roman_and_chinese_numbers_lead_back():
    assert all(number_of(roman(n)) == n and number_of(to_han(n)) == n for n in range(1, 200))


def test_latin_ordinals_begin_with_bis_and_hold_decies():
    assert LATIN_ORDINALS[:3] == ("bis", "ter", "quater")
    assert LATIN_ORDINALS[8] == "decies"
