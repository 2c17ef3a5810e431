import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from circulation.printing.pdf import facts_of


def letter_docx(letter):
    """The letter as the bytes of a Word file."""
    facts = facts_of(letter)
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    document.core_properties.title = facts["subject"]
    document.core_properties.author = ""
    is_rtl = letter.language == "ar"
    _paragraph(document, facts["organization"], is_rtl, bold=True)
    if facts["symbol"]:
        _paragraph(document, facts["symbol"], is_rtl, align=WD_ALIGN_PARAGRAPH.RIGHT)
    document.add_heading(facts["heading"], level=1)
    _paragraph(document, facts["addressee"], is_rtl)
    for words in facts["paragraphs"]:
        _paragraph(document, words, is_rtl)
    if facts["date"]:
        _paragraph(document, facts["date"], is_rtl, align=WD_ALIGN_PARAGRAPH.RIGHT)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document, words, is_rtl, bold=False, align=None):
    paragraph = document.add_paragraph()
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(11)
    if align is not None:
        paragraph.alignment = align
    if is_rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    return paragraph
