"""The text as a document: clean, numbered, with what changed; and where it comes from."""

import io
import re
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser

from comments import services
from compilation.layouts import texts
from compilation.services import compile_round
from drafting import services as drafting
from tests.cast import submitted, write_draft
from tests.comments.test_answer import edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def revised(declaration, round_one, arvenia, anna, expert):
    """Arvenia's proposal was applied, and the next version issued."""
    write_draft(round_one, arvenia, anna, paragraph="1", quote="acting together", proposed="acting jointly")
    services.apply_comments(submitted(round_one, arvenia, anna), by=expert)
    second = drafting.freeze_version(declaration, name="revised", by=expert)
    return drafting.issue_version(second, by=expert)


def words(made):
    return made.decode().split("\n\n")


def test_the_clean_text_is_the_text_without_numbers_of_the_preamble(round_one):
    said = compile_round(round_one, "text", "txt", AnonymousUser()).decode()
    assert re.findall(r"PP\d", said) == []
    assert [line for line in said.split("\n") if line.startswith(("Part", "Article"))] == [
        "Part I. General provisions",
        "Article 1. Meaning",
        "Article 2. Duties of States",
        "Article 3. Participation",
    ]
    assert "1. Solidarity means acting together." in said


def test_every_line_and_every_paragraph_has_a_number_to_cite_by(round_one):
    said = compile_round(round_one, "numbered", "txt", AnonymousUser()).decode().split("\n")
    lines = [int(line[:5]) for line in said if line.strip()]
    assert lines == list(range(1, len(lines) + 1))
    paragraphs = re.findall(r"\[(\d+)\]", "\n".join(said))
    assert paragraphs == [str(n) for n in range(1, len(paragraphs) + 1)]
    word = compile_round(round_one, "numbered", "docx", AnonymousUser())
    assert b"w:lnNumType" in zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml")
    assert compile_round(round_one, "numbered", "pdf", AnonymousUser())[:5] == b"%PDF-"


def test_what_changed_is_shown_against_the_text_of_the_round(round_one, revised):
    said = compile_round(round_one, "tracked", "txt", AnonymousUser()).decode()
    assert "acting [-together-] {+jointly+}" in said
    word = compile_round(round_one, "tracked", "docx", AnonymousUser())
    body = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert (body.count("<w:ins "), body.count("<w:del ")) == (1, 1)
    assert compile_round(round_one, "tracked", "pdf", AnonymousUser())[:5] == b"%PDF-"


def test_the_working_text_is_tracked_for_those_who_draft_and_for_nobody_else(
    declaration, round_one, expert, anna
):
    edit(declaration, expert, "acting together", "acting in secret")
    assert texts.sides_of(round_one, expert) == (round_one.version, None)
    assert "in secret" in compile_round(round_one, "tracked", "txt", expert).decode()
    for reader in (anna, AnonymousUser()):
        assert texts.sides_of(round_one, reader) == (round_one.version, round_one.version)
        assert "in secret" not in compile_round(round_one, "tracked", "txt", reader).decode()


def test_the_source_table_names_who_contributed(round_one, revised, expert):
    sheet = texts.sources(round_one, expert, revised.frozen_at)
    rows = {row[0]: row for row in sheet.rows}
    assert rows["Article 1. Meaning 1."][2] == "Arvenia: R1-AR-001"
    assert [
        compile_round(round_one, "sources", format, expert)[:2] for format in ("docx", "xlsx", "pdf")
    ] == [
        b"PK",
        b"PK",
        b"%P",
    ]


def test_the_same_input_gives_the_same_bytes(round_one):
    for layout, format in (("text", "docx"), ("text", "pdf"), ("numbered", "docx"), ("tracked", "docx")):
        one, other = (compile_round(round_one, layout, format, AnonymousUser()) for _turn in range(2))
        assert one == other, (layout, format)
