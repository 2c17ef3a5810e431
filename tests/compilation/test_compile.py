"""Compiling: what is in a file is exactly what its reader may see, and every cell is text."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from docx import Document
from openpyxl import load_workbook

from comments.models import Comment
from compilation.services import compile_round
from compilation.sheets import Column, Sheet
from compilation.writers import xlsx
from compilation.writers.csv import safe
from stakeholders import clock
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "  =cmd|'/c calc'!A1"]


@pytest.fixture
def round(anna, tomas, round_one, arvenia, tolmark):
    """One comment a hostile formula; one withheld; one of another party."""
    for formula in FORMULAS:
        write_draft(round_one, arvenia, anna, explanation=formula)
    write_draft(round_one, arvenia, anna, explanation="Withheld.", publication="withheld")
    submitted(round_one, arvenia, anna)
    submitted(round_one, tolmark, tomas)
    return round_one


def refs_in(made, format):
    return {cell for row in cells(made, format) for cell in row if cell.startswith("R1-")}


def cells(made, format):
    if format == "csv":
        return list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    if format == "xlsx":
        sheet = load_workbook(io.BytesIO(made)).active
        return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    table = Document(io.BytesIO(made)).tables[-1]
    return [[cell.text.split("\n")[0] for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("format", ["csv", "xlsx", "docx"])
@pytest.mark.parametrize("reader", ["expert", "anna", "tomas", "olga"])
def test_the_file_holds_exactly_the_comments_its_reader_may_see(request, round, format, reader):
    user = request.getfixturevalue(reader)
    visible = set(Comment.objects.visible_to(user).in_round(round).values_list("ref", flat=True))
    assert refs_in(compile_round(round, "matrix", format, user), format) == visible
    assert len(visible) == {"expert": 9, "anna": 8, "tomas": 1, "olga": 0}[reader]


def test_no_cell_of_a_workbook_is_a_formula(round, expert):
    sheet = load_workbook(io.BytesIO(compile_round(round, "matrix", "xlsx", expert))).active
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    words = {cell.value for row in sheet.iter_rows() for cell in row}
    assert (kinds, {formula for formula in FORMULAS if formula not in words}) == ({"s"}, set())


def test_no_cell_of_a_csv_begins_like_a_formula(round, expert):
    rows = cells(compile_round(round, "matrix", "csv", expert), "csv")
    starts = {cell.lstrip(" ")[:1] for row in rows for cell in row if cell}
    assert starts.isdisjoint(set("=+-@\t\r＝＋－＠"))
    assert safe("=1") == "'=1"


@pytest.mark.parametrize("format", ["csv", "xlsx", "docx"])
def test_what_no_file_can_hold_is_shown_as_what_it_is(round_one, anna, arvenia, expert, format):
    write_draft(round_one, arvenia, anna, explanation="a\x0bb\ufffec")
    submitted(round_one, arvenia, anna)
    assert len(compile_round(round_one, "matrix", format, expert)) > 100


def test_a_cell_longer_than_excel_takes_goes_on_in_the_next_row(round_one, anna, arvenia, expert):
    words = "word " * 10_000
    write_draft(round_one, arvenia, anna, explanation=words)
    submitted(round_one, arvenia, anna)
    rows = cells(compile_round(round_one, "matrix", "xlsx", expert), "xlsx")
    found = [row[10] for row in rows if row[0] == "R1-AR-001"]
    assert ("".join(found), len(found)) == (words, 2)


def test_the_same_input_gives_the_same_bytes(round, expert):
    with clock.at(round.closes_at):
        assert compile_round(round, "matrix", "docx", expert) == compile_round(
            round, "matrix", "docx", expert
        )
        assert compile_round(round, "matrix", "xlsx", expert) == compile_round(
            round, "matrix", "xlsx", expert
        )


def test_the_command_writes_what_the_reader_named_may_see(round, tmp_path, anna, capsys):
    out = tmp_path / "matrix.csv"
    call_command(
        "compile", "1", layout="matrix", format="csv", output=str(out), reader="anna@arvenia.example"
    )
    assert len(refs_in(out.read_bytes(), "csv")) == 8


@pytest.mark.parametrize(
    ("name", "reader", "sentence"),
    [
        ("7", "", "names no round"),
        ("x", "", "names no round"),
        ("1", "nobody@example.org", "Nobody here has the address"),
    ],
)
def test_the_command_says_in_a_sentence_what_is_wrong(round, tmp_path, name, reader, sentence):
    out = tmp_path / "out.xlsx"
    with pytest.raises(CommandError, match=sentence):
        call_command("compile", name, layout="matrix", format="xlsx", output=str(out), reader=reader)
    assert not out.exists()


def test_an_unknown_layout_or_format_is_not_found(client, round):
    base = f"/declarations/{round.declaration.slug}/rounds/1/compilation/"
    assert [client.get(base + name).status_code for name in ("matrix.exe", "secret.csv")] == [404, 404]


@pytest.mark.parametrize("comments", [1, 3])
def test_a_file_takes_the_same_queries_for_one_and_three_comments(
    round_one, anna, arvenia, expert, django_assert_num_queries, comments
):
    for _each in range(comments):
        write_draft(round_one, arvenia, anna)
    submitted(round_one, arvenia, anna)
    with django_assert_num_queries(7):
        compile_round(round_one, "matrix", "csv", expert)


def test_a_row_of_a_workbook_is_as_tall_as_its_longest_cell():
    sheet = Sheet("Title", [], [Column("Heading", 10), Column("Said", 20, is_long=True)])
    sheet.rows = [["1", "short"], ["2", "word " * 20], ["3", "字" * 28], ["4", "word " * 2000]]
    page = load_workbook(io.BytesIO(xlsx.write(sheet))).active
    assert [page.row_dimensions[row].height for row in (3, 4, 5, 6, 7)] == [None, None, 90, 45, 408.75]
