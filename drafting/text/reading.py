"""A file brought from outside, checked before it is read: whole, or refused with one clear sentence."""

from typing import NamedTuple

import regex

from drafting.text import sentences
from drafting.text.akomantoso_reading import NotAkomaNtoso, read_akn
from drafting.text.markdown import from_markdown
from drafting.text.sentences import Sentence
from drafting.text.structure import write_structure
from drafting.text.word_reading import OLE, Refused, read_word

LARGEST_FILE = 20
LARGEST_TEXT = 10
MOST_LINES = 50_000
MEGABYTE = 1024 * 1024
CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\U000e0000-\U000e007f]")
SURROGATE = regex.compile(r"[\ud800-\udfff]")
BIDI = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")
BREAKS = regex.compile(r"\r\n?|[\f\v\u0085\u2028\u2029]")
TEXT_KINDS = (".txt", ".text")
MARKDOWN_KINDS = (".md", ".markdown")


class Unreadable(ValueError):
    """A file or text that is refused. Its message is the sentence for a person, in English.

    `template` and `params` are for showing it in another language: gettext(template) % params.
    """

    def __init__(self, template, **params):
        self.sentence = Sentence(template, **params)
        self.template, self.params = template, params
        super().__init__(str(self.sentence))


class Reading(NamedTuple):
    """The text of a file, what is to be said about how it was read (Sentences), and the footnotes of a file that
    marks them. `units` (UnitText) and `language` come from a file that names its provisions itself.
    """

    text: str
    notes: tuple
    footnotes: tuple = ()
    units: tuple = ()
    language: str = ""


def read_file(name, content):
    """Text of an uploaded .txt or .md (UTF-8), .docx or .xml (Akoma Ntoso), the latter printed as plain text.

    Raises Unreadable, and then nothing was read.
    """
    shown = _short(name)
    if not content:
        raise Unreadable(sentences.EMPTY, name=shown)
    if len(content) > LARGEST_FILE * MEGABYTE:
        raise Unreadable(sentences.TOO_LARGE_FILE, name=shown, limit=LARGEST_FILE)
    kind = "." + name.lower().rpartition(".")[2]
    if kind == ".xml":
        return _read_akn(shown, content)
    if kind == ".docx":
        text, notes, footnotes = _read_word(shown, content)
    elif content.startswith(OLE):
        raise Unreadable(sentences.OLD_WORD, name=shown)
    elif kind in TEXT_KINDS + MARKDOWN_KINDS:
        text, notes, footnotes = _decoded(shown, content), (), ()
    else:
        raise Unreadable(sentences.UNKNOWN_KIND, name=shown)
    text = BREAKS.sub("\n", text)
    check_text(text, shown)
    if kind in MARKDOWN_KINDS:
        text = from_markdown(text)
    return Reading(text, tuple(notes), footnotes)


def check_text(text, name):
    """Refuse what no text of a declaration can hold, wherever it came from. Raises Unreadable."""
    name = _short(name)
    if len(text) > LARGEST_TEXT * MEGABYTE:
        raise Unreadable(sentences.TOO_LARGE_TEXT, name=name, limit=LARGEST_TEXT)
    if text.count("\n") > MOST_LINES:
        raise Unreadable(sentences.TOO_MANY_LINES, name=name, limit=MOST_LINES)
    if not text.strip():
        raise Unreadable(sentences.NO_TEXT, name=name)
    checks = ((SURROGATE, sentences.SURROGATE), (CONTROL, sentences.CONTROL), (BIDI, sentences.BIDI))
    for pattern, template in checks:
        match = pattern.search(text)
        if match:
            line = text.count("\n", 0, match.start()) + 1
            raise Unreadable(template, name=name, line=line, code=f"U+{ord(match.group()):04X}")


def _read_word(name, content):
    try:
        return read_word(content)
    except Refused as refusal:
        raise Unreadable(str(refusal), name=name) from None


def _read_akn(name, content):
    try:
        found = read_akn(content)
    except NotAkomaNtoso as refusal:
        raise Unreadable(str(refusal), name=name) from None
    text = write_structure(found.units, found.language or "en")
    check_text(text, name)
    return Reading(text, found.notes, found.footnotes, found.units, found.language)


def _decoded(name, content):
    if content.startswith(b"PK\x03\x04") or b"\x00" in content[:8192] or content.startswith(b"%PDF"):
        raise Unreadable(sentences.BINARY, name=name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        binary = sum(byte < 9 or 13 < byte < 32 for byte in content[:8192]) > 0.05 * len(content[:8192])
        if binary:
            raise Unreadable(sentences.BINARY, name=name) from None
        raise Unreadable(sentences.NOT_UTF8, name=name, position=error.start) from None


def _short(name):
    """A file's name fit for a sentence: its last part, without what could turn the line around."""
    name = BIDI.sub("", CONTROL.sub("", SURROGATE.sub("", name))).replace("\\", "/").rpartition("/")[2]
    return name if len(name) <= 80 else name[:77] + "…"
