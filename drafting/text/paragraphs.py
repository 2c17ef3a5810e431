"""The paragraphs inside one provision: their numbers, their depth, and where each stands in the raw text."""

from dataclasses import dataclass

from drafting.text.markers import ALPHABETS, marker_of, number_lines
from drafting.text.numerals import to_roman

TOP_STYLES = ("number", "upper roman")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a provision.

    `label` is canonical in every language: "" for a lone one without a number, "2", "2 (a)", "2 (a) (i)".
    `start` and `end` are its span in the raw text, with the printed number and the line's end; the spans of
    all paragraphs together cover the text. `body` is where the words begin. `level` is 1 for "2", 2 for
    "(a)".
    """

    label: str
    printed: str
    start: int
    end: int
    body: int
    level: int

    def words(self, text):
        """Its words as they stand in the raw text, without number and line's end."""
        return text[self.body : self.end].rstrip()


def paragraphs(text):
    """The paragraphs of one provision, a line each; joined back their spans give the text to the byte.

    (i) is the letter after (h) when the next of its kind is not (ii), else the Roman one. Paragraphs without
    a number are counted "1", "2"…; beside numbered ones they are the "chapeau" or stand at the "end" of one.
    """
    lines = _lines(text)
    markers = [marker_of(text[start:end]) for start, end in lines]
    places = number_lines(markers)
    return _labelled(
        lines, [marker if place else None for marker, place in zip(markers, places, strict=True)], places
    )


def _lines(text):
    """Spans of the lines that hold something; blank lines belong to the one before, at the top to the
    first.
    """
    spans, start = [], 0
    for line in text.splitlines(keepends=True) if text else []:
        end = start + len(line)
        if spans and (not line.strip() or not text[spans[-1][0] : spans[-1][1]].strip()):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        start = end
    return spans


def _labelled(lines, markers, places):
    numbered = any(place and len(place) == 1 and _is_top(place) for place in places)
    found, taken, plain, anchor, item = [], {}, 0, "", ""
    for (start, end), marker, place, going in zip(lines, markers, places, _going_on(places), strict=True):
        if place:
            label = _label(place) if _is_top(place) else f"{anchor} {_label(place)}".strip()
            label = f"{label} {marker.latin}" if marker.latin else label
            anchor = label if len(place) == 1 and numbered else anchor
        elif len(lines) == 1:
            label = ""
        elif numbered:
            label = f"{item if going else anchor} end" if anchor else "chapeau"
        else:
            plain += 1
            label = anchor = str(plain)
        label = _unique(label, taken)
        item = label if place else item
        printed, body = (marker.printed, start + marker.body) if marker else ("", start)
        level = len(place) + (not numbered and not _is_top(place)) if place else 1
        found.append(Paragraph(label, printed, start, end, min(body, end), level))
    return found


def _going_on(places):
    """For each line whether the list of the item above it goes on below: then the line belongs to that item."""
    following, below = [None] * len(places), None
    for index in range(len(places) - 1, -1, -1):
        following[index] = below
        below = places[index] or below
    answers, above = [], None
    for index, place in enumerate(places):
        nested = above is not None and len(above) > 1 and following[index] is not None
        answers.append(nested and following[index][: len(above) - 1] == above[:-1])
        above = place or above
    return answers


def _is_top(place):
    return place[0].style in TOP_STYLES or bool(place[0].shown)


def _label(place):
    """The components from the outermost on; a decimal number ("4.1") names its own way down."""
    first = max((depth for depth, reading in enumerate(place) if reading.shown), default=0)
    return " ".join(_component(reading, depth) for depth, reading in enumerate(place[first:]))


def _component(reading, depth):
    style, ordinal, shown = reading
    if shown:
        return shown
    if style == "number":
        return str(ordinal) if depth == 0 else f"({ordinal})"
    if style.endswith("roman"):
        shown = to_roman(ordinal)
        return f"({shown})" if style.startswith("upper") else f"({shown.lower()})"
    repeats, place = divmod(ordinal - 1, 26)
    letter = ALPHABETS[0][place] * (repeats + 1)
    return f"({letter.upper()})" if style.startswith("upper") else f"({letter})"


def _unique(label, taken):
    """A printed number used twice is told apart: "2", "2 again", "2 again 3"."""
    shown, count = label, taken.get(label, 0) + 1
    if count > 1:
        shown = f"{label} again" if count == 2 else f"{label} again {count}"
    taken[label] = count
    if shown != label and shown in taken:
        return _unique(shown, taken)
    taken.setdefault(shown, 1)
    return shown
