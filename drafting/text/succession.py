"""A next version brought from outside: which provision of the text each of its units is, and what became of each.

An alignment proposes it; the drafter decides where it is not certain. A provision that was split lives on in the
piece that keeps most of its words, one made of several in the one that gave it most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from drafting.text.alignment import align
from drafting.text.differences import DELETE, EQUAL, INSERT
from drafting.text.pairs import ADDED, DELETED, MERGED, SPLIT, UnitPair, UnitText

NEW = ""
AROUND = 40  # characters shown on each side of a change


@dataclass(frozen=True)
class Successor:
    """One unit of the next version: whom it continues, whom it was split from, whom it took in."""

    index: int
    unit: UnitText
    relation: str
    score: float
    certain: bool
    keeps: UnitText | None = None
    origin: UnitText | None = None
    absorbs: tuple = ()
    pair: UnitPair | None = None


@dataclass(frozen=True)
class Succession:
    """`successors` in the order of the next version; `gone` is what no unit of it continues."""

    successors: tuple
    gone: tuple

    @property
    def uncertain(self):
        return [each for each in self.successors if not each.certain]

    def counts(self):
        """{relation: how many} in the order in which relations are told, none left out that is there."""
        found = {}
        for each in self.successors:
            found[each.relation] = found.get(each.relation, 0) + 1
        if self.gone:
            found[DELETED] = len(self.gone)
        return found


def succeed(
    old: Sequence[UnitText], new: Sequence[UnitText], decided: Mapping[int, str] | None = None
) -> Succession:
    """Which unit of `new` continues which of `old` (all with a uid).

    `decided` holds what the drafter said: place in `new` to the uid it continues, or NEW. Raises ValueError where
    two units are said to continue the same one, or one that is not there.
    """
    decided = dict(decided or {})
    chosen = [uid for uid in decided.values() if uid != NEW]
    if len(set(chosen)) < len(chosen) or not set(chosen) <= {unit.uid for unit in old}:
        raise ValueError("Each provision can be continued by one unit.")
    # Every unit is an object of its own, so that it can be told from its twin.
    units = [replace(unit, uid=decided.get(index) or unit.uid) for index, unit in enumerate(new)]
    pairs = _by_new(align(old, units), units, {index for index, uid in decided.items() if uid == NEW})
    keepers = _keepers(pairs, units)
    successors = tuple(
        _successor(index, unit, pairs[index], keepers, index in decided) for index, unit in enumerate(units)
    )
    held = {each.keeps.uid for each in successors if each.keeps}
    held |= {unit.uid for each in successors for unit in each.absorbs}
    return Succession(successors, tuple(unit for unit in old if unit.uid not in held))


def _by_new(alignment, units, said_new):
    """{place in the new text: its pairs with an old provision}; none for what was said to be new."""
    places = {id(unit): index for index, unit in enumerate(units)}
    pairs = {index: [] for index in range(len(units))}
    for pair in alignment.units:
        if pair.old is not None and pair.new is not None and places[id(pair.new)] not in said_new:
            pairs[places[id(pair.new)]].append(pair)
    return pairs


def _keepers(pairs, units):
    """{uid: place of the unit that continues it}: of several pieces, the longest one."""
    longest = {}
    for index, found in pairs.items():
        pair = _nearest(found)
        if pair is None:
            continue
        length = (pair.old.uid == units[index].uid, len(units[index].text), -index)
        if pair.old.uid not in longest or length > longest[pair.old.uid][0]:
            longest[pair.old.uid] = (length, index)
    return {uid: index for uid, (_length, index) in longest.items()}


def _nearest(found):
    """Of the pairs of one new unit, the one whose provision it continues: of a merger, the longest part."""
    return max(found, key=lambda pair: (pair.old.uid == pair.new.uid, len(pair.old.text)), default=None)


def _successor(index, unit, found, keepers, was_decided):
    pair = _nearest(found)
    if pair is None:
        return Successor(index, unit, ADDED, 0.0, True)
    certain = was_decided or all(each.is_certain for each in found)
    score = min(each.score for each in found)
    if keepers[pair.old.uid] != index:
        return Successor(index, unit, SPLIT, score, certain, origin=pair.old, pair=pair)
    absorbs = tuple(each.old for each in found if each is not pair and each.relation == MERGED)
    return Successor(index, unit, pair.relation, score, certain, keeps=pair.old, absorbs=absorbs, pair=pair)


class Altered(NamedTuple):
    """One change that a next version makes: words that go and words that come, with the words around them.

    `index` is the unit's place in the next version, None where the provision is gone; `uid` is the provision's, None
    where it is new.
    """

    index: int | None
    uid: str | None
    label: str
    relation: str
    before: str
    after: str
    lead: str = ""
    trail: str = ""


def altered(succession):
    """Every change of words in a Succession as Altered, in the order of the next version, the deleted ones last."""
    rows = []
    for each in succession.successors:
        uid = each.keeps.uid if each.keeps else None
        if each.keeps is None or each.absorbs:
            rows.append(Altered(each.index, uid, each.unit.label, each.relation, "", each.unit.text))
            continue
        if each.keeps.heading != each.unit.heading:
            pair = each.keeps.heading, each.unit.heading
            rows.append(Altered(each.index, uid, each.unit.label, each.relation, *pair))
        rows += [
            Altered(each.index, uid, each.unit.label, each.relation, *change)
            for change in _changes(each.pair.changes)
        ]
    rows += [Altered(None, unit.uid, unit.label, DELETED, unit.text, "") for unit in succession.gone]
    return rows


def _changes(changes):
    """(before, after, lead, trail) of each change; a deletion and the insertion after it are one."""
    found = []
    for place, (op, text) in enumerate(changes):
        follows = place and changes[place - 1][0] == DELETE
        if op == EQUAL or (op == INSERT and follows):
            continue
        paired = op == DELETE and place + 1 < len(changes) and changes[place + 1][0] == INSERT
        after = changes[place + 1][1] if paired else text if op == INSERT else ""
        lead = changes[place - 1][1] if place else ""
        rest = changes[place + 1 + paired :]
        trail = rest[0][1] if rest else ""
        found.append((text if op == DELETE else "", after, lead[-AROUND:], trail[:AROUND]))
    return found
