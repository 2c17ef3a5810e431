"""A redline as a Word document with real tracked changes: accepted it is the new text, rejected the old one.

Whole paragraphs come and go with their paragraph marks; inside a paragraph that stays, words do.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from drafting.text.alignment import UnitText, align
from drafting.text.differences import DELETE, EQUAL, INSERT, diff
from drafting.text.numbering import printed_label
from drafting.text.pairing import in_order
from drafting.text.tokens import token_texts

KEPT = ("unchanged", "edited", "renumbered only")
RIGHT_TO_LEFT = ("ar",)


def printed_lines(units, language):
    """The lines of a version as a document prints them, each with the unit and the start of its paragraph."""
    lines = []
    for unit in units:
        head = ". ".join(part for part in (_printed(unit, language), unit.heading) if part)
        if head:
            lines.append((head, id(unit), None))
        for item in unit.paragraphs:
            lines.append((unit.text[item.start : item.end].strip(), id(unit), item.start))
    return [line for line in lines if line[0]]


def write_word_redline(
    old: Sequence[UnitText], new: Sequence[UnitText], *, author, when: datetime, language="en"
):
    """The redline of two versions as the bytes of a .docx.

    Accepting all changes gives the lines of the new version, rejecting all those of the old one (`printed_lines`).
    """
    was, now = printed_lines(old, language), printed_lines(new, language)
    writer = _Writer(author, when, language)
    i = j = 0
    pairs = _pairs(was, now, align(old, new))
    for before, after in pairs:
        writer.gone_and_come([line[0] for line in was[i:before]], [line[0] for line in now[j:after]])
        writer.kept(was[before][0], now[after][0], now[after][2] is None)
        i, j = before + 1, after + 1
    writer.at_the_end([line[0] for line in was[i:]], [line[0] for line in now[j:]])
    return writer.content()


def steady(stream):
    """The bytes of a saved .docx without the moment of saving in its parts: the same content is the same bytes."""
    out = io.BytesIO()
    with ZipFile(stream) as parts, ZipFile(out, "w", ZIP_DEFLATED) as steady:
        for name in parts.namelist():
            steady.writestr(ZipInfo(name, (2000, 1, 1, 0, 0, 0)), parts.read(name), ZIP_DEFLATED)
    return out.getvalue()


def _printed(unit, language):
    return printed_label(unit.label, language) if unit.kind in ("Part", "Article") else ""


def _pairs(was, now, alignment):
    """Lines that stay, as (old, new) places in the order of both; the first lines where nothing else stays."""
    old_places = {line[1:]: place for place, line in enumerate(was)}
    new_places = {line[1:]: place for place, line in enumerate(now)}
    found = set()
    for pair in alignment.units:
        if pair.old is None or pair.new is None or pair.relation not in KEPT:
            continue
        keys = [((id(pair.old), None), (id(pair.new), None))]
        for row in pair.paragraphs:
            if row.old and row.new and row.relation in KEPT:
                keys.append(((id(pair.old), row.old.start), (id(pair.new), row.new.start)))
        found |= {(old_places[a], new_places[b]) for a, b in keys if a in old_places and b in new_places}
    ordered = sorted(found)
    stayed = in_order([after for _, after in ordered])
    pairs = [pair for index, pair in enumerate(ordered) if index in stayed]
    # Something must stay: a document cannot lose its last paragraph mark.
    return pairs or ([(0, 0)] if was and now else [])


class _Line:
    """A paragraph to be written: its changes, and whether its own mark is inserted, deleted or stays."""

    def __init__(self, changes, mark=EQUAL, is_head=False):
        self.changes, self.mark = [change for change in changes if change[1]], mark
        self.is_head = is_head

    def end_unlike(self, following):
        """Keep an insertion at the end of this line from touching one at the start of the next.

        LibreOffice takes the two for one and would reject the paragraph mark between them, which is no change.
        """
        touches = self.mark == EQUAL and self.changes and self.changes[-1][0] == INSERT
        if not touches or not following.changes or following.changes[0][0] != INSERT:
            return
        *before, (op, text), (_, inserted) = [(EQUAL, ""), *self.changes]
        if op == EQUAL:
            last = token_texts(text)[-1:]
            word = last[0] if last else ""
            before, text, inserted = [*before, (EQUAL, text[: len(text) - len(word)])], word, word + inserted
        self.changes = [change for change in [*before, (INSERT, inserted), (DELETE, text)] if change[1]]


class _Writer:
    """Gathers paragraphs one after another, then writes each with its words and its mark tracked."""

    def __init__(self, author, when, language):
        self.document = Document()
        properties = self.document.core_properties
        properties.author, properties.comments, properties.title = author or "Travaux", "", ""
        properties.created = properties.modified = when.replace(tzinfo=None)
        self.author, self.when = author, when.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.right_to_left = language[:2] in RIGHT_TO_LEFT
        self.lines, self.number = [], 0

    def gone_and_come(self, deleted, inserted):
        self.lines += [_Line([(DELETE, line)], DELETE) for line in deleted]
        self.lines += [_Line([(INSERT, line)], INSERT) for line in inserted]

    def kept(self, before, after, is_head):
        self.lines.append(_Line(diff(before, after), is_head=is_head))

    def at_the_end(self, deleted, inserted):
        """The last mark of a document stays: what comes or goes at the end takes the mark before it along."""
        for op, lines in ((DELETE, deleted), (INSERT, inserted)):
            for line in lines:
                if self.lines:
                    self.lines[-1].mark = op
                self.lines.append(_Line([(op, line)]))

    def content(self):
        for line, following in zip(self.lines, self.lines[1:], strict=False):
            line.end_unlike(following)
        for line in self.lines:
            paragraph = self._paragraph(line.changes, line.is_head)
            if line.mark != EQUAL:
                self._track_mark(paragraph, line.mark)
        stream = io.BytesIO()
        self.document.save(stream)
        return steady(stream)

    def _paragraph(self, changes, is_head):
        paragraph = self.document.add_paragraph(style="Heading 2" if is_head else None)._p
        if self.right_to_left:
            paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for op, text in changes:
            run = self._run(op, text)
            if op == EQUAL:
                paragraph.append(run)
            else:
                mark = self._mark(op)
                mark.append(run)
                paragraph.append(mark)
        return paragraph

    def _run(self, op, text):
        run = OxmlElement("w:r")
        if self.right_to_left:
            properties = OxmlElement("w:rPr")
            properties.append(OxmlElement("w:rtl"))
            run.append(properties)
        words = OxmlElement("w:delText" if op == DELETE else "w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = text
        run.append(words)
        return run

    def _track_mark(self, paragraph, op):
        """Track the paragraph's own mark, or an empty paragraph would stay behind."""
        properties = paragraph.get_or_add_pPr()
        inside = properties.find(qn("w:rPr"))
        if inside is None:
            inside = OxmlElement("w:rPr")
            properties.append(inside)
        inside.append(self._mark(op))

    def _mark(self, op):
        self.number += 1
        mark = OxmlElement("w:ins" if op == INSERT else "w:del")
        mark.set(qn("w:id"), str(self.number))
        mark.set(qn("w:author"), self.author)
        mark.set(qn("w:date"), self.when)
        return mark
