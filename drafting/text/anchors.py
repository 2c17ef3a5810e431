"""Where chosen words stand, and where they stand in a later text: what the pages ask of anchors."""

from dataclasses import dataclass

from drafting.text.alignment import UnitText, cached_paragraphs
from drafting.text.carrying import carry, carry_along
from drafting.text.locating import crosses, find_words, keep_in_context, suggest
from drafting.text.places import CONTEXT, Anchor, Carried

__all__ = [
    "Anchor",
    "Applied",
    "Carried",
    "Located",
    "anchor_at",
    "apply_proposal",
    "carry",
    "carry_along",
    "locate",
]

FOUND, SEVERAL, ABSENT, CROSSES = "found", "several", "absent", "crosses"


@dataclass(frozen=True)
class Located:
    """Where quoted words stand: "found" (one place), "several", "absent" or "crosses" (over two
    paragraphs).
    """

    status: str
    spans: tuple
    suggestions: tuple = ()


@dataclass(frozen=True)
class Applied:
    """A proposal put into the current words. `then` are the words it was made on, `now` those in their
    place, from `start` to `end` of the current text.
    """

    status: str
    text: str | None
    then: str
    now: str
    start: int | None = None
    end: int | None = None


def locate(text, quote, prefix="", suffix="", span=None):
    """Find quoted words in a provision, or in the span of one of its paragraphs."""
    items = [
        item
        for item in cached_paragraphs(text)
        if span is None or (item.start < span[1] and span[0] < item.end)
    ]
    spans = []
    for item in items:
        low, high = max(item.start, span[0] if span else 0), min(item.end, span[1] if span else len(text))
        spans += find_words(text, quote, (low, high))
    spans = keep_in_context(text, spans, prefix, suffix)
    if spans:
        return Located(FOUND if len(spans) == 1 else SEVERAL, tuple(spans))
    if crosses(text, quote):
        return Located(CROSSES, ())
    return Located(ABSENT, (), suggest(text, quote, [(item.body, item.end) for item in items]))


def anchor_at(text, start, end):
    """The anchor of the words text[start:end]. Raises ValueError where they are no part of one paragraph."""
    for item in cached_paragraphs(text):
        if item.start <= start < end <= item.end and text[start:end].strip():
            before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            return Anchor(item.label, start, end, text[start:end], before, after)
    raise ValueError("These words do not stand in one paragraph.")


def apply_proposal(current, base, start, end, proposed):
    """Put the wording proposed for base[start:end] into `current`, a later text of the same provision.

    "clean": the very words in their place; "shifted": the same words elsewhere; "changed": the words have
    changed since, `now` shows them; "gone": they cannot be found, and `text` is None.
    """
    then = base[start:end]
    if current == base:
        return Applied("clean", current[:start] + proposed + current[end:], then, then, start, end)
    found = carry(anchor_at(base, start, end), UnitText(None, "", "", base), UnitText(None, "", "", current))
    if found.start is None:
        return Applied("gone", None, then, "")
    now = current[found.start : found.end]
    text = current[: found.start] + proposed + current[found.end :]
    status = "changed" if now != then else "clean" if found.start == start else "shifted"
    return Applied(status, text, then, now, found.start, found.end)
