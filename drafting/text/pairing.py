"""Which of many texts became which: the best pairs first, one to one, near their old order."""

from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

from drafting.text.likeness import Likely, likeness

FLOOR = 65.0
CERTAIN = 80.0
ORDER_BONUS = 3.0
LEAST_KEPT = 8  # words


class Pair(NamedTuple):
    old: int
    new: int
    score: float


def pair_texts(old, new, groups=None):
    """Pairs of places in two lists of normalised texts, at or above the floor, one to one.

    Equal texts are paired first (twins in their order), then the likest; a pair that keeps the order of those
    already paired is preferred by a small bonus. `groups` gives two lists of kinds: only like kinds are
    compared.
    """
    old_kinds, new_kinds = groups or ([""] * len(old), [""] * len(new))
    pairs = _equal_pairs(old, new)
    taken_old, taken_new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    left_old = [i for i in range(len(old)) if i not in taken_old and old[i]]
    left_new = [j for j in range(len(new)) if j not in taken_new and new[j]]
    candidates = []
    likely, order = Likely(new, left_new), _Order(pairs, len(old), len(new))
    for i in left_old:
        for j in likely.of(old[i]):
            if old_kinds[i] != new_kinds[j]:
                continue
            score = likeness(old[i], new[j], FLOOR) or _cut_or_continued(old[i], new[j])
            if score >= FLOOR:
                candidates.append((score + ORDER_BONUS * order.keeps(i, j), score, -i, -j))
    for _, score, i, j in sorted(candidates, reverse=True):
        if -i not in taken_old and -j not in taken_new:
            taken_old.add(-i)
            taken_new.add(-j)
            pairs.append(Pair(-i, -j, score))
    return sorted(pairs)


def pair_rewritten(old, new, pairs, same, floor):
    """Pairs for texts rewritten where they stood: left over on both sides between the same neighbours.

    `same(i, j)` says whether their names agree; they must still be alike to the lower floor.
    """
    to = {pair.old: pair.new for pair in pairs}
    found = []
    # Backwards as well: what stands above a rewritten text may itself have been rewritten.
    for places in (range(len(old)), reversed(range(len(old)))):
        for i in [i for i in places if i not in to]:
            for j in _beside(i, to, len(old), len(new)):
                score = likeness(old[i], new[j]) if same(i, j) else 0.0
                if score >= floor:
                    found.append(Pair(i, j, score))
                    to[i] = j
                    break
    return found


def _beside(i, to, old_length, new_length):
    """Free places of the new list next to what the neighbours of `i` have become."""
    above = to.get(i - 1, -1 if i == 0 else None)
    below = to.get(i + 1, new_length if i == old_length - 1 else None)
    near = {above + 1 if above is not None else None, below - 1 if below is not None else None} - {None}
    taken = set(to.values())
    return [j for j in sorted(near) if 0 <= j < new_length and j not in taken]


def _cut_or_continued(old, new):
    """The floor where one text is the other without its end, by eight words or more; else 0."""
    short, long = sorted((old, new), key=len)
    short = short.rstrip(" .;,")
    follows = long[len(short) : len(short) + 1]
    return (
        FLOOR
        if len(short.split()) >= LEAST_KEPT and long.startswith(short) and not follows.isalnum()
        else 0.0
    )


def in_order(places):
    """Of a list of numbers, the set of indexes of one longest increasing run: what has not moved."""
    tails, last, back = [], [], {}
    for index, place in enumerate(places):
        at = bisect_left(tails, place)
        if at == len(tails):
            tails.append(place)
            last.append(index)
        else:
            tails[at], last[at] = place, index
        back[index] = last[at - 1] if at else None
    kept, index = set(), last[-1] if last else None
    while index is not None:
        kept.add(index)
        index = back[index]
    return kept


def _equal_pairs(old, new):
    """Texts that stand in both; where one stands several times, its copies in order."""
    places = defaultdict(list)
    for j, text in enumerate(new):
        if text:
            places[text].append(j)
    pairs = []
    for i, text in enumerate(old):
        if text and places.get(text):
            pairs.append(Pair(i, places[text].pop(0), 100.0))
    return pairs


class _Order:
    """The order of the pairs already found, asked whether one more would keep it."""

    def __init__(self, pairs, old_length, new_length):
        kept = in_order([pair.new for pair in sorted(pairs)])
        steady = [pair for index, pair in enumerate(sorted(pairs)) if index in kept]
        self.olds, self.news = [pair.old for pair in steady], [pair.new for pair in steady]
        self.lengths = max(old_length, 1), max(new_length, 1)

    def keeps(self, i, j):
        """1 where it stands between the same neighbours, less the further it would stray."""
        place = bisect_left(self.olds, i)
        before = self.news[place - 1] if place else -1
        after = self.news[place] if place < len(self.news) else self.lengths[1]
        if before < j < after:
            return 1.0
        return max(0.0, 0.5 - abs(i / self.lengths[0] - j / self.lengths[1]))
