"""How well anchors are carried: right, wrong, detached, on seeded re-drafts of the Universal Declaration.

Run as `python -m tests.text.benchmark FILE [SEEDS]`, FILE being the Declaration as plain text.
"""

import random
import sys
from collections import Counter
from pathlib import Path

from drafting.text.alignment import UnitText, align
from drafting.text.anchors import anchor_at, carry_along
from drafting.text.structure import read_structure
from drafting.text.tokens import is_word
from tests.text.redraft import begin, edit_words, finish, redraft, remove_words

KINDS = ("intact", "edited", "removed")
QUOTES = 6
ACTS = 14


def measure(text, seeds):
    """{"intact": Counter(right, wrong, detached), …} over so many re-drafts of a text."""
    units = [
        UnitText(None, unit.label, unit.heading, unit.text)
        for unit in read_structure(text).units
        if unit.kind in ("preambular", "article")
    ]
    totals = {kind: Counter() for kind in KINDS}
    for seed in range(seeds):
        for kind, outcome in _round(units, seed):
            totals[kind][outcome] += 1
    return totals


def in_per_cent(counter):
    """(right, wrong, detached) in per cent."""
    total = sum(counter.values()) or 1
    return tuple(round(100 * counter[name] / total, 1) for name in ("right", "wrong", "detached"))


def _round(units, seed):
    draft, places = begin(units, seed)
    chosen = _choose(places, units, random.Random(seed + 10_000))
    spared = {mark for kind, marks in chosen if kind != "removed" for mark in marks}
    gone = {mark for kind, marks in chosen if kind == "removed" for mark in marks}
    for kind, marks in chosen:
        if kind == "edited":
            edit_words(draft, set(marks), 0.25)
        elif kind == "removed":
            remove_words(draft, set(marks), spared)
    redraft(draft, ACTS, spared | gone)
    new_units, now = finish(draft)
    alignment = align(units, new_units)
    for kind, marks in chosen:
        unit, start = places[marks[0]][:2]
        carried = carry_along(
            anchor_at(units[unit].text, start, places[marks[-1]][2]), units[unit], alignment
        )
        yield kind, _judged(kind, carried, [now[mark] for mark in marks if mark in now], new_units)


def _judged(kind, carried, truth, new_units):
    """Against where the words themselves went: the very span if they are whole, else more than half in
    common.
    """
    if carried.start is None:
        return "detached"
    if not truth or len({unit for unit, _, _ in truth}) > 1:
        return "wrong"
    unit, start, end = truth[0][0], min(place[1] for place in truth), max(place[2] for place in truth)
    if new_units[unit].label != carried.label:
        return "wrong"
    if kind == "intact":
        return "right" if (start, end) == (carried.start, carried.end) else "wrong"
    common = min(end, carried.end) - max(start, carried.start)
    return "right" if 2 * common >= max(end - start, carried.end - carried.start) else "wrong"


def _choose(places, units, chance):
    """Disjoint quotes of two to fifteen words, each in one sentence of one paragraph, a third of each
    kind.
    """
    chosen, used = [], set()
    for number in range(3 * QUOTES):
        first = chance.randrange(len(places))
        marks = _words_from(places, units, first, chance.randint(2, 15))
        around = range(marks[0] - 40, marks[-1] + 40) if marks else ()
        if marks and used.isdisjoint(around):
            used.update(marks)
            chosen.append((KINDS[number % 3], marks))
    return chosen


def _words_from(places, units, first, count):
    marks, words = [], 0
    unit, _, end = places[first]
    for mark in range(first, len(places)):
        place = places[mark]
        text = units[place[0]].text[place[1] : place[2]]
        if place[0] != unit or (marks and place[1] != end) or text in (".", ";"):
            break
        marks.append(mark)
        end = place[2]
        words += is_word(text)
        if words == count:
            break
    while marks and not is_word(units[unit].text[places[marks[-1]][1] : places[marks[-1]][2]]):
        marks.pop()
    while marks and not is_word(units[unit].text[places[marks[0]][1] : places[marks[0]][2]]):
        marks.pop(0)
    return marks


if __name__ == "__main__":
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    for kind, counter in measure(Path(sys.argv[1]).read_text("utf-8"), seeds).items():
        right, wrong, detached = in_per_cent(counter)
        print(f"{kind:8} right {right:5} wrong {wrong:5} detached {detached:5} of {sum(counter.values())}")
