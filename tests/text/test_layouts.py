"""Numbering and pages of many houses: European, constitutional, standards; page heads, line numbers, footnotes."""

import re

import pytest

from drafting.text.paragraphs import paragraphs
from drafting.text.reading import read_file
from drafting.text.structure import read_structure

EUROPEAN = """REGULATION (EU) 1/2026 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL

THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,

Having regard to the Treaty,

Whereas:

(1) The weather concerns all.

(2) It should be fair.

CHAPTER I
General provisions

Article 1
Subject matter

1.   This Regulation lays down rules on:
(a) rain;
(b) snow.

CHAPTER II
Principles

Article 2
Lawfulness

Rain shall be lawful.
"""
STANDARD = """Fair weather

1 Scope

This document specifies requirements.

2 Terms and definitions

2.1 General

Terms apply.

2.2 The organization shall:
a) plan;
b) act.
"""


def shape(outline):
    return [(unit.label, unit.heading, unit.text) for unit in outline.units]


def test_a_european_act_is_read_with_its_recitals_and_chapters():
    assert shape(read_structure(EUROPEAN))[1:] == [
        ("Opening", "", "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,"),
        ("PP1", "", "Having regard to the Treaty,"),
        ("PP2", "", "Whereas:"),
        ("PP3", "", "(1) The weather concerns all."),
        ("PP4", "", "(2) It should be fair."),
        ("Part I", "General provisions", ""),
        ("Article 1", "Subject matter", "1.   This Regulation lays down rules on:\n(a) rain;\n(b) snow."),
        ("Part II", "Principles", ""),
        ("Article 2", "Lawfulness", "Rain shall be lawful."),
    ]


def test_a_standard_is_read_with_its_clauses():
    outline = read_structure(STANDARD)
    assert shape(outline)[1:] == [
        ("Article 1", "Scope", "This document specifies requirements."),
        (
            "Article 2",
            "Terms and definitions",
            "2.1 General\nTerms apply.\n2.2 The organization shall:\na) plan;\nb) act.",
        ),
    ]
    labels = [item.label for item in paragraphs(outline.units[2].text)]
    assert labels == ["2.1", "2.1 end", "2.2", "2.2 (a)", "2.2 (b)"]


@pytest.mark.parametrize(
    "word", ["Principle", "Section", "Rule", "Principio", "Règle", "Принцип", "المبدأ", "原则"]
)
def test_principles_and_sections_stand_for_articles_where_there_are_none(word):
    outline = read_structure(f"Title\n\n{word} 1\nOne.\n\n{word} 2\nTwo.\n")
    assert [(unit.label, unit.text) for unit in outline.units[1:]] == [
        ("Article 1", "One."),
        ("Article 2", "Two."),
    ]


NUMBERED = re.compile(r"^[ \t]*((?:\d+|[A-Z])(?:\.\d+)*)\.[ \t]", re.MULTILINE)


@pytest.mark.parametrize("version", range(10))
def test_every_numbered_unit_of_a_real_constitution_is_found(shared_data, version):
    text = shared_data(f"debian-constitution/constitution-1.{version}.txt").read_text("utf-8")
    outline = read_structure(text)
    articles = [unit for unit in outline.units if unit.kind == "article"]
    printed = [item.printed for unit in outline.units for item in paragraphs(unit.text) if item.printed]
    assert len(articles) == 11
    assert len(articles) + len(printed) == len(NUMBERED.findall(text))
    assert outline.unplaced == ()


def test_a_list_in_a_list_of_the_same_form_is_told_apart_by_its_indentation():
    text = "Title\n\n1. Head\n\n  1. One:\n    1. first\n    2. second\n  2. Two\n\n2. Next\n\n  1. Only\n"
    (first, _) = (unit for unit in read_structure(text).units if unit.kind == "article")
    assert [item.label for item in paragraphs(first.text)] == ["1", "1 (1)", "1 (2)", "2"]


def test_a_number_printed_twice_is_reported():
    outline = read_structure("Title\n\nArticle 1\n1. One.\n2. Two.\n2. Again.\n")
    assert [str(note) for note in outline.notes] == ["Article 1 prints the number “2.” more than once."]


def test_running_heads_and_page_numbers_are_left_out_and_reported():
    page = "A/DEMO/1/L.1\n\nArticle {n}\nEverything that is said here is said on page {n}.\n\n{n}\n\n"
    outline = read_structure("Title\n\n" + "".join(page.format(n=n) for n in (1, 2, 3)))
    said = [f"Everything that is said here is said on page {n}." for n in (1, 2, 3)]
    assert [unit.text for unit in outline.units[1:]] == said
    assert sum("comes back from page to page" in note for note in outline.notes) == 6


def test_a_sentence_broken_by_a_page_goes_on():
    text = "Title\n\nArticle 1\nEveryone has the right\n\nDEMO/1\n\nto rest.\n\nDEMO/1\n\nArticle 2\nText.\n\nDEMO/1\n"
    assert [unit.text for unit in read_structure(text).units[1:]] == [
        "Everyone has the right to rest.",
        "Text.",
    ]


def test_line_numbers_are_left_out_and_reported():
    plain = (
        "Title\n\nArticle 1\nOne.\nArticle 2\nTwo.\nArticle 3\nThree.\nArticle 4\nFour.\nArticle 5\nFive.\n"
    )
    numbered = "\n".join(f"{n:3} {line}" for n, line in enumerate(plain.split("\n"), 1))
    outline = read_structure(numbered)
    assert [(unit.label, unit.text) for unit in outline.units] == [
        (unit.label, unit.text) for unit in read_structure(plain).units
    ]
    assert str(outline.notes[0]) == "The lines of this text are numbered: the numbers were left out."


def test_footnotes_are_kept_apart_and_not_lost():
    text = "Title\n\nArticle 1\nEveryone¹ may rest.\n______\n¹ This word is new.\n\nArticle 2\nText.\n"
    text += "[^a]: A second note.\n"
    outline = read_structure(text)
    assert [unit.text for unit in outline.units[1:]] == ["Everyone¹ may rest.", "Text."]
    assert [(note.line, note.mark, note.text) for note in outline.footnotes] == [
        (6, "¹", "This word is new."),
        (10, "[^a]", "A second note."),
    ]
    assert str(outline.notes[0]) == "2 footnotes were kept apart from the text (lines 6, 10)."


def test_markdown_is_read_as_its_words():
    text = read_file(
        "a.md",
        b"# A *fine* title\n\n## Article 1. Rest\n\n1\\. **Everyone** [may](x) rest.\n> 2. So it is.\n",
    ).text
    assert shape(read_structure(text)) == [
        ("Title", "", "A fine title"),
        ("Article 1", "Rest", "1. Everyone may rest.\n2. So it is."),
    ]
