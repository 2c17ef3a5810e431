"""What became of each of a list of texts in another list: kept its order, moved, split, merged, gone, new."""

from typing import NamedTuple

from drafting.text.pairing import in_order
from drafting.text.splits import find_wholes

KEPT, MOVED, SPLIT, MERGED, ADDED, DELETED = "kept", "moved", "split", "merged", "added", "deleted"


class Link(NamedTuple):
    """`old` and `new` are places in the two lists, None where there is none.

    `span` is where in the whole (the old text of a split, the new text of a merger) this piece stands.
    """

    old: int | None
    new: int | None
    how: str
    score: float
    span: tuple | None = None


def relate(before, after, pairs):
    """Links between two lists of texts, given the pairs (old, new, score) found, in the order of the new
    list.
    """
    links = _split_and_merged(before, after, pairs)
    done = {(link.old, link.new) for link in links}
    busy_old, busy_new = {old for old, _ in done}, {new for _, new in done}
    # In the order of the old list, however they were found: what stands out of the run has moved.
    single = sorted(pair for pair in pairs if pair[0] not in busy_old and pair[1] not in busy_new)
    stayed = in_order([new for _, new, _ in single])
    for index, (old, new, score) in enumerate(single):
        links.append(Link(old, new, KEPT if index in stayed else MOVED, score))
    gone = set(range(len(before))) - {link.old for link in links}
    come = set(range(len(after))) - {link.new for link in links}
    links += [Link(old, None, DELETED, 0.0) for old in gone]
    links += [Link(None, new, ADDED, 0.0) for new in come]
    return _ordered(links)


def _split_and_merged(before, after, pairs):
    links, busy_old, busy_new = [], set(), set()
    for whole in find_wholes(before, after, pairs):
        if busy_new.isdisjoint(whole.pieces) and whole.whole not in busy_old:
            busy_old.add(whole.whole)
            busy_new.update(whole.pieces)
            ends = [*whole.cuts[1:], len(before[whole.whole])]
            for piece, start, end in zip(whole.pieces, whole.cuts, ends, strict=True):
                links.append(Link(whole.whole, piece, SPLIT, 100.0, (start, end)))
    for whole in find_wholes(after, before, [(new, old, score) for old, new, score in pairs]):
        if busy_old.isdisjoint(whole.pieces) and whole.whole not in busy_new:
            busy_new.add(whole.whole)
            busy_old.update(whole.pieces)
            ends = [*whole.cuts[1:], len(after[whole.whole])]
            for piece, start, end in zip(whole.pieces, whole.cuts, ends, strict=True):
                links.append(Link(piece, whole.whole, MERGED, 100.0, (start, end)))
    return links


def _ordered(links):
    """In the order of the new list; what is gone stands after what it followed in the old one."""
    place_of = {}
    for link in links:
        if link.old is not None and link.new is not None and link.how != MOVED:
            place_of[link.old] = max(place_of.get(link.old, -1), link.new)

    def place(link):
        if link.new is not None:
            return link.new, 0, link.old if link.old is not None else -1
        return next((place_of[old] for old in range(link.old, -1, -1) if old in place_of), -1), 1, link.old

    return sorted(links, key=place)
