"""The text comes back from Word with tracked changes, balloons and edits nobody tracked; a clearance sheet too."""

import io

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from comments import services
from comments.models import Draft
from compilation.forms import FORMS
from compilation.writers import forms
from tests.cast import write_draft
from tests.intake.forms_of import saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(arvenias, anna):
    """`returned(change)`: our text, changed by `change(document)`, read and taken in."""

    def bring(change):
        document = Document(io.BytesIO(forms.write(FORMS["text"][0](arvenias, anna), "docx")))
        change(document)
        intake = services.read_form(arvenias, "text.docx", saved(document), by=anna)
        services.take_in(intake, by=anna)
        intake.refresh_from_db()
        return intake

    return bring


def paragraph(document, words):
    return next(p for p in document.paragraphs if words in p.text)


def mark(kind, words, author="A. Colleague"):
    element = OxmlElement(f"w:{kind}")
    element.set(qn("w:author"), author)
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText" if kind == "del" else "w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    element.append(run)
    return element


def track(paragraph, old, new):
    """Replace `old` with `new` in the paragraph's last run, as Word records it."""
    run = paragraph.runs[-1]
    before, _old, after = run.text.partition(old)
    run.text = before
    last = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = after
    text.set(qn("xml:space"), "preserve")
    last.append(text)
    for element in (last, mark("ins", new), mark("del", old)):
        run._r.addnext(element)


def test_an_unchanged_text_says_nothing(returned):
    assert returned(lambda document: None).counts["rows"] == 0


def test_tracked_untracked_and_balloons_become_drafts_without_their_authors(returned):
    def change(document):
        track(paragraph(document, "good faith"), "shall", "must")
        untracked = paragraph(document, "every two years").runs[-1]
        untracked.text = untracked.text.replace("two years", "year")
        said = paragraph(document, "small matters grow")
        document.add_comment(said.runs[-1], text="Do they always?", author="A. Colleague", initials="AC")

    intake = returned(change)
    assert intake.counts == {"rows": 3, "placed": 3, "by_wording": 0, "to_place": 0, "comments": 3}
    pp, first, second = Draft.objects.for_list()
    assert (pp.entry.label, pp.proposes, pp.explanation) == ("PP2", False, "Do they always?")
    assert (first.paragraph, first.proposed_text) == ("1", "States must cooperate in good faith.")
    assert (second.paragraph, second.proposed_text) == ("2", "States should report every year.")
    assert "Colleague" not in "".join(d.explanation + d.proposed_text for d in (pp, first, second))
    assert "Colleague" not in str(intake.rows)


def test_a_paragraph_deleted_whole_and_one_written_anew(returned):
    def change(document):
        gone = paragraph(document, "every two years").runs[-1]
        words = gone.text
        gone.text = ""
        gone._r.addnext(mark("del", words))
        document.add_paragraph("A provision that nobody has seen before stands here.")

    intake = returned(change)
    assert [(row["slug"], row["paragraph"], row["how"]) for row in intake.rows] == [
        ("article-2", "2", "placed"),
        ("", "", "to_place"),
    ]
    draft = Draft.objects.get()
    assert (draft.proposes, draft.proposed_text, draft.stance) == (True, "", "oppose")


def test_a_text_without_its_keys_is_placed_by_its_words(returned):
    def change(document):
        for each in document.paragraphs:
            if each.runs and each.runs[0].font.hidden:
                each.runs[0]._r.getparent().remove(each.runs[0]._r)
        run = paragraph(document, "every two years").runs[-1]
        run.text = run.text.replace("two years", "three years")

    intake = returned(change)
    changed = [row for row in intake.rows if row["slug"] == "article-2"]
    assert [(row["paragraph"], row["how"]) for row in changed] == [("2", "by_wording")]
    assert Draft.objects.get(paragraph="2").proposed_text == "States should report every three years."


def test_a_clearance_sheet_comes_back_as_verifications(arvenias, round_one, arvenia, anna, rui):
    services.arrange_clearance(arvenias, steps=3, deadline=None, by=anna)
    for label in ("Article 1", "Article 2", "Article 3"):
        write_draft(round_one, arvenia, rui, label=label, proposed="Everyone takes part in small matters.")
    sheet = Document(io.BytesIO(forms.write(FORMS["clearance"][0](arvenias, anna), "docx")))
    yes, amended, no = sheet.tables[0].rows[1:]
    yes.cells[3].text, no.cells[3].text, no.cells[5].text = "Cleared", "not cleared", "Ask the capital."
    amended.cells[3].text, amended.cells[4].text = "As amended", "States do their duties."
    intake = services.read_form(arvenias, "sheet.docx", saved(sheet), by=anna)
    taken = services.take_in(intake, by=anna)
    assert (intake.kind, taken.drafts, taken.left) == ("clearance", 3, [])
    first, second, third = Draft.objects.for_list()
    assert [d.state for d in (first, second, third)] == ["verified", "verified", "draft"]
    assert second.proposed_text == "States do their duties."
    assert third.remarks.get().text == "Ask the capital."
