"""A whole text read into its provisions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.text.numbering import place_labels
from drafting.text.structure import Unit, read_structure, write_structure

DRAFT = """Declaration on fair weather

DEMO/1

The Human Rights Council,

Recalling the sky,

Mindful of:
(a) rain,
(b) snow,

Part I
General

Article 1. Meaning

1. Fair weather is:
(a) dry;
(b) mild.
2. It may be windy.

Article 2 – Holders
Everyone holds it.

Article 2 bis
Other holders

So does everybody else.

PART TWO: DUTIES

Article 3: Duties
States shall not make rain.

Done at Geneva, in spring.
"""


WRAPPED = """A title

Article 1
Everyone has the right to be heard by a tribunal that is independent
and impartial, as set forth in
Article 9 of this Declaration, without delay and at no cost to the person.

Article 2
Nobody shall be denied what the first Article gives to all of them,
not even in part.
"""


def shape(outline):
    return [(unit.kind, unit.label, unit.heading, unit.text) for unit in outline.units]


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_the_universal_declaration_gives_its_preamble_and_30_articles(shared_data, language):
    outline = read_structure(shared_data(f"udhr/udhr.{language}.txt").read_text("utf-8"))
    expected = json.loads(shared_data(f"udhr/udhr.{language}.json").read_text("utf-8"))["provisions"]
    preamble = [item["text"] for item in expected if item["kind"] == "preamble"]
    assert outline.language == language
    assert outline.count("article") == 30
    assert [unit.text for unit in outline.units if unit.kind == "preambular"] == preamble
    assert outline.paragraphs == sum(item["kind"] == "paragraph" for item in expected)
    assert outline.unplaced == ()
    assert outline.units[-1].label == "Article 30"


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_the_universal_declaration_printed_and_read_again_is_the_same(shared_data, language):
    outline = read_structure(shared_data(f"udhr/udhr.{language}.txt").read_text("utf-8"))
    assert shape(read_structure(write_structure(outline.units, language))) == shape(outline)


def test_a_draft_is_read_into_all_its_kinds():
    assert shape(read_structure(DRAFT)) == [
        ("title", "Title", "", "Declaration on fair weather"),
        ("opening", "Opening", "", "The Human Rights Council,"),
        ("preambular", "PP1", "", "Recalling the sky,"),
        ("preambular", "PP2", "", "Mindful of:\n(a) rain,\n(b) snow,"),
        ("part", "Part I", "General", ""),
        ("article", "Article 1", "Meaning", "1. Fair weather is:\n(a) dry;\n(b) mild.\n2. It may be windy."),
        ("article", "Article 2", "Holders", "Everyone holds it."),
        ("article", "Article 2 bis", "Other holders", "So does everybody else."),
        ("part", "Part II", "DUTIES", ""),
        ("article", "Article 3", "Duties", "States shall not make rain."),
        ("closing", "Closing", "", "Done at Geneva, in spring."),
    ]


def test_a_symbol_under_the_title_is_a_note_and_no_text():
    outline = read_structure(DRAFT)
    assert [str(note) for note in outline.notes] == [
        "Line 3, “DEMO/1”, was taken as a symbol, a date or a masthead, not as text."
    ]
    assert outline.notes[0].params["line"] == 3


def test_lines_broken_to_fit_a_page_are_joined():
    outline = read_structure(WRAPPED)
    assert [unit.text.count("\n") for unit in outline.units] == [0, 0, 0]
    assert outline.count("article") == 2


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("Article 1", "Article 1"),
        ("ARTICLE I", "Article 1"),
        ("Art. 1", "Article 1"),
        ("Article premier", "Article 1"),
        ("Artículo primero", "Article 1"),
        ("Статья 1", "Article 1"),
        ("第一条", "Article 1"),
        ("المادة الأولى", "Article 1"),
        ("المادة ١", "Article 1"),
    ],
)
def test_an_article_is_announced_in_many_ways(head, label):
    outline = read_structure(f"Title\n\n{head}\nText.\n")
    assert [unit.label for unit in outline.units] == ["Title", label]
    assert outline.notes == ()


@pytest.mark.parametrize(
    "head", ["Part I", "PART ONE", "Première partie", "Primera parte", "Часть I", "第一部分", "الجزء الأول"]
)
def test_a_part_is_announced_in_many_ways(head):
    outline = read_structure(f"Title\n\n{head}\n\nArticle 1\nText.\n")
    assert [unit.label for unit in outline.units] == ["Title", "Part I", "Article 1"]


def test_a_sentence_that_begins_with_an_article_is_no_heading():
    outline = read_structure("Title\n\nArticle 1\nText.\nArticle 9 of the Charter shall apply.\n")
    assert [unit.text for unit in outline.units] == ["Title", "Text.\nArticle 9 of the Charter shall apply."]


def test_a_number_that_does_not_fit_its_place_is_reported():
    outline = read_structure("Title\n\nArticle 1\nText.\n\nArticle 7\nMore.\n")
    assert [str(note) for note in outline.notes] == [
        "Line 6 is printed “Article 7”; by its place it is Article 2."
    ]


def test_a_line_that_cannot_be_placed_is_named_with_its_number():
    outline = read_structure(
        "Title\n\nFirst reading of the committee\n\nRecalling the sky,\n\nArticle 1\nText.\n"
    )
    assert [(item.line, item.text) for item in outline.unplaced] == [(3, "First reading of the committee")]
    assert outline.count("preambular") == 1


def test_a_text_without_the_word_article_is_read_by_its_numbers():
    outline = read_structure("Title\n\nRecalling the sky,\n\n1. Decides to act;\n\n2. Requests a report.\n")
    assert [unit.text for unit in outline.units if unit.kind == "article"] == [
        "Decides to act;",
        "Requests a report.",
    ]


def test_a_text_without_any_structure_loses_nothing():
    outline = read_structure("Some words.\n\nMore words.")
    assert [unit.text for unit in outline.units] == ["Some words.", "More words."]


WORD = st.text("abcdefghijklmnop", min_size=2, max_size=8)
SENTENCE = st.lists(WORD, min_size=2, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")
HEADING = st.one_of(
    st.just(""), st.lists(WORD, min_size=1, max_size=4).map(lambda words: " ".join(words).capitalize())
)
BODY = st.lists(SENTENCE, min_size=1, max_size=4).map(
    lambda lines: (
        lines[0] if len(lines) == 1 else "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
    )
)


@st.composite
def drafts(draw):
    kinds = ["title", *["preambular"] * draw(st.integers(0, 3))]
    kinds += draw(st.lists(st.sampled_from(["article", "article", "part"]), min_size=1, max_size=8))
    follows = [kind == "article" and draw(st.booleans()) for kind in kinds]
    units = []
    for kind, label in zip(kinds, place_labels(list(zip(kinds, follows, strict=True))), strict=True):
        heading = draw(HEADING) if kind in ("article", "part") else ""
        text = {"part": "", "article": draw(BODY)}.get(kind) or ("" if kind == "part" else draw(SENTENCE))
        units.append(Unit(kind, label, heading, text, 0))
    return units


@given(drafts(), st.sampled_from(["ar", "en", "es", "fr", "ru", "zh"]))
def test_provisions_printed_and_read_again_are_the_same(units, language):
    if not any(unit.kind == "article" for unit in units):
        units.append(Unit("article", "Article 1", "", "Text.", 0))
    assert shape(read_structure(write_structure(units, language))) == [
        (unit.kind, unit.label, unit.heading, unit.text) for unit in units
    ]


@given(st.text(max_size=400))
def test_reading_any_text_never_fails_and_loses_no_line(text):
    outline = read_structure(text)
    kept = " ".join(
        [unit.text + unit.heading for unit in outline.units] + [item.text for item in outline.unplaced]
    )
    words = [word for word in text.split() if len(word) > 30 and word.isalpha()]
    assert all(word in kept for word in words)
