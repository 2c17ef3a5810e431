"""Comma-separated values that open in a spreadsheet as text: no cell is ever taken for a formula."""

import csv
import io

CONTENT_TYPE = "text/csv; charset=utf-8"
# A spreadsheet takes a cell that begins so for a formula; the full-width forms are folded by some of them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(sheet):
    """The Sheet as bytes: UTF-8 with a byte order mark, so that Excel reads it as such."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow([safe(column.heading) for column in sheet.columns])
    rows.writerows([safe(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def safe(cell):
    """A cell that begins like a formula, on any of its lines, gets an apostrophe before it."""
    text = str(cell)
    if text.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{text}"
    return text
