"""Which provision and which paragraph became which, and what happened to each.

Redlines, carried anchors and provenance are all read off this one result.
"""

from collections.abc import Sequence
from functools import lru_cache

from drafting.text import relations
from drafting.text.differences import diff
from drafting.text.likeness import likeness
from drafting.text.marking import kinds_of, numbers_of, unit_changes
from drafting.text.pairing import Pair, pair_rewritten, pair_texts
from drafting.text.pairs import (
    EDITED,
    MOVED,
    MOVED_EDITED,
    RENUMBERED,
    UNCHANGED,
    Alignment,
    ParagraphPair,
    UnitPair,
    UnitText,
    cached_paragraphs,
)
from drafting.text.tokens import normal_text

__all__ = [
    "Alignment",
    "ParagraphPair",
    "UnitPair",
    "UnitText",
    "align",
    "align_paragraphs",
    "cached_paragraphs",
    "diff",
]

SINGLE = ("Title", "Opening", "Closing")
SAME_HEADING_FLOOR = 40.0
REWRITTEN_FLOOR = 45.0
# These say nothing about the words of a provision.
SLIGHT = frozenset(("", "number", "reference"))


def align(old: Sequence[UnitText], new: Sequence[UnitText]) -> Alignment:
    """Align two versions: by uid where both have it, else by text; then paragraphs and words inside each
    pair.

    The pairs stand in the order of the new text, each deleted provision after the one it followed.
    """
    before, after = [_plain(unit) for unit in old], [_plain(unit) for unit in new]
    pairs = _paired_units(old, new, before, after)
    articles = {old[i].label: new[j].label for i, j, _ in pairs}
    texts = [unit.text for unit in old], [unit.text for unit in new]
    links = relations.relate(*texts, pairs)
    return Alignment(tuple(_unit_pair(link, old, new, texts, articles) for link in links))


@lru_cache(maxsize=2048)
def align_paragraphs(old_text, new_text):
    """Pairs of the paragraphs of one provision's two texts, in the order of the new one."""
    old, new = cached_paragraphs(old_text), cached_paragraphs(new_text)
    before, after = [item.words(old_text) for item in old], [item.words(new_text) for item in new]
    plain = [_normal(words) for words in before], [_normal(words) for words in after]
    pairs = pair_texts(*plain)
    if not pairs and len(old) == len(new) == 1:
        pairs = [Pair(0, 0, likeness(*before, *after))]
    pairs += pair_rewritten(*plain, pairs, _same_place(old, new, pairs), REWRITTEN_FLOOR)
    rows = []
    for link in relations.relate(before, after, pairs):
        was, now = _sides(link, before, after)
        changes = tuple(diff(was, now))
        relation = _relation(link.how, was != now, _is_renumbered(link, old, new))
        pair = (None if link.old is None else old[link.old], None if link.new is None else new[link.new])
        rows.append(ParagraphPair(*pair, relation, changes, kinds_of(changes), link.score))
    return tuple(rows)


def _same_place(old, new, pairs):
    """A question of two places: is it the same number, or one under a head that was numbered anew?"""
    heads = {old[pair.old].label: new[pair.new].label for pair in pairs}

    def same(i, j):
        was, now = old[i].label, new[j].label
        head = heads.get(_head(was))
        return was == now or bool(head) and head != _head(was) and head == _head(now)

    return same


def _head(label):
    return label.rpartition(" (")[0]


def _paired_units(old, new, before, after):
    pairs = _by_name(old, new)
    left_old = [i for i in range(len(old)) if i not in {pair.old for pair in pairs}]
    left_new = [j for j in range(len(new)) if j not in {pair.new for pair in pairs}]
    kinds = ([old[i].kind for i in left_old], [new[j].kind for j in left_new])
    found = pair_texts([before[i] for i in left_old], [after[j] for j in left_new], kinds)
    pairs += [Pair(left_old[pair.old], left_new[pair.new], pair.score) for pair in found]
    pairs = sorted(pairs + _by_heading(old, new, before, after, pairs))

    def may_be_same(i, j):
        return old[i].kind == new[j].kind and not (old[i].uid and new[j].uid)

    return sorted(pairs + pair_rewritten(before, after, pairs, may_be_same, REWRITTEN_FLOOR))


