"""The numbers printed in front of paragraphs, and the lists that they form when read in sequence."""

from typing import NamedTuple

import regex

from drafting.text.numbering import LATIN_ORDINALS
from drafting.text.numerals import from_han, from_roman

LATIN = "|".join(sorted(LATIN_ORDINALS, key=len, reverse=True))
# (a), a), a., 1., 1), (1), 1-, 4.1, A.1, (一), 一、 and their like, with "bis" before the bracket.
MARKER = regex.compile(
    rf"""(?P<indent>[ \t\u3000\u00a0]*)(?P<open>[(（])?
    (?P<number>(?:\d{{1,3}}|\p{{Lu}}(?=\.\d))(?:\.\d{{1,3}}){{0,5}}
    |[ivxlcIVXLC]{{1,8}}|(?P<letter>\p{{L}})(?P=letter){{0,2}}|[一二三四五六七八九十]{{1,3}})
    (?:[ ]?(?P<latin>{LATIN}))?
    (?P<close>[)）]|\.(?!\d)|[、．]|[ ]?[-–](?=[ ]))?
    (?P<space>[ \t\u00a0\u3000]+|$|(?<=[、．）]))""",
    regex.VERBOSE,
)

ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", CYRILLIC, ABJAD)
LOOKAHEAD = 40
DEEPEST = 7


class Reading(NamedTuple):
    """One way to read a number: (i) is the ninth letter or the first Roman one. `shown` is a decimal
    number whole.
    """

    style: str
    ordinal: int
    shown: str = ""


class Marker(NamedTuple):
    printed: str
    form: str
    readings: tuple
    latin: str
    body: int
    indent: int


class _Open(NamedTuple):
    """A list that may go on: its brackets, its indentation and its last number."""

    form: str
    indent: int
    last: Reading

    def may_go_on(self, marker, reading):
        return (self.form, self.indent, self.last.style) == (marker.form, marker.indent, reading.style)


def marker_of(line):
    """The number printed at the start of a line, or None."""
    match = MARKER.match(line)
    if match is None or not (match["close"] or "." in match["number"]):
        return None
    if match["open"] and (match["close"] or "") not in ")）":
        return None
    readings = _readings(match["number"])
    if not readings:
        return None
    printed = line[: match.start("space")].strip()
    form = ("(" if match["open"] else "") + (match["close"] or ".").strip().replace("）", ")")
    return Marker(printed, form, readings, match["latin"] or "", match.end(), len(match["indent"]))


def number_lines(markers):
    """For each marker the path of readings that leads to it, by sequence; None for a line without a
    number.
    """
    open_lists, places = [], []
    markers = _without_initials(markers)
    for index, marker in enumerate(markers):
        if marker is None:
            places.append(None)
            continue
        near = markers[index + 1 : index + 1 + LOOKAHEAD]
        following = next((later for later in near if later and later.form == marker.form), None)
        depth, reading = _place(marker, open_lists, following)
        del open_lists[min(depth, DEEPEST) :]
        open_lists.append(_Open(marker.form, marker.indent, reading))
        places.append(tuple(item.last for item in open_lists))
    return places


def _place(marker, open_lists, following):
    """Depth and reading: the list that it continues, else a new list that it begins, else a gap in a list.

    What the next marker of the same form continues comes first: (i) before (ii) is Roman, even after (h).
    Where lines are indented, a list goes on at its own depth only.
    """
    deeper = [depth for depth, item in enumerate(open_lists) if item.indent > marker.indent]
    fresh = deeper[0] if deeper else len(open_lists)
    if marker.readings[0].shown:
        fresh = min(fresh, _decimal_depth(marker.readings[0], open_lists))
    choices = []
    for rank, reading in enumerate(marker.readings):
        fitting = [depth for depth, item in enumerate(open_lists) if item.may_go_on(marker, reading)]
        goes_on = following is not None and any(
            other.style == reading.style and other.ordinal == reading.ordinal + 1
            for other in following.readings
        )
        wanted = reading.ordinal - (0 if marker.latin else 1)
        continued = [depth for depth in fitting if reading.shown or open_lists[depth].last.ordinal == wanted]
        if continued:
            choices.append(((0 if goes_on else 2, rank), continued[-1], reading))
        elif reading.ordinal == 1:
            # A second "1." beside an open list of numbers starts that list again.
            choices.append(((1 if goes_on else 3, rank), fitting[-1] if fitting else fresh, reading))
        else:
            choices.append(((4 if fitting else 5, rank), fitting[-1] if fitting else fresh, reading))
    _, depth, reading = min(choices)
    return depth, reading


def _decimal_depth(reading, open_lists):
    """ "4.1" stands under "4." and under nothing else: not under the last item of a list before it."""
    for depth, item in enumerate(open_lists):
        if item.last.shown:
            continue
        if item.last.style != "number" or str(item.last.ordinal) != reading.shown.partition(".")[0]:
            return depth
    return len(open_lists)


def _without_initials(markers):
    """A capital with a full stop and no neighbour in sequence is somebody's initial or the word "I"."""
    seen = {reading[:2] for marker in markers if marker and marker.form == "." for reading in marker.readings}
    kept = []
    for marker in markers:
        if marker and marker.form == "." and marker.readings[0].style.startswith("upper"):
            near = {(style, ordinal + step) for style, ordinal, _ in marker.readings for step in (-1, 1)}
            marker = marker if near & seen else None
        kept.append(marker)
    return kept


def _readings(number):
    if "." in number:
        return (Reading(f"dotted {number.count('.')}", int(number.rpartition(".")[2]), number),)
    if number.isdecimal():
        return (Reading("number", int(number)),)
    han = from_han(number)
    if han:
        return (Reading("number", han),)
    case = "upper" if number.isupper() else "lower"
    found = []
    for alphabet in ALPHABETS:
        place = alphabet.find(number[0].lower())
        if place >= 0 and len(set(number)) == 1:
            found.append(Reading(f"{case} letter", place + 1 + len(alphabet) * (len(number) - 1)))
    roman = from_roman(number)
    if roman:
        found.append(Reading(f"{case} roman", roman))
    return tuple(found)
