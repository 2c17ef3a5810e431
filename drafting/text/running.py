"""Running text: one text with every proposal in it, in brackets that name who asks for it.

`(words — X)` is an insertion proposed by X, `[words — X]` are words that X wants out; parties stand between commas,
brackets nest. `build` makes it from proposals, `parse` reads it back, also where others wrote it.
"""

import re
from dataclasses import dataclass

from drafting.text.differences import diff

DASH = " — "
OPEN, CLOSE = "[(", {"[": "]", "(": ")"}
# Behind a bracket of the text itself, where one could be taken for ours; it has no width and reading removes it.
JOINER = "\u2060"


@dataclass(frozen=True)
class Edit:
    """What `parties` want of the base text: its words from `start` to `end` out, or `words` in at `start`."""

    start: int
    end: int
    words: str
    parties: tuple

    @property
    def deletes(self):
        return self.end > self.start


def edits_of(words, proposed, parties, start=0):
    """The Edits that turn `words`, which stand at `start` of the base text, into what `parties` propose."""
    at = start
    for kind, text in diff(words, proposed):
        if kind == "insert":
            yield Edit(at, at, text, tuple(parties))
        else:
            if kind == "delete":
                yield Edit(at, at + len(text), text, tuple(parties))
            at += len(text)


def build(base, edits):
    """The running text of `base` with all `edits` in it. The same words asked for by several stand once."""
    spans = _nested(_merged(edit for edit in edits if edit.deletes))
    inserts = _merged(edit for edit in edits if not edit.deletes)
    marks = sorted(
        {0, len(base), *(at for span in spans for at in span[:2]), *(at for at, _end, _w in inserts)}
    )
    out = []
    for index, at in enumerate(marks):
        out += [_closing(span[2]) for span in sorted(spans, key=lambda s: -s[0]) if span[1] == at]
        out += [
            f"({_plain(w)}{_closing(who, ')')}"
            for (pos, _end, w), who in sorted(inserts.items())
            if pos == at
        ]
        out += ["[" for span in spans if span[0] == at]
        out.append(_plain(base[at : marks[index + 1]]) if index + 1 < len(marks) else "")
    return "".join(out)


def as_printed(base, edits):
    """The Edits of the brackets that `build` prints, one a bracket, in the order in which `parse` reads them back."""
    spans = _nested(_merged(edit for edit in edits if edit.deletes))
    printed = [Edit(start, end, base[start:end], tuple(sorted(who))) for start, end, who in spans]
    inserts = _merged(edit for edit in edits if not edit.deletes)
    printed += [Edit(at, at, words, tuple(sorted(who))) for (at, _end, words), who in inserts.items()]
    return sorted(printed, key=lambda e: (e.start, e.end, e.words))


def parse(text):
    """(base, Edits) of a running text. A bracket that names nobody is the text's own."""
    base, edits, _at = _read(text, 0, "", 0)
    return base, sorted(edits, key=lambda e: (e.start, e.end, e.words))


def _merged(edits):
    merged = {}
    for edit in edits:
        who = merged.setdefault((edit.start, edit.end, edit.words), [])
        who += [party for party in edit.parties if party not in who]
    return merged


def _nested(merged):
    """Spans as (start, end, parties) of which any two are apart or one holds the other: overlaps are cut in two."""
    waiting = sorted(
        ((start, end, who) for (start, end, _w), who in merged.items()), key=lambda s: (s[0], -s[1])
    )
    done = []
    while waiting:
        start, end, who = waiting.pop(0)
        crossed = next((s for s in done if s[0] < start < s[1] < end), None)
        if crossed:
            waiting = sorted(
                [(start, crossed[1], who), (crossed[1], end, who), *waiting], key=lambda s: (s[0], -s[1])
            )
            continue
        same = next((s for s in done if s[:2] == (start, end)), None)
        if same:
            same[2].extend(party for party in who if party not in same[2])
        else:
            done.append((start, end, list(who)))
    return done


def _closing(parties, bracket="]"):
    return DASH + ", ".join(_name(party) for party in sorted(parties)) + bracket


def _plain(words, signs="[]()"):
    return "".join(sign + JOINER if sign in signs else sign for sign in words)


def _name(party):
    """A name as it is printed: "Iran (Islamic Republic of)" as it is; signs that would be taken for ours, marked."""
    if not re.fullmatch(r"[^()]*(?:\([^()]*\)[^()]*)*", party):
        return _plain(party, "[](),—")
    parts = re.split(r"(\([^()]*\))", party)
    return "".join(_plain(part, "[]—" if index % 2 else "[],—") for index, part in enumerate(parts))


def _read(text, at, closing, offset):
    """Read until `closing`; returns (base words, edits, place behind). Base offsets count from `offset`."""
    base, edits = "", []
    while at < len(text):
        sign = text[at]
        if text[at + 1 : at + 2] == JOINER:
            base, at = base + sign, at + 2
            continue
        if sign == closing:
            break
        found = _bracket(text, at, offset + len(base)) if sign in OPEN else None
        if found is None:
            if sign == DASH[1] and closing and text[at - 1] == " " and _names_end(text, at, closing):
                break  # the words of this bracket end here
            base, at = base + sign, at + 1
            continue
        words, inner, at = found
        base, edits = base + words, edits + inner
    return base, edits, at


def _bracket(text, at, offset):
    """What stands in the bracket at `at`, or None where it is no bracket of ours."""
    closing = CLOSE[text[at]]
    words, inner, end = _read(text, at + 1, closing, offset)
    named = text[end : end + 2] == DASH[1:] and _names_end(text, end, closing)
    if not named or not words.endswith(" ") and not (words == "" and inner):
        return None
    words = words.removesuffix(" ")
    # A comma inside the brackets of a name parts no names.
    names = re.split(rf",(?!{JOINER})(?![^()]*\)(?!{JOINER}))", text[end + 2 : named])
    parties = tuple(name.replace(JOINER, "").strip() for name in names)
    if text[at] == "[":
        return words, [Edit(offset, offset + len(words), words, parties), *inner], named + 1
    return "", [Edit(offset, offset, words, parties)], named + 1


def _names_end(text, dash, closing):
    """Where the list of parties behind a dash ends, 0 where there is none: their brackets are closed."""
    at = first = dash + 2
    inside = False
    while text[dash:first] == DASH[1:] and at < len(text):
        if text[at + 1 : at + 2] == JOINER:
            at += 1
        elif text[at] in "()" and inside != (text[at] == "("):
            inside = not inside  # the brackets of a name
        elif text[at] in "[]()—":
            return at if text[at] == closing and not inside and text[first:at].strip() else 0
        at += 1
    return 0
