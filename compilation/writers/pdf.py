"""PDF by typst: tagged (PDF/UA-1), from data alone, so that no text is ever taken for markup."""

import json
from datetime import UTC, datetime

import fontpkg
import typst

CONTENT_TYPE = "application/pdf"
# What Noto Serif has letters for: Latin, Greek and Cyrillic, and the signs of print.
_COVERED = (
    (0x20, 0x24F),
    (0x300, 0x36F),
    (0x370, 0x52F),
    (0x1E00, 0x1FFF),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
)

PAGE = """
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, author: "Travaux", date: none)
#set page(paper: "a4", margin: 2.2cm, numbering: "1")
#set text(font: "Noto Serif", size: 10.5pt, lang: d.language)
#set par(leading: 0.7em)
= #d.title
#for line in d.lead [#par(line)]
#for (name, value) in d.facts [/ #name: #value]
#for line in d.tail [#par(text(size: 9pt, line))]
"""


def write(title, lead, facts, tail, language="en"):
    """One page or more as bytes: sentences, named facts, sentences. The same input gives the same bytes."""
    content = {"title": title, "lead": lead, "facts": facts, "tail": tail, "language": language}
    return typst.compile(
        PAGE.encode(),
        font_paths=[str(fontpkg.path("noto-serif").parent)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_covered(content))},
        pdf_standards=["ua-1"],
        timestamp=datetime(2000, 1, 1, tzinfo=UTC),
    )


def _covered(content):
    """A sign without a letter in our font is written as its number: one of them would refuse the whole file."""
    if isinstance(content, str):
        return "".join(sign if _has_letter(sign) else f"[U+{ord(sign):04X}]" for sign in content)
    if isinstance(content, dict):
        return {name: _covered(value) for name, value in content.items()}
    return [_covered(each) for each in content]


def _has_letter(sign):
    return sign == "\n" or any(first <= ord(sign) <= last for first, last in _COVERED)
