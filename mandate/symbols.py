"""Document symbols: organ, parts and modifiers joined by strokes, such as A/HRC/21/44/Add.1.

The grammar stands here, below the text, because sources have symbols before there is a text.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

VALID, SUSPICIOUS, INVALID, RANGE = "valid", "suspicious", "invalid", "range"
LONGEST = 60

EMPTY = _("A symbol is needed.")
TOO_LONG = _("A symbol has at most %(limit)d characters.")
JOB_NUMBER = _("%(symbol)s is a job number of document services, not a symbol.")
ONE_PART = _("A symbol is parts joined by strokes, such as DEMO/1/Rev.1.")
STRAY = _("“%(part)s” does not belong in a symbol.")
EMPTY_PART = _("A part between two strokes is empty.")
LOWER_CASE = _("A symbol begins with an organ in capitals, such as A/ or DEMO/.")
NO_NUMBER = _("“%(part)s” lacks its number.")
FROM_ONE = _("“%(part)s”: these are counted from 1.")
SEVERAL = _("It names %(count)d documents; each has a symbol of its own.")
NO_PAIR = _("Session and number, as in %(organ)s/21/44, are not both there: please check it.")
NOT_LAST = _("“%(part)s” usually stands at the end: please check it.")

# Each part is checked by itself, and none is long: every pattern is linear.
SHAPES = re.compile(
    r"(?:[A-Z]{1,3}-)?\d+(?:\([A-Z0-9]{1,8}\))?|[A-Z][A-Za-z]*(?:-[A-Z]+)?(?:\.(?:\d+|[A-Z]))?"
)
STRAYS = re.compile(r"[^A-Za-z0-9.()/-]")
MODIFIER = re.compile(r"(Add|Rev|Corr|Amend)(?:\.?(\d*))")
SESSION = re.compile(r"(?:[A-Z]{1,3}-)?\d+")
NUMBER = re.compile(r"\d+|[A-Z][A-Za-z]*\.\d+")
SESSION_IN_BRACKETS = re.compile(r"\d+\([A-Z0-9-]+\)")
JOB = re.compile(r"GE\.\d{2}-\d+.*")
SERIES = re.compile(r"(\S+) and (?:Add|Corr|Rev)\.(\d{1,3})-(\d{1,3})")

# As they stand in running text: an organ in capitals, then at least one part with a figure in it.
CITED = re.compile(r"(?<![\w/.])[A-Z][A-Z]{0,4}(?:/[A-Z0-9][A-Za-z0-9.()-]*){1,7}(?:\([A-Z]+\))?")


def check(symbol):
    """(verdict, why) of a document symbol; `why` is a sentence, or "" where there is nothing to say.

    Verdicts: "valid"; "suspicious", to be confirmed by a person; "invalid"; "range", which names several
    documents. Grammar: organ, parts, then modifiers (Add., Rev., Corr., Amend.), each counted from 1.
    """
    if not symbol:
        return INVALID, EMPTY
    if len(symbol) > LONGEST:
        return INVALID, TOO_LONG % {"limit": LONGEST}
    series = SERIES.fullmatch(symbol)
    if series:
        return _series(*series.groups())
    if JOB.fullmatch(symbol):
        return INVALID, JOB_NUMBER % {"symbol": symbol}
    parts = symbol.split("/")
    why = _fault(symbol, parts)
    if why:
        return INVALID, why
    why = _doubt(parts)
    return (SUSPICIOUS, why) if why else (VALID, "")


def _series(first, low, high):
    verdict, why = check(first)
    if verdict == INVALID or not 0 < int(low) < int(high):
        return INVALID, why or FROM_ONE % {"part": f"{low}-{high}"}
    return RANGE, SEVERAL % {"count": int(high) - int(low) + 2}


def _fault(symbol, parts):
    """What no symbol can be, or None."""
    stray = STRAYS.search(symbol)
    if stray:
        return STRAY % {"part": stray.group()}
    if len(parts) < 2:
        return ONE_PART
    if not all(parts):
        return EMPTY_PART
    if not parts[0][0].isupper():
        return LOWER_CASE
    return next((why for part in parts if (why := _fault_of(part))), None)


def _fault_of(part):
    modifier = MODIFIER.fullmatch(part)
    if modifier and not modifier[2]:
        return NO_NUMBER % {"part": part}
    if modifier and modifier[2].startswith("0"):
        return FROM_ONE % {"part": part}
    return None if SHAPES.fullmatch(part) else STRAY % {"part": part}


def _doubt(parts):
    """What a symbol seldom is, or None."""
    body = list(parts)
    while len(body) > 1 and MODIFIER.fullmatch(body[-1]):
        body.pop()
    inside = next((part for part in body if MODIFIER.fullmatch(part)), None)
    if inside:
        return NOT_LAST % {"part": inside}
    if parts[0] == "A" and not _ends_in_session_and_number(body):
        organ = "/".join(part for part in body if part.isalpha())
        return NO_PAIR % {"organ": organ}
    return None


def _ends_in_session_and_number(body):
    """The General Assembly and its organs number by session; an old resolution has it in brackets."""
    if SESSION_IN_BRACKETS.fullmatch(body[-1]):
        return True
    return len(body) > 2 and bool(SESSION.fullmatch(body[-2]) and NUMBER.fullmatch(body[-1]))


def cited_in(text):
    """[(start, end, symbol)] of the symbols in running text, in their order; what only resembles one is left out.

    A full stop or bracket that closes the sentence is not part of the symbol.
    """
    found = []
    for match in CITED.finditer(text):
        symbol = _without_closing(match.group())
        if any(c.isdigit() for c in symbol) and check(symbol)[0] in (VALID, SUSPICIOUS):
            found.append((match.start(), match.start() + len(symbol), symbol))
    return found


def _without_closing(symbol):
    symbol = symbol.rstrip(".-")
    while symbol.endswith(")") and symbol.count(")") > symbol.count("("):
        symbol = symbol[:-1].rstrip(".-")
    return symbol


def possible_symbol(value):
    """Validator of a document symbol; one that is only unusual passes here, and is flagged where it is shown."""
    verdict, why = check(value)
    if verdict in (INVALID, RANGE):
        raise ValidationError(why)
