"""Files as tables of text: Word, Excel and comma-separated values, read without running or fetching anything."""

import csv
import io
import zipfile
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree
from python_calamine import CalamineError, load_workbook

from drafting.enclosed import Unreadable, weigh
from drafting.text import word_reading
from drafting.text.word_numbers import W
from drafting.text.word_reading import SIGNS, SKIPPED, open_part, open_word

LARGEST = 20 * 1024 * 1024
MOST_ROWS = 20_000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Continued(str):
    """The text of a merged cell in a row that it also covers: it counts for the place, not as words said again."""


@dataclass
class Grid:
    """One table: its rows as lists of text. `heads` are rows that stand in the page's own header."""

    name: str
    rows: list
    heads: list = field(default_factory=list)


def read_grids(name, content):
    """Every table of a file (its name and its bytes). Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(_("This file is larger than 20 MB."))
    ending = name.rpartition(".")[2].lower()
    if ending in ("csv", "tsv", "txt") and b"\x00" not in content[:2000]:
        return [_csv(content)]
    weigh(content)
    if ending == "docx":
        return _docx(content)
    if ending in ("xlsx", "xlsm"):
        return _xlsx(content)
    raise Unreadable(_("Bring a .docx, .xlsx or .csv file."))


def _csv(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return Grid("csv", [[_unguarded(cell) for cell in row] for row in rows])


def _unguarded(cell):
    """Exactly one apostrophe goes, where it guards against a formula: that is how our own files write it."""
    guarded = cell.startswith("'") and cell[1:].lstrip(" ").startswith(FORMULA_STARTS)
    return cell[1:] if guarded else cell


def _xlsx(content):
    try:
        book = load_workbook(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return [Grid(sheet.name, _of_sheet(sheet)) for sheet in sheets if sheet.height]
    except (CalamineError, ValueError, OSError) as problem:
        raise Unreadable(_("This Excel file cannot be read: %(why)s") % {"why": problem}) from None


def _of_sheet(sheet):
    if sheet.height > MOST_ROWS:
        raise Unreadable(_("This file has more than 20,000 rows."))
    rows = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left) and column == left:
                    rows[row][column] = Continued(rows[top][left])
    return rows


def _cell(value):
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _docx(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document = open_word(archive)
            names = [n for n in archive.namelist() if n.startswith("word/header")]
            headers = [open_part(archive, name) for name in names]
    except (*word_reading.BROKEN, word_reading.Refused):
        raise Unreadable(_("This Word file cannot be read.")) from None
    heads = [row for part in headers for table in part.iter(f"{W}tbl") for row in _of_table(table)]
    tables = [t for t in document.iter(f"{W}tbl") if not any(True for _ in t.iterancestors(f"{W}tbl"))]
    return [Grid(str(n), _of_table(table), heads) for n, table in enumerate(tables)]


def _of_table(table):
    rows, above = [], {}
    for tr in rows_of(table):
        row = []
        for tc in cells_of(tr):
            properties = tc.find(f"{W}tcPr")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            continued = merge is not None and merge.get(f"{W}val") != "restart"
            text = Continued(above.get(len(row), "")) if continued else cell_text(tc)
            above[len(row)] = text
            row += [text] + [""] * (span_of(tc) - 1)
        rows.append(row)
    return rows


def rows_of(table):
    return [tr for tr in table.iter(f"{W}tr") if next(tr.iterancestors(f"{W}tbl")) is table]


def cells_of(tr):
    return [tc for tc in tr.iter(f"{W}tc") if next(tc.iterancestors(f"{W}tr")) is tr]


def span_of(tc):
    span = tc.find(f"{W}tcPr/{W}gridSpan")
    return int(span.get(f"{W}val", 1)) if span is not None else 1


def cell_text(tc):
    """The words of a cell with its changes accepted, a line for each paragraph, hidden words too."""
    return "\n".join("".join(_words(p)) for p in tc.iter(f"{W}p")).strip()


def _words(element: etree._Element):
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag not in SKIPPED:
            yield from _words(child)
