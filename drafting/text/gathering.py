"""The lines of a text handed out to its provisions, one walk from the title to the closing words."""

from dataclasses import dataclass, field

from drafting.text.heads import ENDS_SENTENCE, Head, is_heading, is_masthead
from drafting.text.languages import CLOSING, OPENING, PREAMBLE
from drafting.text.markers import marker_of
from drafting.text.outlining import find_heads
from drafting.text.sentences import MASTHEAD, NO_TITLE, OPENING_LATE, WHY_SUBTITLE, Sentence

LONGEST_OPENING = 160
SHOWN = 60


@dataclass(frozen=True)
class Unplaced:
    line: int
    text: str
    why: str


@dataclass
class Gathered:
    """A provision while its lines are being gathered."""

    kind: str
    line: int
    heading: str = ""
    lines: list = field(default_factory=list)
    follows: bool = False
    head: Head | None = None


class Gatherer:
    """Walks the lines once. Before the first Article or Part it reads title and preamble, then provisions."""

    def __init__(self, lines):
        self.lines = lines
        self.open, self.unplaced, self.notes = [], [], []
        self.heads, notes = find_heads(lines)
        self.notes.extend(notes)
        self.preamble_heading = ""

    def read(self):
        place = self._title(0)
        while place < len(self.lines):
            line = self.lines[place]
            if place in self.heads:
                place = self._head(place)
                continue
            if not self._in_articles():
                self._preamble(line)
            elif line.apart and CLOSING.match(line.text) and self.open[-1].kind in ("article", "closing"):
                self.open.append(Gathered("closing", line.number, lines=[line]))
            else:
                self.open[-1].lines.append(line)
            place += 1

    def _title(self, place):
        while place < len(self.lines) and place not in self.heads and is_masthead(self.lines[place].text):
            self._masthead(self.lines[place])
            place += 1
        if place >= len(self.lines):
            return place
        line = self.lines[place]
        if place in self.heads or PREAMBLE.match(line.text) or _is_opening(line.text):
            self.notes.append(Sentence(NO_TITLE, line=line.number, text=_shown(line.text)))
            return place
        title = Gathered("title", line.number, lines=[line])
        self.open.append(title)
        place += 1
        while place < len(self.lines) and self._goes_on_with_title(place):
            title.lines = [line._replace(text=f"{title.lines[0].text} {self.lines[place].text}")]
            place += 1
        return place

    def _goes_on_with_title(self, place):
        """A title of two lines: the second right under the first, in small letters or, like it, in
        capitals.
        """
        line, above = self.lines[place], self.lines[place - 1].text
        if line.apart or place in self.heads or is_masthead(line.text) or ENDS_SENTENCE.search(line.text):
            return False
        return line.text[0].islower() or (
            line.text.isupper() and above.isupper() and not _is_opening(line.text)
        )

    def _in_articles(self):
        return bool(self.open) and self.open[-1].kind in ("part", "article", "closing")

    def _preamble(self, line):
        begun = any(unit.kind == "preambular" for unit in self.open)
        if not begun and is_masthead(line.text):
            self._masthead(line)
            return
        match = PREAMBLE.match(line.text)
        if match and not begun:
            self.preamble_heading = match["word"]
            rest = line.text[match.end() :]
            if rest:
                self._preambular(line._replace(text=rest))
            return
        if _is_opening(line.text):
            if not begun and not any(unit.kind == "opening" for unit in self.open):
                self._open_unit("opening", line)
                return
            self.notes.append(Sentence(OPENING_LATE, line=line.number, text=_shown(line.text)))
        elif not begun and self._is_subtitle(line.text):
            self.unplaced.append(Unplaced(line.number, line.text, Sentence(WHY_SUBTITLE)))
            return
        self._preambular(line)

    def _preambular(self, line):
        marker = marker_of(line.text)
        # "(1) The protection …" is a recital of its own; "(a) …" belongs to the paragraph above.
        if (
            marker
            and marker.readings[0].style != "number"
            and self.open
            and self.open[-1].kind == "preambular"
        ):
            self.open[-1].lines.append(line)
        else:
            self._open_unit("preambular", line)

    def _open_unit(self, kind, line):
        self.open.append(Gathered(kind, line.number, heading=self.preamble_heading, lines=[line]))
        self.preamble_heading = ""

    def _is_subtitle(self, text):
        after_title = bool(self.open) and self.open[-1].kind == "title" and not self.preamble_heading
        return after_title and is_heading(text) and len(text.split()) <= 12 and bool(self.heads)

    def _head(self, place):
        head, line = self.heads[place], self.lines[place]
        unit = Gathered(head.kind, line.number, follows=head.times > 1, head=head)
        self.open.append(unit)
        if head.rest:
            if is_heading(head.rest) or self._stands_over_numbers(place, head.rest):
                unit.heading = head.rest
            else:
                unit.lines.append(line._replace(text=head.rest))
        elif self._heading_below(place, head.kind):
            unit.heading = self.lines[place + 1].text
            return place + 2
        return place + 1

    def _heading_below(self, place, kind):
        """A short line under the number, no sentence, with something under it that belongs to it."""
        if place + 1 >= len(self.lines) or place + 1 in self.heads:
            return False
        below = self.lines[place + 1].text
        if marker_of(below) or not is_heading(below):
            return False
        return place + 2 < len(self.lines) and (kind == "part" or place + 2 not in self.heads)

    def _stands_over_numbers(self, place, rest):
        """ "Article 4. Right to life." right above "1. …" is a heading though it ends with a full stop."""
        below = (
            self.lines[place + 1].text if place + 1 < len(self.lines) and place + 1 not in self.heads else ""
        )
        marker = marker_of(below)
        return (
            len(rest.split()) <= 8
            and rest.endswith((".", "。"))
            and bool(marker)
            and marker.readings[0].ordinal == 1
        )

    def _masthead(self, line):
        self.notes.append(Sentence(MASTHEAD, line=line.number, text=_shown(line.text)))


def _is_opening(text):
    return (
        len(text) <= LONGEST_OPENING
        and OPENING.match(text) is not None
        and not text.endswith((".", "。", ";", "；"))
    )


def _shown(text):
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + "…"
