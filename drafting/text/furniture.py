"""What stands on a page but is no part of the text: running heads, page and line numbers, footnotes.

All of it is recognised, taken out and reported; nothing is thrown away unsaid.
"""

from collections import Counter
from typing import NamedTuple

import regex

from drafting.text.heads import ENDS_SENTENCE, SYMBOL
from drafting.text.sentences import FOOTNOTES_APART, LINE_NUMBERS, PAGE_HEADS, Sentence

SPACE = r"[ \u00a0\t]"
RAISED = r"[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}"
PAGE_NUMBER = regex.compile(
    rf"(?:page|p\.|página|стр\.|страница|第|صفحة)?{SPACE}*[-–]?{SPACE}*\d{{1,4}}"
    rf"(?:{SPACE}*(?:/|of|de|sur|из){SPACE}*\d{{1,4}})?{SPACE}*[-–]?{SPACE}*页?",
    regex.IGNORECASE,
)
JOB_NUMBER = regex.compile(r"GE\.\d{2}-\d{4,6}.{0,40}|\d{2}-\d{5}(?: \([A-Z]\)).{0,20}")
RULE = regex.compile(r"[_\-–—*=]{5,}")
FOOTNOTE = regex.compile(
    rf"(?P<mark>{RAISED}|\d{{1,3}}/|\[\^?\w{{1,8}}\]:?|\*{{1,3}}|\d{{1,3}}|[a-z]/){SPACE}{{0,4}}(?P<text>\S.*)"
)
SURE_FOOTNOTE = regex.compile(
    rf"{RAISED}{SPACE}{{0,4}}\p{{L}}|\[\^\w{{1,8}}\]:|\d{{1,3}}/{SPACE}{{1,4}}\p{{L}}"
)
LINE_NUMBER = regex.compile(r"[ \t]{0,6}(?P<number>\d{1,4})(?:[ \t]{1,8}(?=\S)|[ \t]*$)")
LEAST_NUMBERED = 10
LEAST_REPEATED = 3
LONGEST_HEAD = 100


class Footnote(NamedTuple):
    line: int
    mark: str
    text: str


class Cleared(NamedTuple):
    """The lines as they were, with None where one was no part of the text; and what was taken out."""

    lines: list
    footnotes: tuple
    notes: tuple


def clear_page(raw):
    """Take what is no part of the text out of the raw lines of a file."""
    lines, notes = list(raw), []
    numbered = _without_line_numbers(lines)
    if numbered:
        lines = numbered
        notes.append(Sentence(LINE_NUMBERS))
    heads = _page_heads(lines)
    for place, words in heads.items():
        lines[place] = None
        notes.append(Sentence(PAGE_HEADS, line=place + 1, text=words))
    footnotes = _footnotes(lines)
    if footnotes:
        notes.append(
            Sentence(FOOTNOTES_APART, count=len(footnotes), lines=", ".join(str(n.line) for n in footnotes))
        )
    return Cleared(_mended(lines), tuple(footnotes), tuple(notes[:200]))


def _without_line_numbers(raw):
    """The lines without their numbers where each line, or each fifth, is numbered in sequence; else None."""
    found = [(place, match) for place, line in enumerate(raw) if (match := LINE_NUMBER.match(line))]
    numbers = [int(match["number"]) for _, match in found]
    if len(found) < LEAST_NUMBERED:
        return None
    written = sum(bool(line.strip()) for line in raw)
    step = 1 if len(found) >= 0.8 * written else 5
    if step == 5 and any(number % 5 for number in numbers):
        return None
    going = sum(after in (before + step, step) for before, after in zip(numbers, numbers[1:], strict=False))
    if going < 0.95 * (len(numbers) - 1):
        return None
    lines = list(raw)
    for place, match in found:
        lines[place] = raw[place][match.end() :]
    return lines


def _page_heads(lines):
    """{place: words} of the running heads: page numbers, symbols and job numbers that come back page by page."""
    shapes = Counter()
    kinds = {}
    for place, line in enumerate(lines):
        words = line.strip()
        shape = _shape(words) if 0 < len(words) <= LONGEST_HEAD else None
        if shape:
            shapes[shape] += 1
            kinds[place] = (shape, words)
    return {place: words for place, (shape, words) in kinds.items() if shapes[shape] >= LEAST_REPEATED}


def _shape(words):
    if PAGE_NUMBER.fullmatch(words):
        return "page number"
    if JOB_NUMBER.fullmatch(words):
        return "job number"
    symbol = SYMBOL.match(words)
    if symbol and not ENDS_SENTENCE.search(words):
        return symbol.group()
    return None


def _footnotes(lines):
    """Footnotes, taken out of the lines: under a rule until the next blank line, or with a raised figure."""
    found, under_rule = [], False
    for place, line in enumerate(lines):
        words = (line or "").strip()
        if line is None or not words:
            under_rule = under_rule and line is None
            continue
        if RULE.fullmatch(words):
            under_rule = _is_followed_by_note(lines, place)
            if under_rule:
                lines[place] = None
            continue
        match = FOOTNOTE.match(words)
        if match and (under_rule or SURE_FOOTNOTE.match(words)):
            found.append(Footnote(place + 1, match["mark"].rstrip(":"), match["text"]))
        elif under_rule and found:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {words}")
        else:
            continue
        lines[place] = None
    return found


def _is_followed_by_note(lines, place):
    below = next((line.strip() for line in lines[place + 1 : place + 4] if line and line.strip()), "")
    return FOOTNOTE.match(below) is not None


def _mended(lines):
    """A sentence broken by what was taken out goes on: the blank lines around the gap are taken out too."""
    mended = list(lines)
    for place, line in enumerate(lines):
        if line is not None:
            continue
        above, below = _text_near(mended, place, -1), _text_near(mended, place, 1)
        if above is None or below is None or ENDS_SENTENCE.search(mended[above].strip()):
            mended[place] = ""
        elif mended[below].strip()[0].islower():
            mended[above + 1 : below] = [None] * (below - above - 1)
        else:
            mended[place] = ""
    return mended


def _text_near(lines, place, step):
    place += step
    for _ in range(12):
        if not 0 <= place < len(lines):
            return None
        if lines[place] and lines[place].strip():
            return place
        place += step
    return None
