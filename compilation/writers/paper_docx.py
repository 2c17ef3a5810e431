"""Word: a Paper on the layout of United Nations documents, with real footnotes and page numbers."""

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from lxml import etree

from compilation.papers import NOTE, Heading, Paragraph
from compilation.sheets import printable
from compilation.writers import docx

CONTENT_TYPE = docx.CONTENT_TYPE
LINE = 16.2  # centimetres of A4 between the margins
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for kind, n in (("separator", -1), ("continuationSeparator", 0))
)


def write(paper):
    """The Paper as the bytes of a Word file. The same input gives the same bytes."""
    return _Setting(paper).bytes()


class _Setting:
    """One document while it is set: the file, and the footnotes met so far."""

    def __init__(self, paper):
        self.paper, self.notes = paper, []
        self.document = Document()
        docx.describe(self.document, paper.title)
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.4)
        if paper.has_line_numbers:
            numbers = OxmlElement("w:lnNumType")
            numbers.set(qn("w:countBy"), "1")
            numbers.set(qn("w:restart"), "continuous")
            section._sectPr.insert_element_before(numbers, "w:pgNumType", "w:cols", "w:docGrid")
        docx.set_type(self.document, Pt(10.5))

    def bytes(self):
        if self.paper.masthead:
            docx.masthead(self.document, self.paper, LINE)
        self.heading(self.paper.title, 1)
        for block in self.paper.blocks:
            self.block(block)
        docx.number_pages(self.document)
        if self.notes:
            self.attach_notes()
        return docx.saved(self.document)

    def block(self, block):
        if isinstance(block, Heading):
            self.heading(block.text, min(block.level + 1, 4))
        elif isinstance(block, Paragraph):
            self.paragraph(block)
        else:
            self.table(block)

    def heading(self, text, level):
        docx.direct(self.document.add_heading(printable(text), level), self.paper.language)

    def paragraph(self, block):
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = block.leads or None
        paragraph.paragraph_format.left_indent = Cm(1.1 * (block.indent + bool(block.number)))
        if block.number:
            paragraph.paragraph_format.first_line_indent = Cm(-1.1)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1.1 * (block.indent + 1)))
            paragraph.add_run(f"{printable(block.number)}\t")
        self.runs(paragraph, block.runs)
        docx.direct(paragraph, block.language or self.paper.language)

    def runs(self, paragraph, runs):
        for each in runs:
            if each.look == NOTE:
                self.note(paragraph, each.text)
                continue
            run = paragraph.add_run(printable(each.text))
            run.bold = each.look in ("strong", "change") or None
            run.italic = each.look in ("em", "change") or None
            run.underline = each.look == "ins" or None
            run.font.strike = each.look == "del" or None

    def note(self, paragraph, text):
        self.notes.append(printable(text))
        run = paragraph.add_run()
        run.font.superscript = True
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(len(self.notes)))
        run._r.append(mark)

    def table(self, block):
        table = self.document.add_table(rows=1, cols=len(block.headings), style="Table Grid")
        widths = [Cm(LINE * each / sum(block.widths)) for each in block.widths]
        docx.lay_out(table, widths, self.paper.is_right_to_left)
        for cell, heading in zip(table.rows[0].cells, block.headings, strict=True):
            cell.paragraphs[0].add_run(printable(heading)).bold = True
            docx.direct(cell.paragraphs[0], self.paper.language)
        docx.repeat(table.rows[0])
        for cells in block.rows:
            for cell, runs in zip(table.add_row().cells, cells, strict=True):
                self.runs(cell.paragraphs[0], runs)
                docx.direct(cell.paragraphs[0], self.paper.language)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def attach_notes(self):
        root = parse_xml(f"<w:footnotes {nsdecls('w')}>{SEPARATORS}</w:footnotes>")
        for n, text in enumerate(self.notes, 1):
            note = parse_xml(
                f'<w:footnote {nsdecls("w")} w:id="{n}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                '<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"></w:t></w:r></w:p></w:footnote>'
            )
            note.find(f".//{qn('w:t')}").text = f" {text}"
            root.append(note)
        main = self.document.part
        content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, content, main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
