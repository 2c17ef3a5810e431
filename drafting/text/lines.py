"""From the lines of a file to the lines of a text: what was broken to fit a page is joined again."""

from typing import NamedTuple

import regex

from drafting.text.furniture import clear_page
from drafting.text.heads import ENDS_CLAUSE, HAN, head_of
from drafting.text.languages import PREAMBLE
from drafting.text.markers import marker_of

BREAKS = regex.compile(r"\r\n?|[\f\v\u0085\u2028\u2029]")
WIDEST = 110
MARGIN = " \t\u00a0\u3000"


class Line(NamedTuple):
    """A line of the text: where it began in the file, its words, whether a blank line stands before it,
    and how far it was indented.
    """

    number: int
    text: str
    apart: bool
    indent: int


class Page(NamedTuple):
    """The lines of a text; `width` is where they were broken to fit, None where they were not."""

    lines: tuple
    width: int | None
    footnotes: tuple
    notes: tuple


def read_lines(text):
    """The lines of a text, hard-wrapped ones joined; `width` is where they were broken, None where they were
    not.
    """
    cleared = clear_page(BREAKS.sub("\n", text).split("\n"))
    raw = cleared.lines
    width = _width(raw)
    lines, apart, previous = [], True, ""
    for number, line in enumerate(raw, 1):
        if line is None:
            continue
        words = line.strip(MARGIN)
        if not words:
            apart, previous = True, ""
            continue
        if lines and not apart and _continues(previous, words, line, width):
            last = lines[-1]
            lines[-1] = last._replace(text=_joined(last.text, words))
        else:
            lines.append(Line(number, words, apart, len(line) - len(line.lstrip(MARGIN))))
        apart, previous = False, line.rstrip(MARGIN)
    return Page(tuple(_aligned(lines)), width, cleared.footnotes, cleared.notes)


def _aligned(lines):
    """Numbers of two digits set flush right ("10." under " 9.") are indented like the one before them."""
    last = {}
    for line in lines:
        marker = marker_of(line.text)
        if marker and marker.readings[0].style == "number":
            ordinal, body = marker.readings[0].ordinal, line.indent + marker.body
            before = last.get((marker.form, ordinal - 1))
            if ordinal >= 10 and before and before[1] == body:
                line = line._replace(indent=before[0])
            last[marker.form, ordinal] = (line.indent, body)
        yield line


def _width(raw):
    """Where the lines were broken to fit, or None: many lines of nearly one length, and hardly any longer."""
    lengths = [len(line.rstrip(MARGIN)) for line in raw if line and line.strip(MARGIN)]
    short = [length for length in lengths if length <= WIDEST]
    if len(short) < 4 or len(short) < 0.98 * len(lengths):
        return None
    width = max(short)
    full = sum(length >= 0.85 * width for length in short)
    return width if width >= 30 and full >= 0.25 * len(short) else None


def _continues(previous, words, line, width):
    """Whether a line goes on with the sentence of the line right above it."""
    above = previous.strip(MARGIN)
    if _announces(words, above, width) or head_of(above) or PREAMBLE.fullmatch(above):
        return False
    ended = ENDS_CLAUSE.search(above) is not None
    if width is None:
        return words[0].islower() and not ended and len(above) > 20
    first = words[:2] if HAN.match(words) else words.split(None, 1)[0]
    # In a broken text a comma and a small letter after it are one sentence, however short the line.
    ended = ended and not above.endswith((",", "،"))
    had_no_room = len(previous) + 1 + len(first) > width
    return had_no_room or (words[0].islower() and not ended)


def _announces(words, above, width):
    """A number or heading at the start of a line; in a broken text only where the line above had come to an
    end.
    """
    believed = width is None or ENDS_CLAUSE.search(above) is not None or head_of(above) is not None
    return (believed or len(above) < 0.6 * width) and (
        marker_of(words) is not None or head_of(words) is not None or PREAMBLE.match(words) is not None
    )


def _joined(above, words):
    if above.endswith("-") and above[-2:-1].isalpha():
        return above + words
    if HAN.match(above[-1]) or (HAN.match(words) and not above[-1].isalnum() and not above[-1].isascii()):
        return above + words
    return f"{above} {words}"
