"""Word: a landscape table for reading and printing, with a heading row that repeats."""

import io
from datetime import datetime

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from compilation.sheets import printable
from drafting.text.word import steady

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE_WIDTH = 26.7


def write(sheet):
    """The Sheet as the bytes of a Word file."""
    document = Document()
    _page(document)
    describe(document, sheet.title)
    document.add_heading(printable(sheet.title), level=1)
    for name, value in sheet.facts:
        document.add_paragraph(f"{printable(name)}: {printable(value)}")
    _table(document, sheet)
    return saved(document)


def describe(document, title):
    """Set the properties of a Word file: nothing in them changes from one making to the next."""
    document.core_properties.title = printable(title)
    document.core_properties.author = "Travaux"
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1)


def saved(document):
    """The bytes of a Word file, the same for the same content: its parts do not carry the time of saving."""
    made = io.BytesIO()
    document.save(made)
    return steady(made)


def _page(document):
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.5)
    document.styles["Normal"].font.size = Pt(8.5)


def _table(document, sheet):
    short, long, shares = sheet.on_paper()
    table = document.add_table(rows=1, cols=1 + len(long), style="Table Grid")
    table.autofit = False
    if sheet.is_right_to_left:
        table._tblPr.append(OxmlElement("w:bidiVisual"))
    widths = [Cm(PAGE_WIDTH * each / sum(shares)) for each in shares]
    _fill(table.rows[0], ["", *[sheet.columns[i].heading for i in long]], widths, bold=True)
    repeat(table.rows[0])
    for cells in sheet.rows:
        _fill(table.add_row(), [sheet.block(cells, short), *[cells[i] for i in long]], widths)


def _fill(row, texts, widths, bold=False):
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(printable(text)).bold = bold


def repeat(row):
    """Have a heading row stand again at the top of each page, and no row break over two."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        mark = OxmlElement(name)
        mark.set(qn("w:val"), "true")
        properties.append(mark)
