"""A whole text read into its provisions: title, opening words, preamble, Parts and Articles.

What the text brings is never dropped: a line is part of a provision, a note (symbols, dates, mastheads)
or named as unplaced with its number and the reason.
"""

from dataclasses import dataclass
from functools import cached_property

from drafting.text.gathering import Gatherer, Unplaced
from drafting.text.languages import guess_language
from drafting.text.lines import read_lines
from drafting.text.markers import marker_of
from drafting.text.numbering import latin_ordinal, place_labels, printed_label
from drafting.text.paragraphs import Paragraph, paragraphs
from drafting.text.sentences import JOINED_LINES, NO_WORDS_UNDER, NUMBERED_OTHERWISE, TWICE, Sentence

__all__ = ["Outline", "Paragraph", "Unit", "Unplaced", "paragraphs", "read_structure", "write_structure"]


@dataclass(frozen=True)
class Unit:
    """A provision. `text` holds its paragraphs, one a line, numbers as printed; `line` is where it begins."""

    kind: str
    label: str
    heading: str
    text: str
    line: int
    uid: str = ""


@dataclass(frozen=True)
class Outline:
    """What was understood of a text. `notes` and each `why` are Sentences, to be shown to the drafter."""

    units: tuple
    unplaced: tuple
    notes: tuple
    language: str
    footnotes: tuple = ()

    def count(self, kind):
        return sum(unit.kind == kind for unit in self.units)

    @cached_property
    def paragraphs(self):
        """Number of paragraphs in the Articles."""
        return sum(len(paragraphs(unit.text)) for unit in self.units if unit.kind == "article")


def read_structure(text, language=None):
    """Read a text in any of the six languages into an Outline; the language is guessed where it is not given.

    Opening words are a short line ("The Human Rights Council,") before the first preambular paragraph; where
    such a line stands between preambular paragraphs, it is one of them. Never raises for a str.
    """
    page = read_lines(text)
    reader = Gatherer(page.lines)
    reader.read()
    notes = [*page.notes, *reader.notes]
    if page.width and len(text) > 2000:
        notes.insert(0, Sentence(JOINED_LINES, width=page.width))
    units = tuple(_labelled(reader.open, notes))
    return Outline(
        units, tuple(reader.unplaced), tuple(notes), language or guess_language(text), page.footnotes
    )


def write_structure(units, language="en"):
    """Print provisions (Unit or UnitText) as a text that reads back to the same provisions."""
    blocks = []
    for unit in units:
        printed = "" if unit.label.startswith("PP") else printed_label(unit.label, language)
        if printed:
            head = f"{printed}. {unit.heading}" if unit.heading else printed
            blocks.append("\n".join(part for part in (head, unit.text) if part))
        elif unit.heading:
            blocks.append(f"{unit.heading}\n\n{unit.text}")
        else:
            blocks.append(unit.text)
    return "\n\n".join(blocks) + "\n"


def _labelled(gathered, notes):
    labels = place_labels([(unit.kind, unit.follows) for unit in gathered])
    for unit, label in zip(gathered, labels, strict=True):
        printed = _printed_by_author(unit)
        if printed and printed != label:
            notes.append(Sentence(NUMBERED_OTHERWISE, line=unit.line, printed=printed, label=label))
        if unit.kind == "article" and not unit.lines:
            notes.append(Sentence(NO_WORDS_UNDER, label=label, line=unit.line))
        text = _text(unit.lines)
        for twice in (
            item.printed for item in paragraphs(text) if item.label.endswith(" again") and item.printed
        ):
            notes.append(Sentence(TWICE, label=label, printed=twice))
        yield Unit(unit.kind, label, unit.heading, text, unit.line)


def _text(lines):
    """The lines of a provision. Indentation is kept where a list stands in a list of the same form, which
    nothing else would show: "1." within "1.".
    """
    numbered = [(line, marker) for line in lines if (marker := marker_of(line.text))]
    forms = {(marker.form, marker.readings[0].style, line.indent) for line, marker in numbered}
    if len({form[:2] for form in forms}) == len(forms):
        return "\n".join(line.text for line in lines)
    steps = sorted({line.indent for line, _ in numbered})
    depths = {line: steps.index(line.indent) for line, _ in numbered}
    return "\n".join("  " * depths.get(line, 0) + line.text for line in lines)


def _printed_by_author(unit):
    """The canonical label of the number that stands in the file."""
    if unit.head is None or unit.kind != "article":
        return ""
    if unit.head.number is None:
        return unit.head.printed
    latin = f" {latin_ordinal(unit.head.times)}" if unit.head.times > 1 else ""
    return f"Article {unit.head.number}{latin}"
