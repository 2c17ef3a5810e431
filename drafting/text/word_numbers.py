"""The numbers that Word prints by itself in front of paragraphs, worked out from numbering.xml and
styles.xml.
"""

from typing import NamedTuple

import regex

from drafting.text.numerals import to_han, to_roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDINAL_WORDS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")
CARDINAL_WORDS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
HIJAI = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
DEEPEST = 9


class Level(NamedTuple):
    start: int
    form: str
    pattern: str
    restart: int | None
    legal: bool


class WordNumbers:
    """Counts along the paragraphs of one document, as Word does when it lays the document out."""

    def __init__(self, numbering, styles):
        self.lists, self.abstract_of = {}, {}
        self.style_numbers, self.style_parents, self.counts = {}, {}, {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def printed(self, properties):
        """The number of the paragraph with these w:pPr, "" for none; counts on."""
        number, depth = self._number_of(properties)
        levels = self.lists.get(number)
        if not levels or depth not in levels:
            return ""
        counts = self.counts.setdefault(self.abstract_of.get(number, number), {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart != 0 and (restart is None or depth < restart):
                del counts[deeper]
        return _shown(levels, counts, depth)

    def _number_of(self, properties):
        style = None
        if properties is not None:
            mark = properties.find(f"{W}numPr")
            style = _value(properties.find(f"{W}pStyle"))
            if mark is not None and mark.find(f"{W}numId") is not None:
                return _value(mark.find(f"{W}numId")), _whole(_value(mark.find(f"{W}ilvl")), 0)
        seen = set()
        while style and style not in seen:
            seen.add(style)
            if style in self.style_numbers:
                return self.style_numbers[style]
            style = self.style_parents.get(style)
        return None, 0

    def _read_lists(self, numbering):
        abstracts = {}
        for abstract in numbering.iterfind(f"{W}abstractNum"):
            abstracts[abstract.get(f"{W}abstractNumId")] = {
                _whole(level.get(f"{W}ilvl"), 0): _level(level) for level in abstract.iterfind(f"{W}lvl")
            }
        for entry in numbering.iterfind(f"{W}num"):
            number, abstract = entry.get(f"{W}numId"), _value(entry.find(f"{W}abstractNumId"))
            levels = dict(abstracts.get(abstract, {}))
            changed = False
            for override in entry.iterfind(f"{W}lvlOverride"):
                changed |= _override(levels, override)
            self.lists[number] = levels
            # Lists made from one pattern count on together, unless one of them says where to start.
            self.abstract_of[number] = f"own {number}" if changed else abstract

    def _read_styles(self, styles):
        for style in styles.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId")
            self.style_parents[name] = _value(style.find(f"{W}basedOn"))
            mark = style.find(f"{W}pPr/{W}numPr")
            if mark is not None and mark.find(f"{W}numId") is not None:
                depth = _whole(_value(mark.find(f"{W}ilvl")), 0)
                self.style_numbers[name] = (_value(mark.find(f"{W}numId")), depth)


def _override(levels, override):
    depth = _whole(override.get(f"{W}ilvl"), 0)
    inner, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
    if inner is not None:
        levels[depth] = _level(inner)
    if start is not None and depth in levels:
        levels[depth] = levels[depth]._replace(start=_whole(_value(start), 1))
    return start is not None


def _level(level):
    restart = level.find(f"{W}lvlRestart")
    return Level(
        _whole(_value(level.find(f"{W}start")), 1),
        _value(level.find(f"{W}numFmt")) or "decimal",
        _value(level.find(f"{W}lvlText")) or "",
        None if restart is None else _whole(_value(restart), 0),
        level.find(f"{W}isLgl") is not None,
    )


def _shown(levels, counts, depth):
    level = levels[depth]
    if level.form in ("bullet", "none"):
        return ""

    def number(match):
        place = int(match.group(1)) - 1
        if place not in levels:
            return ""
        form = "decimal" if level.legal else levels[place].form
        return _formatted(counts.get(place, levels[place].start), form)

    return regex.sub(r"%([1-9])", number, level.pattern).strip()


def _formatted(number, form):
    if form in ("upperRoman", "lowerRoman"):
        shown = to_roman(number)
        return shown if form == "upperRoman" else shown.lower()
    alphabets = {
        "arabicAbjad": ABJAD,
        "arabicAlpha": HIJAI,
        "russianLower": CYRILLIC,
        "russianUpper": CYRILLIC.upper(),
    }
    if form in ("lowerLetter", "upperLetter") or form in alphabets:
        alphabet = alphabets.get(form, "abcdefghijklmnopqrstuvwxyz")
        repeats, place = divmod(max(number, 1) - 1, len(alphabet))
        shown = alphabet[place] * min(repeats + 1, 40)
        return shown.upper() if form == "upperLetter" else shown
    if form.startswith(("chineseCounting", "ideographDigital", "japaneseCounting", "taiwaneseCounting")):
        return to_han(number)
    if form == "decimalZero":
        return f"{number:02d}"
    words = {"cardinalText": CARDINAL_WORDS, "ordinalText": ORDINAL_WORDS}.get(form, ())
    return words[number - 1] if 0 < number <= len(words) else str(number)


def _value(element):
    return None if element is None else element.get(f"{W}val")


def _whole(text, otherwise):
    return int(text) if text and text.isdecimal() and len(text) < 7 else otherwise
