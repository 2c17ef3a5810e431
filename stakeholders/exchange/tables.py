"""Tables in files: read with care, since anybody may have made them; written so that no cell runs as a formula."""

import csv
import io
import zipfile

import openpyxl
import xlsxwriter
from django.utils.translation import gettext as _

MOST_ROWS = 5_000
LARGEST_UNPACKED = 60_000_000
MOST_PARTS = 200
# What a spreadsheet program would take for a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r")


class Unreadable(ValueError):
    """The file cannot be taken in; the message is a sentence for whoever brought it."""


def read_table(name, content):
    """(headers, rows) of a .csv or .xlsx file, every cell a stripped string. Raises Unreadable."""
    reader = {"csv": _read_csv, "xlsx": _read_xlsx}.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise Unreadable(_("Bring a file that ends in .csv or .xlsx."))
    lines = reader(content)
    headers = [cell.strip().lower() for cell in next(lines, [])]
    if not any(headers):
        raise Unreadable(_("The file is empty: its first row should name the columns."))
    rows = []
    for line in lines:
        if not any(cell.strip() for cell in line):
            continue
        if len(rows) == MOST_ROWS:
            raise Unreadable(
                _("The file has more than %(n)d rows. Divide it; nothing was taken from it.")
                % {"n": MOST_ROWS}
            )
        rows.append([cell.strip() for cell in line[: len(headers)]] + [""] * (len(headers) - len(line)))
    return headers, rows


def _read_csv(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable(_("The file is not in UTF-8. Save it again as “CSV UTF-8”.")) from problem
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    try:
        for line in csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter):
            yield [_unquoted(cell) for cell in line]
    except csv.Error as problem:
        raise Unreadable(_("The rows of the file cannot be told apart; save it again as CSV.")) from problem


def _unquoted(cell):
    """Without the one apostrophe that an export puts before what looks like a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in RISKY else cell


def _read_xlsx(content):
    _refuse_bombs(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
    except Exception as problem:  # the library raises whatever the broken part makes it raise
        raise Unreadable(_("The file is no Excel workbook that can be read.")) from problem
    for line in sheet.iter_rows():
        cells = []
        for cell in line:
            if getattr(cell, "data_type", "") == "f":
                raise Unreadable(
                    _(
                        "Cell %(cell)s holds a formula. Replace formulas by their values; nothing was taken in."
                    )
                    % {"cell": cell.coordinate}
                )
            cells.append("" if cell.value is None else str(cell.value))
        yield cells


def _refuse_bombs(content):
    """Look at what a workbook says of its parts before any of them is unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as problem:
        raise Unreadable(_("The file is no Excel workbook that can be read.")) from problem
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable(_("The workbook is too large when unpacked; bring the rows as .csv."))


def write_table(format, headers, rows):
    """The bytes of a .csv or .xlsx file in which no cell is a formula."""
    return (_write_csv if format == "csv" else _write_xlsx)(headers, rows)


def _write_csv(headers, rows):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headers)
    for row in rows:
        writer.writerow([f"'{cell}" if str(cell)[:1] in RISKY else cell for cell in map(str, row)])
    return out.getvalue().encode("utf-8-sig")


def _write_xlsx(headers, rows):
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate([headers, *rows]):
            sheet.write_row(n, 0, [str(cell) for cell in row])
    return out.getvalue()