def _by_name(old, new):
    """Pairs that need no comparing: the same uid, and title, opening and closing words, which stand once."""
    places = {unit.uid: j for j, unit in enumerate(new) if unit.uid}
    pairs = [Pair(i, places[unit.uid], 100.0) for i, unit in enumerate(old) if unit.uid in places]
    taken_old, taken_new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    labels = {unit.label: j for j, unit in enumerate(new) if j not in taken_new}
    for i, unit in enumerate(old):
        lone = i not in taken_old and unit.label in SINGLE and unit.label in labels
        # Two different uids say that these are two different provisions.
        if lone and not (unit.uid and new[labels[unit.label]].uid):
            pairs.append(Pair(i, labels[unit.label], 100.0))
    return pairs


def _by_heading(old, new, before, after, pairs):
    """A provision rewritten under its old heading, and a Part, which is hardly more than its heading."""
    taken_old, taken_new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    found = []
    for i, unit in enumerate(old):
        for j, other in enumerate(new):
            if i in taken_old or j in taken_new or unit.kind != other.kind or (unit.uid and other.uid):
                continue
            same_heading = unit.heading and _normal(unit.heading) == _normal(other.heading)
            same_part = unit.kind == "Part" and unit.label == other.label
            if not (same_heading or same_part):
                continue
            score = likeness(before[i], after[j])
            if same_part or (same_heading and score >= SAME_HEADING_FLOOR):
                found.append(Pair(i, j, score))
                taken_old.add(i)
                taken_new.add(j)
    return found


def _unit_pair(link, old, new, texts, articles):
    was = old[link.old] if link.old is not None else None
    now = new[link.new] if link.new is not None else None
    if was is None or now is None:
        text = (was or now).text
        changes = tuple(diff(text, "")) if was else tuple(diff("", text))
        return UnitPair(
            was, now, link.how, 0.0, changes, align_paragraphs(*_texts(was, now)), kinds_of(changes)
        )
    rows = align_paragraphs(*_sides(link, *texts))
    own = rows if link.span is None else align_paragraphs(was.text, now.text)
    changes = tuple(unit_changes(was.text, now.text, own))
    kinds = kinds_of(changes, articles, numbers_of(own))
    heading = tuple(diff(was.heading, now.heading))
    edited = was.heading != now.heading or any(kind not in SLIGHT for kind in kinds)
    relation = _relation(link.how, edited, was.label != now.label)
    return UnitPair(was, now, relation, round(link.score, 1), changes, rows, kinds, heading)


def _relation(how, edited, renumbered):
    if how in (relations.KEPT, relations.MOVED):
        moved = how == relations.MOVED
        if edited:
            return MOVED_EDITED if moved else EDITED
        return MOVED if moved else (RENUMBERED if renumbered else UNCHANGED)
    return how


def _is_renumbered(link, old, new):
    return link.old is not None and link.new is not None and old[link.old].label != new[link.new].label


def _sides(link, before, after):
    """The two texts to compare: of a whole that was split or merged, the piece alone."""
    was = before[link.old] if link.old is not None else ""
    now = after[link.new] if link.new is not None else ""
    if link.how == relations.SPLIT:
        was = was[slice(*link.span)].rstrip() if link.span else was
    elif link.how == relations.MERGED:
        now = now[slice(*link.span)].rstrip() if link.span else now
    return was, now


def _texts(was, now):
    return was.text if was else "", now.text if now else ""


def _plain(unit):
    return _normal(f"{unit.heading}\n{unit.text}")


@lru_cache(maxsize=16384)
def _normal(text):
    return normal_text(text).strip()
