"""Akoma Ntoso read back: our own export to the byte, files made by others for what they share with ours."""

from collections import Counter
from typing import NamedTuple

from lxml import etree

from drafting.text.akomantoso import AKN, ISO_639_2, SOURCE
from drafting.text.alignment import UnitText
from drafting.text.numbering import label_of_slug, place_labels
from drafting.text.sentences import NOT_AKN, NOTE_LEFT_OUT, XML_ENTITIES, Sentence

A = f"{{{AKN}}}"
ARTICLES = ("article", "rule", "section", "clause", "division", "paragraph")
PARTS = ("part", "book", "tome", "title", "chapter", "subpart", "subchapter", "division", "section")
LEFT_OUT = (
    "authorialNote",
    "table",
    "img",
    "foreign",
    "attachment",
    "component",
    "signature",
    "toc",
    "remark",
)
LANGUAGES = {long: short for short, long in ISO_639_2.items()}


class NotAkomaNtoso(ValueError):
    """The template of the sentence that says why."""


class AknText(NamedTuple):
    """Provisions (UnitText) of an Akoma Ntoso file, its language, its notes' texts, and what was left out."""

    units: tuple
    language: str
    footnotes: tuple
    notes: tuple


def read_akn(content):
    """Read an Akoma Ntoso document given as bytes. Raises NotAkomaNtoso."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:200]:
        raise NotAkomaNtoso(XML_ENTITIES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise NotAkomaNtoso(NOT_AKN) from None
    if root.tag != f"{A}akomaNtoso" or not len(root):
        raise NotAkomaNtoso(NOT_AKN)
    language = root.find(f".//{A}FRBRlanguage")
    code = LANGUAGES.get(language.get("language", "") if language is not None else "", "")
    identification = root.find(f".//{A}identification")
    if identification is not None and identification.get("source") == SOURCE:
        return AknText(tuple(_own(root)), code, (), ())
    return _foreign(root, code)


def _own(root):
    """Our own export: white space and all."""
    for element in root.iter(
        f"{A}longTitle", f"{A}formula", f"{A}recital", f"{A}part", f"{A}article", f"{A}blockContainer"
    ):
        name, eid = etree.QName(element).localname, element.get("eId")
        heading = element.find(f"{A}heading")
        shown = element.get("title", "") if heading is None else heading.text or ""
        yield UnitText(element.get("wId"), _label(name, eid), shown, "".join(_raw(element, name)))


def _label(name, eid):
    last = eid.rpartition("__")[2]
    number = last.partition("_")[2]
    if name in ("longTitle", "formula", "blockContainer"):
        single = {"longTitle": "title", "formula": "opening", "blockContainer": "closing"}[name]
        return label_of_slug(single if number == "1" else f"{single}-{number}")
    return label_of_slug({"recital": "pp", "part": "part", "article": "article"}[name] + f"-{number}")


def _raw(element, name):
    """The texts of num and p; of a Part only its introduction, of the provision's own num and heading nothing."""
    for child in element:
        tag = etree.QName(child).localname
        if tag in ("num", "heading") or (name == "part" and tag != "intro"):
            continue
        for part in child.iter(f"{A}num", f"{A}p"):
            yield "".join(part.itertext())


def _foreign(root, code):
    reader = _Foreign()
    reader.read(root[0])
    labels = place_labels([(kind, False) for kind, _, _, _ in reader.found])
    units = [
        UnitText(uid, label, heading, text)
        for label, (_, uid, heading, text) in zip(labels, reader.found, strict=True)
    ]
    notes = [
        Sentence(NOTE_LEFT_OUT, what=what, count=count) for what, count in sorted(reader.left_out.items())
    ]
    return AknText(tuple(units), code, tuple(reader.footnotes), tuple(notes))


class _Foreign:
    """Walks a document made by others and gathers (kind, uid, heading, text)."""

    def __init__(self):
        self.found, self.footnotes, self.left_out = [], [], Counter()

    def read(self, document):
        title = document.find(f".//{A}docTitle")
        title = document.find(f".//{A}longTitle") if title is None else title
        if title is not None:
            self._take("title", title, _words(title))
        for element in document.iter(f"{A}citation", f"{A}recital", f"{A}formula"):
            kind = "opening" if etree.QName(element).localname == "formula" else "preambular"
            self._take(kind, element, "\n".join(self._lines(element)))
        for body in document.iter(f"{A}body", f"{A}mainBody"):
            self._body(body)
        for element in document.iter(*(A + name for name in LEFT_OUT)):
            name = etree.QName(element).localname
            self.left_out[name] += 1
            if name == "authorialNote":
                self.footnotes.append(_words(element))

    def _body(self, parent):
        for child in parent:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            holds = any(child.find(f".//{A}{inner}") is not None for inner in ("article", "rule"))
            if name in PARTS and (holds or _is_outer(child)):
                self._take("part", child, "\n".join(self._intro(child)))
                self._body(child)
            elif name in ARTICLES:
                self._take("article", child, "\n".join(self._lines(child)))
            elif name in ("p", "container", "blockContainer", "block") and _words(child):
                self._take("preambular", child, _words(child))

    def _intro(self, element):
        for child in element.iterfind(f"{A}intro"):
            yield from self._lines(child)

    def _take(self, kind, element, text):
        heading = element.find(f"{A}heading")
        if text or heading is not None:
            shown = "" if heading is None else _words(heading)
            self.found.append((kind, element.get("wId") or element.get("eId"), shown, text))

    def _lines(self, element):
        """A line for each p, with the number of what it stands in before the first."""
        number = ""
        for child in element:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if name == "num":
                number = (
                    "" if etree.QName(element).localname in ("article", "section", "rule") else _words(child)
                )
            elif name == "p":
                words = f"{number} {_words(child)}".strip()
                number = ""
                if words:
                    yield words
            elif name not in ("heading", "subheading", *LEFT_OUT):
                for line in self._lines(child):
                    yield f"{number} {line}".strip() if number else line
                    number = ""


def _is_outer(element):
    """Whether a division holds sections or paragraphs of its own, and no words: what we call a Part."""
    named = etree.QName(element).localname in ("part", "chapter", "title", "division")
    holds = any(element.find(f"{A}{name}") is not None for name in ("section", "paragraph"))
    return named and holds and element.find(f"{A}content") is None


def _words(element):
    """The words of an element without those of its notes, white space made even."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname not in LEFT_OUT:
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())
