"""Word: a landscape table for reading and printing, with a heading row that repeats."""

import io
from datetime import datetime

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from compilation.sheets import printable
from drafting.text.sides import reads_from_right
from drafting.text.word import steady

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE_WIDTH = 26.7
TYPE = "Times New Roman"
RIGHT_TO_LEFT = ("ar", "he", "fa", "ur")
# What must stand behind an element in its parent: Word may refuse a file that has them in another order.
BEHIND_BIDI = (
    *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents"),
    *("w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap"),
    *("w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)
BEFORE_BIDI = ("w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct")
BEHIND_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")
BEHIND_BIDI_VISUAL = (
    *("w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd"),
    *("w:tblBorders", *BEHIND_BORDERS),
)


def write(sheet):
    """The Sheet as the bytes of a Word file."""
    document = Document()
    _page(document)
    describe(document, sheet.title)
    set_type(document, Pt(8.5))
    if sheet.masthead:
        masthead(document, sheet, PAGE_WIDTH)
    direct(document.add_heading(printable(sheet.title), level=1), sheet.language, sheet.is_right_to_left)
    for name, value in sheet.facts:
        paragraph = document.add_paragraph(f"{printable(name)}: {printable(value)}")
        paragraph.paragraph_format.space_after = Pt(2)
        direct(paragraph, sheet.language, sheet.is_right_to_left)
    _table(document, sheet)
    number_pages(document)
    return saved(document)


def set_type(document, size):
    """One face for words and headings, in ink: the stock headings are blue, and of a theme's own face."""
    normal = document.styles["Normal"]
    normal.font.name = TYPE
    _size(normal, size)
    normal.paragraph_format.space_after = Pt(6)
    for level in range(1, 5):
        style = document.styles[f"Heading {level}"]
        faces = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in list(faces.attrib):
            del faces.attrib[name]
        for script in ("ascii", "hAnsi", "cs"):
            faces.set(qn(f"w:{script}"), TYPE)
        _size(style, Pt(16 - 2 * level))
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_after = Pt(4)


def _size(words, size):
    """The size of a style or a run, for the letters of every script: Word has two."""
    words.font.size = size
    properties = words.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    mark = OxmlElement("w:szCs")
    mark.set(qn("w:val"), str(int(size.pt * 2)))
    properties.find(qn("w:sz")).addnext(mark)


def masthead(document, made, line):
    """The masthead of a Paper or a Sheet over a line of so many centimetres: organ, and what is beside it."""
    table = document.add_table(rows=1, cols=2)
    widths = [Cm(line - 6), Cm(6)]
    lay_out(table, widths, made.is_right_to_left)
    left, right = table.rows[0].cells
    left.width, right.width = widths
    _say_above(left.paragraphs[0], made, made.masthead.organ, is_strong=True)
    _say_above(right.paragraphs[0], made, made.masthead.symbol, is_strong=True)
    for each in (made.masthead.distribution, made.masthead.date, made.masthead.original):
        _say_above(right.add_paragraph(), made, each)
    border = f'<w:tblBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="0"/></w:tblBorders>'
    table._tblPr.insert_element_before(parse_xml(border), *BEHIND_BORDERS)
    _say_above(document.add_paragraph(), made, "")


def _say_above(paragraph, made, text, is_strong=False):
    run = paragraph.add_run(printable(text))
    run.bold = is_strong or None
    _size(run, Pt(13 if is_strong else 10))
    paragraph.paragraph_format.space_after = Pt(1)
    # Numbers of lines begin with the text.
    mark = OxmlElement("w:suppressLineNumbers")
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(mark, "w:pBdr", "w:shd", "w:tabs", *BEFORE_BIDI, "w:bidi", *BEHIND_BIDI)
    direct(paragraph, made.language, made.is_right_to_left)


def number_pages(document):
    """The number of each page at its foot, in the middle."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def direct(paragraph, language, is_right_to_left=None):
    """Mark the paragraph, and each of its runs, with its direction, and its language where that is known."""
    short = language.partition("-")[0]
    right = short in RIGHT_TO_LEFT if is_right_to_left is None else is_right_to_left
    if right:
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *BEHIND_BIDI)
    for run in paragraph.runs:
        properties = run._r.get_or_add_rPr()
        if right:
            # Word takes bold and italics of such letters from properties of their own.
            run.font.cs_bold, run.font.cs_italic = run.bold, run.italic
            properties.append(OxmlElement("w:rtl"))
        if language:
            mark = OxmlElement("w:lang")
            mark.set(qn("w:bidi" if right else "w:eastAsia" if short == "zh" else "w:val"), language)
            properties.append(mark)


def lay_out(table, widths, is_right_to_left):
    """Fix the columns at `widths`: Word reads them from the cells, others from the grid."""
    table.autofit = False
    if is_right_to_left:
        table._tblPr.insert_element_before(OxmlElement("w:bidiVisual"), *BEHIND_BIDI_VISUAL)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


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


def _table(document, sheet):
    short, long, shares = sheet.on_paper()
    table = document.add_table(rows=1, cols=1 + len(long), style="Table Grid")
    widths = [Cm(PAGE_WIDTH * each / sum(shares)) for each in shares]
    lay_out(table, widths, sheet.is_right_to_left)
    headings = [sheet.columns[short[0]].heading, *[sheet.columns[i].heading for i in long]]
    _fill(table.rows[0], headings, widths, sheet, bold=True)
    repeat(table.rows[0])
    for cells in sheet.rows:
        _fill(table.add_row(), [sheet.block(cells, short), *[cells[i] for i in long]], widths, sheet)


def _fill(row, texts, widths, sheet, bold=False):
    for n, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if text:
            paragraph.add_run(printable(text)).bold = bold or None
            ours = sheet.is_right_to_left
            right = reads_from_right(text, ours) if n else ours
            direct(paragraph, sheet.language if right == ours else "", right)


def repeat(row):
    """Have a heading row stand again at the top of each page, and no row break over two."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        mark = OxmlElement(name)
        mark.set(qn("w:val"), "true")
        properties.append(mark)
