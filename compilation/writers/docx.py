"""Word: a landscape table for reading and printing, with a heading row that repeats."""

import io
from datetime import datetime

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from compilation.sheets import printable

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# On paper the many short columns of the sheet are one block, and the long ones stand beside it.
PAGE_WIDTH = 26.7


def write(sheet):
    """The Sheet as the bytes of a Word file."""
    document = Document()
    _page(document)
    document.core_properties.title = printable(sheet.title)
    document.core_properties.author = "Travaux"
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1)
    document.add_heading(printable(sheet.title), level=1)
    for name, value in sheet.facts:
        document.add_paragraph(f"{printable(name)}: {printable(value)}")
    _table(document, sheet)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document):
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.5)
    document.styles["Normal"].font.size = Pt(8.5)


def _table(document, sheet):
    short = [i for i, column in enumerate(sheet.columns) if not column.is_long]
    long = [i for i, column in enumerate(sheet.columns) if column.is_long]
    table = document.add_table(rows=1, cols=1 + len(long), style="Table Grid")
    table.autofit = False
    if sheet.is_right_to_left:
        table._tblPr.append(OxmlElement("w:bidiVisual"))
    widths = _widths(sheet, long)
    _fill(table.rows[0], ["", *[sheet.columns[i].heading for i in long]], widths, bold=True)
    _repeat(table.rows[0])
    for cells in sheet.rows:
        block = "\n".join(
            f"{sheet.columns[i].heading}: {cells[i]}" if i else cells[i] for i in short if cells[i]
        )
        _fill(table.add_row(), [block, *[cells[i] for i in long]], widths)


def _widths(sheet, long):
    wide = [28, *[sheet.columns[i].width for i in long]]
    return [Cm(PAGE_WIDTH * each / sum(wide)) for each in wide]


def _fill(row, texts, widths, bold=False):
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(printable(text)).bold = bold


def _repeat(row):
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        mark = OxmlElement(name)
        mark.set(qn("w:val"), "true")
        properties.append(mark)
