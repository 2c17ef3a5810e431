"""Lines that announce something: an Article, a Part, the preamble, a masthead."""

from typing import NamedTuple

import regex

from drafting.text.languages import ARTICLE, HAN_HEAD, PART, SECTION
from drafting.text.numbering import ARABIC_REPEATED, ARABIC_TIMES, LATIN_ORDINALS
from drafting.text.numerals import from_han, number_of

ENDS_SENTENCE = regex.compile(r"""[.;:,!?。；：，、！？؛،؟…]["”»’')\]]*$""")
ENDS_CLAUSE = regex.compile(
    r"""(?:[.;:,!?。；：，、！？؛،؟…]["”»’')\]]*|\b(?:and|or|et|ou|y|o|и|или|و|أو|和|或))$"""
)
HAN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
LONGEST_HEADING, LONGEST_HAN_HEADING = 120, 40

SYMBOL = regex.compile(r"\[?[A-Z][A-Z0-9-]{0,11}(?:/[\p{L}\d.()\[\]-]{1,24}){1,8}\]?(?!\p{L})")
DATE_ONLY = regex.compile(
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?:er|º)? (?:de )?\p{L}{3,10} (?:de )?\d{4}( года?)?"
    r"|\p{L}{3,10} \d{1,2}, \d{4}"
    r"|\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)"
)
OFFICIAL = regex.compile(
    r"(?:Superseded by|Distr|Original|Originale|Distribución|Langue|Язык|Распространение|Подлинный|原文|分发|الأصل"
    r"|Agenda item|Item \d|Point \d|Tema \d|Пункт \d|议程项目|Version \d|Status:|Date:)",
    regex.IGNORECASE,
)
IN_BRACKETS = regex.compile(r"[(\[（][^()\[\]（）]{1,200}[)\]）]")


class Head(NamedTuple):
    """An Article or Part announced: its number where it could be read, 1 or 2 (bis) or 3 (ter), and what
    follows.
    """

    kind: str
    number: int | None
    times: int
    rest: str
    set_apart: bool
    printed: str = ""


def head_of(line):
    """The Article or Part that a line announces, or None where the line only speaks of one."""
    match = ARTICLE.match(line) or HAN_HEAD.match(line) or PART.match(line)
    return _head(match) if match else None


def section_of(line):
    """The Section, Principle or Rule that a line announces: an Article in a text that has none."""
    match = SECTION.match(line)
    return _head(match) if match else None


def _head(match):
    rest, set_apart = match["rest"].strip(), bool(match["separator"].strip())
    if rest and not set_apart and not _opens_heading(rest):
        return None
    parts = match.groupdict()
    kind = "part" if match.re is PART or parts.get("part") else "article"
    number = number_of(match["number"].removesuffix("er").removesuffix("re") or match["number"])
    return Head(kind, number, _times(match["latin"]), rest, set_apart)


def is_heading(text):
    """Short, and not a sentence: what can stand as the heading of an Article or a Part."""
    limit = LONGEST_HAN_HEADING if HAN.search(text) else LONGEST_HEADING
    return 0 < len(text) <= limit and not ENDS_SENTENCE.search(text) and not text[0].islower()


def is_masthead(text):
    """A document's symbol, its date, its distribution line or a remark in brackets: no part of the text."""
    if len(text) > 160:
        return text.startswith("Superseded by")
    symbol = SYMBOL.match(text)
    if symbol and (symbol.end() == len(text) or not ENDS_SENTENCE.search(text)):
        return True
    return bool(DATE_ONLY.fullmatch(text) or OFFICIAL.match(text) or IN_BRACKETS.fullmatch(text))


def _opens_heading(rest):
    return is_heading(rest) and not rest[0].isdigit() and rest[0] not in ",;)"


def _times(latin):
    if not latin:
        return 1
    latin = latin.lower()
    if latin in LATIN_ORDINALS:
        return LATIN_ORDINALS.index(latin) + 2
    if latin.startswith(ARABIC_REPEATED):
        again = latin.removeprefix(ARABIC_REPEATED).strip()
        return ARABIC_TIMES.index(again) + 3 if again in ARABIC_TIMES else 2
    return from_han(latin) or 2
