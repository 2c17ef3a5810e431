"""The matrix opened in LibreOffice: another program finds in it what we wrote, and nothing runs."""

import csv
from datetime import date

import pytest

from circulation.models import Round
from comments.models import Comment
from compilation.services import compile_round
from demonstration import loading
from stakeholders.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(db):
    loading.load(date.today())
    return Round.objects.get(number=1)


@pytest.fixture
def expert(round):
    return User.objects.get(email="expert@travaux.example")


def test_the_workbook_opens_and_holds_every_comment(round, expert, office, tmp_path):
    path = tmp_path / "matrix.xlsx"
    path.write_bytes(compile_round(round, "matrix", "xlsx", expert))
    with open(office(path, "csv:Text - txt - csv (StarCalc):44,34,76"), encoding="utf-8") as opened:
        rows = {row[0]: row for row in csv.reader(opened) if row and row[0].startswith("R1-")}
    standing = Comment.objects.in_round(round).standing()
    assert set(rows) == set(standing.values_list("ref", flat=True))
    assert {ref: row[10] for ref, row in rows.items()} == dict(standing.values_list("ref", "explanation"))


def test_the_word_file_opens_and_holds_every_comment(round, expert, office, tmp_path):
    path = tmp_path / "matrix.docx"
    path.write_bytes(compile_round(round, "matrix", "docx", expert))
    opened = office(path, "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    refs = Comment.objects.in_round(round).standing().values_list("ref", flat=True)
    assert [ref for ref in refs if ref not in opened] == []


def test_the_csv_opens_as_text(round, expert, office, tmp_path):
    path = tmp_path / "matrix.csv"
    path.write_bytes(compile_round(round, "matrix", "csv", expert))
    assert office(path, "xlsx").stat().st_size > 1000
