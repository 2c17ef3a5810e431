"""Forms as files: the key of a row is a hidden run in Word, a hidden column in Excel."""

import io
from datetime import datetime

import xlsxwriter
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from compilation.sheets import printable
from compilation.writers import docx, xlsx

CONTENT_TYPES = {"docx": docx.CONTENT_TYPE, "xlsx": xlsx.CONTENT_TYPE}


def write(form, format):
    """The Form as the bytes of a file."""
    return {"docx": _docx, "xlsx": _xlsx}[format](form)


def _docx(form):
    document = Document()
    docx.describe(document, form.title)
    if form.columns:
        _table(document, form)
    else:
        for key, (words,) in form.rows:
            _keyed(document.add_paragraph(), key, words, form.is_right_to_left)
    return docx.saved(document)


def _table(document, form):
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    document.styles["Normal"].font.size = Pt(9)
    document.add_heading(printable(form.title), level=1)
    document.add_paragraph(" · ".join(f"{name}: {printable(value)}" for name, value in form.facts))
    table = document.add_table(rows=1, cols=len(form.columns), style="Table Grid")
    table.autofit = False
    if form.is_right_to_left:
        table._tblPr.append(OxmlElement("w:bidiVisual"))
    wide = sum(column.width for column in form.columns)
    widths = [Cm(26.7 * column.width / wide) for column in form.columns]
    for cell, column, width in zip(table.rows[0].cells, form.columns, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(column.heading).bold = True
    docx.repeat(table.rows[0])
    for key, cells in form.rows:
        for index, (cell, words) in enumerate(zip(table.add_row().cells, cells, strict=True)):
            cell.width = widths[index]
            _keyed(cell.paragraphs[0], key if index == 0 else "", words)


def _keyed(paragraph, key, words, is_right_to_left=False):
    if is_right_to_left:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    if key:
        run = paragraph.add_run(key)
        run.font.hidden = True
        # Not spell-checked, so that no editor breaks the key into pieces of its own.
        run._r.get_or_add_rPr().append(OxmlElement("w:noProof"))
    paragraph.add_run(printable(words))


def _xlsx(form):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, xlsx.OPTIONS) as book:
        book.set_properties({"title": form.title, "created": datetime(2000, 1, 1)})
        page = book.add_worksheet()
        xlsx._set_up(page, form)
        page.set_column(len(form.columns), len(form.columns), 10, None, {"hidden": True})
        bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for index, column in enumerate(form.columns):
            page.write_string(0, index, column.heading, bold)
        page.write_string(0, len(form.columns), "Key", bold)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        for row, (key, cells) in enumerate(form.rows, start=1):
            for index, words in enumerate([*cells, key]):
                page.write_string(row, index, printable(words)[: xlsx.LONGEST_CELL], wrapped)
    return out.getvalue()


__all__ = ["CONTENT_TYPES", "write"]
