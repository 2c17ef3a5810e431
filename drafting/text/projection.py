"""Chosen words followed from one paragraph to what it became, through the tokens that both have."""

from functools import lru_cache
from typing import NamedTuple

from drafting.text.differences import matches
from drafting.text.tokens import is_word, tokens

LEAST_KEPT = 0.5
MOST_GROWN = 2.2
SHORT_QUOTE = 4
LEAST_CONTEXT = 0.6
CONTEXT_TOKENS = 6
NEIGHBOURS = 3


class Projected(NamedTuple):
    start: int
    end: int
    score: float


class Bridge(NamedTuple):
    """Tokens of both paragraphs, with raw offsets in the provision, and for each old token its new place or
    None.
    """

    old: tuple
    new: tuple
    to: tuple


def project(anchor, old_text, old_paragraph, new_text, new_paragraph):
    """Span of the chosen words in the new paragraph, or None where too little of them is left.

    At least half of the words and marks must survive and their number may grow 2.2 times at most. Of fewer
    than four words all must survive, with 60 % of what stood around them; or half of them, where their next
    neighbours on both sides stand as they were.
    """
    bridge = _bridge(
        old_text[old_paragraph.start : old_paragraph.end], new_text[new_paragraph.start : new_paragraph.end]
    )
    start, end = anchor.start - old_paragraph.start, anchor.end - old_paragraph.start
    chosen = [place for place, token in enumerate(bridge.old) if token.start < end and start < token.end]
    solid = [place for place in chosen if not bridge.old[place].text.isspace()]
    kept = [place for place in solid if bridge.to[place] is not None]
    if not kept:
        return None
    words = sum(is_word(bridge.old[place].text) for place in solid)
    share = len(kept) / len(solid)
    if share < LEAST_KEPT or (words < SHORT_QUOTE and not _is_held(bridge, chosen, share)):
        return None
    first, last = _reach(bridge, solid, kept)
    if _solid_count(bridge.new[first : last + 1]) > MOST_GROWN * len(solid):
        return None
    low, high = _span(bridge, solid, kept, (first, last), (start, end))
    base = new_paragraph.start
    return Projected(base + low, base + high, 100 * share) if low < high else None


@lru_cache(maxsize=256)
def _bridge(old, new):
    before, after = tuple(tokens(old)), tuple(tokens(new))
    to = [None] * len(before)
    for at_old, at_new, length in matches([token.text for token in before], [token.text for token in after]):
        for step in range(length):
            to[at_old + step] = at_new + step
    return Bridge(before, after, tuple(to))


def _is_held(bridge, chosen, share):
    """Whether few words are sure: all there amid most of their surroundings, or held on both sides."""
    return _context_stands(bridge, chosen) if share == 1 else _neighbours_stand(bridge, chosen)


def _neighbours_stand(bridge, chosen):
    """Whether the next three words and marks on both sides stand, in one piece, or the paragraph ends
    there.
    """
    sides = (range(chosen[0] - 1, -1, -1), range(chosen[-1] + 1, len(bridge.old)))
    for side in sides:
        near = [place for place in side if not bridge.old[place].text.isspace()][:NEIGHBOURS]
        to = [bridge.to[place] for place in near]
        if None in to or (to and abs(to[-1] - to[0]) > abs(near[-1] - near[0])):
            return False
    return True


def _context_stands(bridge, chosen):
    """Whether enough of the tokens around the chosen ones is still there."""
    around = [
        place
        for place in (
            *range(max(0, chosen[0] - 2 * CONTEXT_TOKENS), chosen[0]),
            *range(chosen[-1] + 1, min(len(bridge.old), chosen[-1] + 1 + 2 * CONTEXT_TOKENS)),
        )
        if not bridge.old[place].text.isspace()
    ]
    return not around or sum(bridge.to[place] is not None for place in around) >= LEAST_CONTEXT * len(around)


def _reach(bridge, solid, kept):
    """From the first to the last surviving token, widened over what replaced the ends of the quote."""
    first, last = bridge.to[kept[0]], bridge.to[kept[-1]]
    if kept[0] != solid[0]:
        first = _widened_left(bridge, solid[0], first)
    if kept[-1] != solid[-1]:
        last = _widened_right(bridge, solid[-1], last)
    return first, last


def _solid_count(tokens_between):
    return sum(not token.text.isspace() for token in tokens_between)


def _span(bridge, solid, kept, reach, chosen):
    """In characters; half a word chosen stays half a word where that word is still there."""
    low, high = bridge.new[reach[0]].start, bridge.new[reach[1]].end
    first, last = bridge.old[solid[0]], bridge.old[solid[-1]]
    if kept[0] == solid[0]:
        low += max(0, chosen[0] - first.start)
    if kept[-1] == solid[-1]:
        high -= max(0, last.end - chosen[1])
    return low, high


def _widened_left(bridge, place, first):
    """Back to right after the last token before the quote that is still there, without spaces."""
    while place > 0 and (bridge.to[place - 1] is None or bridge.old[place - 1].text.isspace()):
        place -= 1
    low = bridge.to[place - 1] + 1 if place > 0 else 0
    while low < first and bridge.new[low].text.isspace():
        low += 1
    return min(low, first)


def _widened_right(bridge, place, last):
    count = len(bridge.old)
    while place + 1 < count and (bridge.to[place + 1] is None or bridge.old[place + 1].text.isspace()):
        place += 1
    high = bridge.to[place + 1] - 1 if place + 1 < count else len(bridge.new) - 1
    while high > last and bridge.new[high].text.isspace():
        high -= 1
    return max(high, last)
