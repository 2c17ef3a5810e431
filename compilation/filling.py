"""The party's own form goes back out: the observations of the secretariat filled in, every other cell as it was."""

import io
import re
import zipfile

from lxml import etree

from comments.intake import grids
from comments.intake.columns import headings
from comments.models import Comment
from drafting.text.word_numbers import W
from drafting.text.word_reading import open_part

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill_observations(intake, user):
    """The bytes of the file of `intake` with the published answers that `user` may see, each in its row."""
    content = bytes(intake.content)
    places = {}
    found = grids.read_grids(intake.name, content)
    columns = {table: _column(grid) for table, grid in enumerate(found)}
    for (table, row), words in _observations(intake, user).items():
        if columns.get(table) is not None:
            places[table, row, columns[table]] = "\n".join(words)
    ending = intake.name.rpartition(".")[2].lower()
    if ending == "docx":
        return _rewritten(content, "word/document.xml", lambda root: _fill_word(root, places))
    return _fill_sheets(content, places)


def _column(grid):
    read = headings(grid)
    meanings = [meaning for meaning, _heading in read[1]] if read else []
    return meanings.index("observations") if "observations" in meanings else None


def _observations(intake, user):
    """{(table, row): sentences} of the answers to what came of each row."""
    drafts = {row["draft"]: (row["table"], row["row"]) for row in intake.rows if row.get("draft")}
    comments = Comment.objects.for_reader(user).filter(draft__ref__in=drafts)
    answers = {}
    for comment in comments.select_related("draft"):
        if comment.answer and comment.answer.is_published:
            words = (
                f"{str(comment.answer.get_outcome_display()).capitalize()}. {comment.answer.reason}".strip()
            )
            answers.setdefault(drafts[str(comment.draft.ref)], []).append(words)
    return answers


def _rewritten(content, name, change):
    """The archive with one part changed; every other part is copied as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            part = old.read(member)
            if member.filename == name:
                root = open_part(old, name)
                change(root)
                part = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(member, part)
    return out.getvalue()


def _fill_word(root, places):
    tables = [t for t in root.iter(f"{W}tbl") if not any(True for _ in t.iterancestors(f"{W}tbl"))]
    for (table, row, column), words in places.items():
        cells = grids.cells_of(grids.rows_of(tables[table])[row])
        position = 0
        for cell in cells:
            if position <= column < position + grids.span_of(cell):
                _put_words(cell, words)
            position += grids.span_of(cell)


def _put_words(cell, words):
    """Into the cell's first paragraph, whose style stays; what stood in the cell before gives way."""
    paragraphs = cell.findall(f"{W}p")
    for extra in paragraphs[1:]:
        cell.remove(extra)
    first = paragraphs[0]
    for child in list(first):
        if child.tag != f"{W}pPr":
            first.remove(child)
    for index, line in enumerate(words.split("\n")):
        run = etree.SubElement(first, f"{W}r")
        if index:
            etree.SubElement(run, f"{W}br")
        text = etree.SubElement(run, f"{W}t")
        text.text = line
        text.set(XML_SPACE, "preserve")


def _fill_sheets(content, places):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = _sheet_parts(archive)
    for table, name in enumerate(names):
        here = {(row, column): words for (t, row, column), words in places.items() if t == table}
        if here:
            content = _rewritten(content, name, lambda root, here=here: _fill_sheet(root, here))
    return content


def _sheet_parts(archive):
    """The parts of the sheets in the order of the workbook."""
    book, links = open_part(archive, "xl/workbook.xml"), open_part(archive, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): link.get("Target") for link in links}
    rid = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    found = [targets[sheet.get(rid)] for sheet in book.iter(f"{S}sheet")]
    return [name.lstrip("/") if name.startswith("/") else f"xl/{name}" for name in found]


def _fill_sheet(root, here):
    rows = {int(row.get("r")): row for row in root.iter(f"{S}row")}
    for (row, column), words in here.items():
        cell = _cell(rows[row + 1], f"{_letters(column)}{row + 1}", column)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
        text.text = words
        text.set(XML_SPACE, "preserve")


def _cell(row, reference, column):
    after = 0
    for index, cell in enumerate(row.findall(f"{S}c")):
        if cell.get("r") == reference:
            return cell
        if _number(cell.get("r")) < column:
            after = index + 1
    cell = etree.Element(f"{S}c", r=reference)
    row.insert(after, cell)
    return cell


def _letters(column):
    name, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _number(reference):
    number = 0
    for letter in re.match(r"[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1
