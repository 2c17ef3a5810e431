"""A .docx as plain text: its paragraphs with the numbers that Word prints, nothing executed, nothing
fetched.
"""

import io
import zipfile
import zlib

from lxml import etree

from drafting.text.sentences import (
    LOCKED_DOCX,
    NOT_DOCX,
    NOTE_FOOTNOTES,
    NOTE_TABLES,
    NOTE_TRACKED,
    XML_ENTITIES,
    ZIP_BOMB,
    Sentence,
)
from drafting.text.word_numbers import W, WordNumbers

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_XML = 60 * 1024 * 1024
# What a damaged or strange archive makes the standard library and the parser raise.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError),
    etree.XMLSyntaxError,
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}delText",
    f"{W}pPr",
    f"{W}rPr",
    FALLBACK,
    f"{W}txbxContent",
}
# What Word draws as a character of its own.
SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}


class Refused(ValueError):
    """The template of the sentence that says why."""


def read_word(content):
    """Text, notes and footnotes of a .docx given as bytes. Raises Refused."""
    if content.startswith(OLE):
        raise Refused(LOCKED_DOCX)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    except BROKEN:
        raise Refused(NOT_DOCX) from None


def open_word(archive):
    """The document part of a .docx, after its size, its members and its lock were looked at. Raises Refused."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Refused(ZIP_BOMB)
    if any(member.flag_bits & 1 for member in members):
        raise Refused(LOCKED_DOCX)
    document = open_part(archive, "word/document.xml")
    if document is None:
        raise Refused(NOT_DOCX)
    return document


def _read(archive):
    document = open_word(archive)
    numbers = WordNumbers(open_part(archive, "word/numbering.xml"), open_part(archive, "word/styles.xml"))
    blocks = []
    for paragraph in document.iter(f"{W}p"):
        if any(True for _ in paragraph.iterancestors(FALLBACK)):
            continue
        printed = numbers.printed(paragraph.find(f"{W}pPr"))
        words = "".join(_words(paragraph)).strip()
        if words or printed:
            blocks.append(f"{printed} {words}".strip())
    footnotes = _footnotes(open_part(archive, "word/footnotes.xml"))
    return "\n\n".join(blocks) + "\n", _notes(document, footnotes), footnotes


def open_part(archive, name):
    """One part as a tree; what declares entities is refused before it is parsed."""
    if name not in archive.namelist():
        return None
    member = archive.getinfo(name)
    if member.file_size > MOST_XML:
        raise Refused(ZIP_BOMB)
    with archive.open(member) as stream:
        # A lying header cannot make us read more than it declared.
        content = stream.read(member.file_size + 1)
    # Any encoding but UTF-8 could hide the declaration from this look, so it is refused likewise.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:200]:
        raise Refused(XML_ENTITIES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _words(element):
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag not in SKIPPED and child.tag != f"{W}p":
            yield from _words(child)


def _footnotes(part):
    """The words of the footnotes, in their order; Word's own separators are none."""
    found = (
        []
        if part is None
        else [note for note in part.iterfind(f"{W}footnote") if note.get(f"{W}type") is None]
    )
    return tuple("\n".join("".join(_words(p)).strip() for p in note.iter(f"{W}p")).strip() for note in found)


def _notes(document, footnotes):
    notes = []
    if next(document.iter(f"{W}ins", f"{W}del", f"{W}moveFrom"), None) is not None:
        notes.append(Sentence(NOTE_TRACKED))
    if next(document.iter(f"{W}tbl"), None) is not None:
        notes.append(Sentence(NOTE_TABLES))
    if footnotes:
        notes.append(Sentence(NOTE_FOOTNOTES, count=len(footnotes)))
    return tuple(notes)
