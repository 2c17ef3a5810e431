"""Filled-in files for the tests: tables as Word, Excel and comma-separated values."""

import csv
import io

import openpyxl
from docx import Document

ISO = [
    *("MB/NC", "Line number", "Clause/ Subclause", "Paragraph/ Figure/ Table/", "Type of comment"),
    *("Comments", "Proposed change", "Observations of the secretariat"),
]


def xlsx(rows, merges=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for merge in merges:
        book.active.merge_cells(merge)
    return saved(book)


def docx(rows):
    document = Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document)


def letter(*lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def comma_separated(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def saved(thing):
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()
