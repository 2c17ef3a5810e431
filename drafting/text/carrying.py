"""Anchors followed to a later text.

Detached and shown on its provision beats a wrong guess: nothing is ever searched for fuzzily across
paragraphs.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from drafting.text.alignment import UnitText, align_paragraphs
from drafting.text.locating import find_words
from drafting.text.places import (
    CONTEXT,
    EDITED,
    EXACT,
    GONE,
    MOVED,
    PARAGRAPH_ONLY,
    PROVISION_ONLY,
    RANK,
    SHIFTED,
    SPLIT,
    Carried,
)
from drafting.text.projection import project
from drafting.text.tokens import count_words, normal_text

SHORTEST_MOVED = 5


def carry(
    anchor,
    old: UnitText,
    new: UnitText | None,
    others: Sequence[UnitText] = (),
    rest: Sequence[UnitText] = (),
):
    """Carry an anchor from a provision to what it became (None: deleted).

    `others` is the rest of the later text, `rest` the rest of the earlier one. Statuses: exact, shifted (the
    same words further on or renumbered), edited, moved, split, paragraph only, provision only, gone.
    """
    if anchor.start is None:
        return _carry_whole(anchor, old, new)
    if new is not None and new.text == old.text:
        status = EXACT if new.label == old.label else SHIFTED
        return _carried(status, new, anchor.start, anchor.end, 100.0, "same text")
    rows = _rows_of(anchor, old, new)
    projected = [(project(anchor, old.text, row.old, new.text, row.new), row) for row in rows]
    projected = [(found, row) for found, row in projected if found]
    if projected:
        return _placed(anchor, old, new, *max(projected, key=lambda pair: pair[0].score))
    elsewhere = _found_elsewhere(anchor, new, others, [old, *rest])
    if elsewhere:
        unit, start, end = elsewhere
        status = SPLIT if unit is new and len(rows) > 1 else MOVED
        return _carried(status, unit, start, end, 100.0, "unique words")
    return _detached(new, max(rows, key=lambda row: row.score) if rows else None)


def carry_along(anchor, old: UnitText, alignment):
    """Carry an anchor through an alignment of two whole versions; of a provision that was split, to the
    piece.
    """
    before = list({id(pair.old): pair.old for pair in alignment.units if pair.old is not None}.values())
    rest = [unit for unit in before if unit is not old]
    after = list({id(pair.new): pair.new for pair in alignment.units if pair.new is not None}.values())
    homes = [pair.new for pair in alignment.of_old(old) if pair.new is not None] or [None]
    results = [carry(anchor, old, home, [unit for unit in after if unit is not home], rest) for home in homes]
    best = min(results, key=lambda result: (RANK[result.status], -result.score))
    if len(homes) > 1 and best.status in (SHIFTED, MOVED, EDITED):
        best = replace(best, status=SPLIT)
    return best


def _rows_of(anchor, old, new):
    """What the paragraph of the anchor became: nothing, one paragraph, or the pieces that it was split
    into.
    """
    home = next((item for item in old.paragraphs if item.start <= anchor.start < item.end), None)
    if new is None or home is None:
        return []
    rows = align_paragraphs(old.text, new.text)
    return [row for row in rows if row.old and row.new and row.old.start == home.start]


def _detached(new, row):
    if row is not None:
        return Carried(
            PARAGRAPH_ONLY, new.uid, new.label, row.new.label, None, None, "", row.score, "paragraph"
        )
    if new is not None:
        return Carried(PROVISION_ONLY, new.uid, new.label, None, None, None, "", 0.0, "provision")
    return Carried(GONE, None, "", None, None, None, "", 0.0, "none")


def _placed(anchor, old, new, found, row):
    same = normal_text(anchor.quote).strip() == normal_text(new.text[found.start : found.end]).strip()
    if row.relation == "split":
        status = SPLIT
    elif not same:
        status = EDITED
    elif row.relation.startswith("moved"):
        status = MOVED
    elif (found.start, row.old.label, old.label) == (anchor.start, row.new.label, new.label):
        status = EXACT
    else:
        status = SHIFTED
    return _carried(status, new, found.start, found.end, found.score, "aligned words")


def _carried(status, unit, start, end, score, method):
    label = next((item.label for item in unit.paragraphs if item.start <= start < item.end), None)
    return Carried(
        status, unit.uid, unit.label, label, start, end, unit.text[start:end], round(score, 1), method
    )


def _carry_whole(anchor, old, new):
    if new is None:
        return _detached(None, None)
    if anchor.paragraph is None:
        status = EDITED if old.text != new.text else (EXACT if old.label == new.label else SHIFTED)
        return Carried(status, new.uid, new.label, None, None, None, "", 100.0, "provision")
    rows = [
        row
        for row in align_paragraphs(old.text, new.text)
        if row.old and row.old.label == anchor.paragraph and row.new
    ]
    if not rows:
        return _detached(new, None)
    row = max(rows, key=lambda row: row.score)
    names = {"unchanged": EXACT, "renumbered only": SHIFTED, "moved and edited": MOVED, "merged": EDITED}
    status = names.get(row.relation, row.relation)
    if status == EXACT and old.label != new.label:
        status = SHIFTED
    return Carried(
        status, new.uid, new.label, row.new.label, None, None, "", round(row.score, 1), "paragraph"
    )


def _found_elsewhere(anchor, new, others, before_units):
    """The one place in the whole later text where the words stand exactly as they were, at least five in a
    row.

    Fewer words are looked for together with what stood right before or after them.
    """
    units = ([new] if new else []) + list(others)
    for before, after in _surroundings(anchor):
        wanted = before + anchor.quote + after
        if count_words(wanted) < SHORTEST_MOVED:
            continue
        places = _places(units, wanted)
        if len(places) == 1 and len(_places(before_units, wanted)) == 1:
            unit, start, end = places[0]
            inside = find_words(unit.text, anchor.quote, (start, end))
            if len(inside) == 1:
                return unit, *inside[0]
        elif places:
            return None
    return None


def _surroundings(anchor):
    """The quote alone, then with the whole words of its own paragraph on both sides, before it, after it."""
    before = anchor.prefix.rpartition("\n")[2]
    after = anchor.suffix.partition("\n")[0]
    before = before.partition(" ")[2] if len(before) == CONTEXT else before
    after = after.rpartition(" ")[0] if len(after) == CONTEXT else after
    return (("", ""), (before, after), (before, ""), ("", after))


def _places(units, wanted):
    plain = normal_text(wanted).strip()
    found = []
    for unit in units:
        if plain in _normal(unit.text):
            for item in unit.paragraphs:
                found += [(unit, *span) for span in find_words(unit.text, wanted, (item.start, item.end))]
    return found


@lru_cache(maxsize=4096)
def _normal(text):
    """A version's provisions are looked through once for each comment: each is normalised once."""
    return normal_text(text)
