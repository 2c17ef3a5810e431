"""The tracked changes of a Word document read back: the text before them, the text after them, and who made each."""

import io
import zipfile
from typing import NamedTuple

from drafting.text.differences import DELETE, EQUAL, INSERT
from drafting.text.sentences import LOCKED_DOCX, NOT_DOCX
from drafting.text.word_numbers import W, WordNumbers
from drafting.text.word_reading import BROKEN, FALLBACK, OLE, SIGNS, Refused, open_part, open_word

DELETED = {f"{W}del", f"{W}moveFrom"}
INSERTED = {f"{W}ins", f"{W}moveTo"}
SKIPPED = {f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delInstrText", f"{W}p", f"{W}txbxContent", FALLBACK}


class Change(NamedTuple):
    """Words inserted or deleted, by whom and when as Word has it; `place` is an offset in the text after."""

    op: str
    text: str
    author: str
    when: str
    place: int


class Tracked(NamedTuple):
    """`before` with all changes rejected, `after` with all accepted, a line for each paragraph."""

    before: str
    after: str
    changes: tuple


def read_tracked(content):
    """Read a .docx given as bytes with its tracked changes. Raises Refused, as reading a .docx does."""
    if content.startswith(OLE):
        raise Refused(LOCKED_DOCX)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document = open_word(archive)
            parts = [open_part(archive, f"word/{name}.xml") for name in ("numbering", "styles")]
    except BROKEN:
        raise Refused(NOT_DOCX) from None
    return _read(document, WordNumbers(*parts))


def _read(document, numbers):
    reader = _Reader()
    for paragraph in document.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        printed = numbers.printed(properties)
        if printed:
            reader.add(EQUAL, f"{printed} ", None)
        reader.walk(paragraph, EQUAL, None)
        reader.end(None if properties is None else properties.find(f"{W}rPr"))
    return Tracked(_tidy(reader.before), _tidy(reader.after), tuple(reader.changes))


class _Reader:
    def __init__(self):
        self.before, self.after, self.changes, self.length = [], [], [], 0

    def walk(self, element, op, mark):
        for child in element:
            if child.tag in DELETED | INSERTED:
                self.walk(child, DELETE if child.tag in DELETED or op == DELETE else INSERT, child)
            elif child.tag in (f"{W}t", f"{W}delText"):
                self.add(op, child.text or "", mark)
            elif child.tag in SIGNS:
                self.add(op, SIGNS[child.tag], mark)
            elif child.tag not in SKIPPED:
                self.walk(child, op, mark)

    def add(self, op, text, mark):
        if op != INSERT:
            self.before.append(text)
        if op != DELETE:
            self.after.append(text)
        if mark is not None and text.strip():
            author, when = mark.get(f"{W}author", ""), mark.get(f"{W}date", "")
            last = self.changes[-1] if self.changes else None
            if last and (last.op, last.author, last.when) == (op, author, when) and self._follows(last):
                self.changes[-1] = last._replace(text=last.text + text)
            else:
                self.changes.append(Change(op, text, author, when, self.length))
        if op != DELETE:
            self.length += len(text)

    def end(self, mark):
        """The end of a paragraph, on one side only where its mark was inserted or deleted."""
        inserted = mark is not None and mark.find(f"{W}ins") is not None
        deleted = mark is not None and mark.find(f"{W}del") is not None
        if not inserted:
            self.before.append("\n")
        if not deleted:
            self.after.append("\n")
            self.length += 1

    def _follows(self, last):
        return last.place + (len(last.text) if last.op == INSERT else 0) == self.length


def _tidy(pieces):
    lines = "".join(pieces).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"


def sides(paragraph):
    """One paragraph (a `w:p`) as (text with its changes rejected, text with them accepted)."""
    reader = _Reader()
    reader.walk(paragraph, EQUAL, None)
    return "".join(reader.before).strip(), "".join(reader.after).strip()
