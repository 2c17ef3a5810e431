"""Labels of provisions: one canonical English key each, its printed form, and its form in an address."""

import regex

from drafting.text.numerals import ARABIC_ORDINALS, from_roman, to_han, to_roman

LATIN_ORDINALS = (
    *("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"),
    *("undecies", "duodecies", "terdecies", "quaterdecies", "quindecies", "sexdecies", "septdecies"),
    *("octodecies", "novodecies", "vicies"),
)
ARABIC_REPEATED = "مكررا"
ARABIC_TIMES = ("ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا")

NUMBERED = ("preambular", "part", "article")
SINGLE = {"title": "Title", "opening": "Opening", "closing": "Closing"}
LABEL = regex.compile(
    r"(?P<word>PP|Part |Article )(?P<number>\d{1,6}|[IVXLC]{1,12})(?: (?P<latin>\p{L}+|\d+))?"
)
SLUG = regex.compile(r"(?P<word>pp|part|article)-(?P<number>\d{1,6})(?:-(?P<latin>[a-z]+|\d+))?")

PRINTED_ARTICLE = {
    "ar": "المادة %s",
    "en": "Article %s",
    "es": "Artículo %s",
    "fr": "Article %s",
    "ru": "Статья %s",
    "zh": "第%s条",
}
PRINTED_PART = {
    "ar": "الجزء %s",
    "en": "Part %s",
    "es": "Parte %s",
    "fr": "Partie %s",
    "ru": "Часть %s",
    "zh": "第%s部分",
}


def roman(n):
    """4 → "IV"."""
    return to_roman(n)


def latin_ordinal(times):
    """The word for the times-th unit of one number: 2 → "bis"; past the Latin words, the figure."""
    return LATIN_ORDINALS[times - 2] if times - 2 < len(LATIN_ORDINALS) else str(times)


def place_labels(units):
    """Labels for units in the order of the text, given as (kind, follows).

    Articles run through the whole text. A unit that follows is numbered after the one before it of
    its kind: "Article 4 bis", "Article 4 ter". The first of a kind cannot follow anything.
    """
    numbers, times, labels = {}, {}, []
    for kind, follows in units:
        if follows and kind in NUMBERED and numbers.get(kind):
            times[kind] += 1
        else:
            numbers[kind] = numbers.get(kind, 0) + 1
            times[kind] = 1
        labels.append(_label(kind, numbers[kind], times[kind]))
    return labels


def is_repeated(label):
    """Whether a label is bis, ter … of the number before it: "Article 4 bis", "PP3 ter"."""
    match = LABEL.fullmatch(label)
    return match is not None and match["latin"] is not None


def printed_label(label, language):
    """The label as a text in that language prints it; "" for title, opening and closing words.

    Preambular paragraphs carry no number in print: "PP3" is what a screen shows.
    """
    match = LABEL.fullmatch(label)
    if match is None:
        return ""
    if match["word"] == "PP":
        return label
    language = language[:2] if language[:2] in PRINTED_ARTICLE else "en"
    if match["word"] == "Part ":
        return _printed(PRINTED_PART, language, _part_number(match["number"], language), match["latin"])
    number = int(match["number"])
    shown = to_han(number) if language == "zh" else str(number)
    if language == "fr" and number == 1:
        shown = "premier"
    return _printed(PRINTED_ARTICLE, language, shown, match["latin"])


def place_slug(label):
    """ "Article 4 bis" → "article-4-bis", "PP3" → "pp-3", "Part II" → "part-2", "Title" → "title"."""
    match = LABEL.fullmatch(label)
    if match is None:
        return label.lower().replace(" ", "-")
    number = match["number"] if match["number"].isdecimal() else from_roman(match["number"])
    return "-".join(str(part) for part in (match["word"].strip().lower(), number, match["latin"]) if part)


def label_of_slug(slug):
    """The way back from `place_slug`. Raises ValueError for what is no label's slug."""
    match = SLUG.fullmatch(slug)
    if match:
        word, number = match["word"], int(match["number"])
        shown = {"pp": f"PP{number}", "part": f"Part {to_roman(number)}", "article": f"Article {number}"}[
            word
        ]
        return f"{shown} {match['latin']}" if match["latin"] else shown
    word, _, number = slug.partition("-")
    if word in SINGLE and (not number or number.isdecimal()):
        return f"{SINGLE[word]} {number}".strip()
    raise ValueError(f"No provision is called {slug!r}.")


def paragraph_slug(label):
    """ "2 (a) (i)" → "2-a-i": for addresses; look the paragraph up by it, it does not lead back."""
    return regex.sub(r"[^\p{L}\p{N}.]+", "-", label).strip("-").lower()


def _label(kind, number, times):
    if kind in SINGLE:
        return SINGLE[kind] if number == 1 else f"{SINGLE[kind]} {number}"
    shown = {"preambular": f"PP{number}", "part": f"Part {to_roman(number)}", "article": f"Article {number}"}[
        kind
    ]
    return shown if times == 1 else f"{shown} {latin_ordinal(times)}"


def _part_number(number, language):
    value = int(number) if number.isdecimal() else from_roman(number)
    if language == "zh":
        return to_han(value)
    if language == "ar":
        return ARABIC_ORDINALS[value - 1] if value <= len(ARABIC_ORDINALS) else str(value)
    return number


def _printed(pattern, language, number, latin):
    if not latin:
        return pattern[language] % number
    times = LATIN_ORDINALS.index(latin) + 2 if latin in LATIN_ORDINALS else int(latin)
    if language == "zh":
        return pattern[language] % number + "之" + to_han(times)
    if language == "ar":
        again = ARABIC_TIMES[times - 3] if 0 <= times - 3 < len(ARABIC_TIMES) else str(times)
        latin = ARABIC_REPEATED if times == 2 else f"{ARABIC_REPEATED} {again}"
    return pattern[language] % f"{number} {latin}"
