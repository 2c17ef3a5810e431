"""Redlines as Word documents with real tracked changes, and tracked changes read back."""

import io
import zipfile
from datetime import datetime

import pytest

from drafting.text.alignment import UnitText
from drafting.text.reading import read_file
from drafting.text.structure import read_structure
from drafting.text.word import printed_lines, write_word_redline
from drafting.text.word_changes import read_tracked
from drafting.text.word_reading import Refused
from tests.text.redraft import begin, finish, redraft

WHEN = datetime(2026, 3, 14, 18, 0)
OLD = [
    UnitText(None, "Title", "", "Declaration on fair weather"),
    UnitText(
        None, "Article 1", "Rest", "1. Everyone may rest in the shade of a tree.\n2. No one shall be woken."
    ),
    UnitText(None, "Article 2", "", "Rain shall fall at night and at night alone."),
]


def units(*changes):
    return [
        UnitText(unit.uid, unit.label, unit.heading, text) for unit, text in zip(OLD, changes, strict=False)
    ]


def printed(version, language="en"):
    return "".join(f"{words}\n" for words, *_ in printed_lines(version, language))


def written(new, language="en"):
    return write_word_redline(OLD, new, author="Independent Expert", when=WHEN, language=language)


def xml_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode()


def test_accepted_it_is_the_new_text_and_rejected_the_old_one():
    new = units(OLD[0].text, OLD[1].text.replace("may", "shall"), OLD[2].text + "\nSnow may fall by day.")
    found = read_tracked(written(new))
    assert (found.before, found.after) == (printed(OLD), printed(new))


def test_each_change_has_its_author_and_date():
    found = read_tracked(written(units(OLD[0].text, OLD[1].text.replace("may", "shall"), OLD[2].text)))
    assert [(change.op, change.text, change.author, change.when) for change in found.changes] == [
        ("delete", "may", "Independent Expert", "2026-03-14T18:00:00Z"),
        ("insert", "shall", "Independent Expert", "2026-03-14T18:00:00Z"),
    ]
    assert found.after[found.changes[1].place :].startswith("shall rest")


def test_a_deleted_paragraph_takes_its_mark_along():
    new = units(OLD[0].text, "Everyone may rest in the shade of a tree.", OLD[2].text)
    content = written(new)
    assert read_tracked(content).after == printed(new)
    assert "<w:rPr><w:del " in xml_of(content)


@pytest.mark.parametrize("kept", [1, 2])
def test_what_goes_at_the_end_leaves_no_empty_paragraph(kept):
    found = read_tracked(written(OLD[:kept]))
    assert (found.before, found.after) == (printed(OLD), printed(OLD[:kept]))


def test_a_text_wholly_replaced_can_be_rejected_and_accepted():
    new = [UnitText(None, "Article 1", "", "Nothing of all that.")]
    found = read_tracked(written(new))
    assert (found.before, found.after) == (printed(OLD), printed(new))


def test_two_insertions_never_touch_across_a_paragraph_mark_that_stays():
    new = [OLD[0], UnitText(None, "Article 1", "", OLD[2].text), *OLD[1:]]
    new = [UnitText(None, unit.label, unit.heading, unit.text) for unit in new]
    content = written([*new[:2], UnitText(None, "Article 2", "Rest now", "1. Truly, " + OLD[1].text[3:])])
    paragraphs = xml_of(content).split("<w:p>")
    for above, below in zip(paragraphs, paragraphs[1:], strict=False):
        ends = above.rstrip().endswith("</w:ins></w:p>") and "<w:rPr><w:" not in above
        assert not (ends and below.startswith("<w:ins"))


def test_an_arabic_text_is_written_from_right_to_left():
    arabic = [UnitText(None, "Article 1", "", "لكل فرد الحق في الحياة.")]
    content = write_word_redline(arabic, arabic, author="X", when=WHEN, language="ar")
    assert "<w:bidi/>" in xml_of(content)
    assert read_tracked(content).after == "المادة 1\nلكل فرد الحق في الحياة.\n"


def test_re_drafts_of_the_universal_declaration_go_to_word_and_come_back(shared_data):
    outline = read_structure(shared_data("udhr/udhr.en.txt").read_text("utf-8"))
    old = [
        UnitText(None, unit.label, unit.heading, unit.text)
        for unit in outline.units
        if unit.kind in ("preambular", "article")
    ]
    for seed in range(8):
        draft, _ = begin(old, seed)
        redraft(draft, 14)
        new, _ = finish(draft)
        content = write_word_redline(old, new, author="X", when=WHEN)
        found = read_tracked(content)
        assert (found.before, found.after) == (printed(old), printed(new))
        assert read_file("a.docx", content).text.replace("\n\n", "\n") == printed(new)


@pytest.mark.parametrize(
    "content", [b"", b"no zip", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_word_document_is_refused(content):
    with pytest.raises(Refused):
        read_tracked(content)
