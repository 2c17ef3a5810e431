"""Which lines of a text begin its provisions: those that say Article, or, where none does, its outermost
numbers.
"""

import regex

from drafting.text.heads import Head, head_of, is_heading, section_of
from drafting.text.markers import marker_of, number_lines
from drafting.text.sentences import NO_ARTICLE, NUMBERS_AS_ARTICLES, SECTIONS_AS_ARTICLES, Sentence

# "4 Terms and definitions": standards print their clauses without a full stop.
BARE = regex.compile(r"(?P<number>\d{1,2})[ \t\u00a0\u3000]{1,4}(?P<rest>\p{Lu}.*)")


def find_heads(lines):
    """{place: Head} of a text's lines, and what is to be said about how they were found."""
    heads = {place: head for place, line in enumerate(lines) if (head := head_of(line.text))}
    if not lines or any(head.kind == "article" for head in heads.values()):
        return heads, []
    sections = {place: head for place, line in enumerate(lines) if (head := section_of(line.text))}
    if len(sections) > 1:
        word = lines[min(sections)].text.split()[0]
        return heads | sections, [Sentence(SECTIONS_AS_ARTICLES, word=word)]
    numbered = _bare(lines) or _outermost(lines, heads)
    note = Sentence(NUMBERS_AS_ARTICLES) if numbered else Sentence(NO_ARTICLE)
    return numbered | heads, [note]


def _bare(lines):
    """Clauses numbered 1, 2, 3 without a full stop, in a text whose paragraphs are numbered 4.1, 4.2."""
    dotted = sum(bool((marker := marker_of(line.text)) and marker.readings[0].shown) for line in lines)
    if dotted < 2:
        return {}
    heads, last = {}, None
    for place, line in enumerate(lines):
        match = BARE.fullmatch(line.text)
        if match and is_heading(match["rest"]) and (last is None or int(match["number"]) == last + 1):
            last = int(match["number"])
            heads[place] = Head("article", last, 1, match["rest"], True)
    return heads if len(heads) > 1 else {}


def _outermost(lines, heads):
    """The least indented numbers, with capital letters after them; in a flat text the outermost list of
    numbers.
    """
    markers = [None if place in heads else marker_of(line.text) for place, line in enumerate(lines)]
    tops = [place for place, marker in enumerate(markers) if marker and _is_top(marker)]
    if len({line.indent for line, marker in zip(lines, markers, strict=True) if marker}) > 1:
        for indent in sorted({lines[place].indent for place in tops}):
            least = [place for place in tops if lines[place].indent == indent]
            if _in_sequence([markers[place] for place in least]):
                return {place: _head(lines[place].text, markers[place]) for place in least}
    numbers = [marker if marker and marker.readings[0].style == "number" else None for marker in markers]
    ways = number_lines(numbers)
    return {
        place: _head(lines[place].text, numbers[place])
        for place, way in enumerate(ways)
        if way and len(way) == 1
    }


def _is_top(marker):
    return marker.readings[0].style in ("number", "upper letter")


def _in_sequence(markers):
    """1, 2, 3, and after the numbers perhaps A, B: one list that runs through the whole text."""
    ordinals = [marker.readings[0].ordinal for marker in markers]
    styles = [marker.readings[0].style for marker in markers]
    steps = list(zip(ordinals, ordinals[1:], styles, styles[1:], strict=False))
    return (
        ordinals[0] == 1
        and bool(steps)
        and all(
            after == before + 1 if style == following else after == 1
            for before, after, style, following in steps
        )
    )


def _head(text, marker):
    reading = marker.readings[0]
    number = reading.ordinal if reading.style == "number" else None
    return Head("article", number, 2 if marker.latin else 1, text[marker.body :], True, marker.printed)
