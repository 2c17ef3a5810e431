"""Excel: text cells only, written row by row so that memory does not grow with the rows."""

import io
from datetime import datetime

import xlsxwriter

from compilation.sheets import printable

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel refuses a file with a longer cell; the rest goes on in the next row of the same comment.
LONGEST_CELL = 32_000
LINE, TALLEST = 15, 409  # points; Excel knows no taller row
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "in_memory": False,
}


def write(sheet):
    """The Sheet as the bytes of a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        # Same input, same bytes: the time of writing stands in the sheet, not in the file's properties.
        book.set_properties({"title": sheet.title, "created": datetime(2000, 1, 1)})
        page = book.add_worksheet()
        _set_up(page, sheet)
        top = _head(book, page, sheet)
        _rows(book, page, sheet, top)
    return out.getvalue()


def _set_up(page, sheet):
    if sheet.is_right_to_left:
        page.right_to_left()
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)


def _head(book, page, sheet):
    bold, heading = (
        book.add_format({"bold": True}),
        book.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
    )
    page.write_string(0, 0, printable(sheet.title), bold)
    for row, (name, value) in enumerate(sheet.facts, start=1):
        page.write_string(row, 0, printable(name))
        page.write_string(row, 1, printable(value))
    top = len(sheet.facts) + 2
    page.set_row(top, _height([column.heading for column in sheet.columns], sheet))
    for index, column in enumerate(sheet.columns):
        page.write_string(top, index, printable(column.heading), heading)
    page.freeze_panes(top + 1, 1)
    page.repeat_rows(top)
    return top


def _rows(book, page, sheet, top):
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    row = top
    for cells in sheet.rows:
        for part in _parts([printable(cell) for cell in cells]):
            row += 1
            page.set_row(row, _height(part, sheet))
            for index, text in enumerate(part):
                page.write_string(row, index, text, wrapped)
    page.autofilter(top, 0, max(row, top + 1), len(sheet.columns) - 1)


def _height(cells, sheet):
    """The height of a row in points, from its longest cell: LibreOffice opens a row without one a line high."""
    widths = (column.width for column in sheet.columns)
    lines = max(_lines(text, width) for text, width in zip(cells, widths, strict=True))
    return min(LINE * lines, TALLEST)


def _lines(text, width):
    """How many lines a cell takes, rather one too many: letters beyond Latin are wider, and words break early."""
    room = width * (0.9 if text.isascii() else 0.7)
    return sum(1 + int(len(line) / room) for line in text.split("\n"))


def _parts(cells):
    """The row, and as many continuation rows as its longest cell needs; the first cell names it in each."""
    for start in range(0, max(map(len, cells)) or 1, LONGEST_CELL):
        part = [cell[start : start + LONGEST_CELL] for cell in cells]
        yield [cells[0], *part[1:]]
