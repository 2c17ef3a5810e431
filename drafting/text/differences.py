"""The words that changed between two texts, told as a lawyer would mark them.

Whole words only: by characters, "shall" to "should" would be "sh[all]{ould}", and modal verbs carry the law.
"""

from bisect import bisect_left
from functools import lru_cache

from rapidfuzz.distance import Indel

from drafting.text.tokens import is_word, normal_text, token_texts

EQUAL, DELETE, INSERT = "equal", "delete", "insert"
LARGEST = 10_000_000
DIVIDE_ABOVE = 40_000
SHORTEST_EQUAL = 2
LEAST_KEPT = 0.3
SENTENCE_ENDS = frozenset(".;:!?。；：！？؛؟।")
TYPOGRAPHY = str.maketrans(
    dict.fromkeys("‘’‚‛′ʼ", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("–—―−", "-")
)


def diff(old, new):
    """Changes from old to new as [(op, text)], op one of "equal", "delete", "insert".

    Joining equal and delete gives old to the byte, equal and insert new. A deletion stands before its
    insertion; fewer than two words standing between two changes are marked with them; where over 70 % of the
    words changed, and where the work would be too great, old and new stand whole.
    """
    if old == new:
        return [(EQUAL, old)] if old else []
    old_tokens, new_tokens = token_texts(old), token_texts(new)
    groups = _grouped(matches(old_tokens, new_tokens), old_tokens, new_tokens)
    if _mostly_changed(groups):
        groups = [([], old_tokens, new_tokens)]
    return _written(_slid(groups))


def matches(old, new):
    """Runs that two lists of tokens have in common, as (old start, new start, length), in order of both."""
    head = common_start(old, new)
    tail = common_start(old[head:][::-1], new[head:][::-1])
    found = [(0, 0, head)] if head else []
    old_end, new_end = len(old) - tail, len(new) - tail
    found += _divided(old, new, head, old_end, head, new_end)
    if tail:
        found.append((old_end, new_end, tail))
    return found


@lru_cache(maxsize=16384)
def change_kind(deleted, inserted):
    """ "typography" (quotes, dashes, spaces), "punctuation" (the words are the same) or "words"."""
    if deleted != inserted and deleted.isalnum() and inserted.isalnum() and deleted.isascii():
        return "words"
    before = [token for token in token_texts(normal_text(deleted)) if is_word(token)]
    after = [token for token in token_texts(normal_text(inserted)) if is_word(token)]
    if before != after:
        return "words"
    plain = (
        normal_text(text).translate(TYPOGRAPHY).replace("…", "...").replace(" ", "")
        for text in (deleted, inserted)
    )
    return "typography" if len(set(plain)) == 1 else "punctuation"


def common_start(old, new):
    """How many tokens two lists have in common at their beginning."""
    for place, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after:
            return place
    return min(len(old), len(new))


def _divided(old, new, i1, i2, j1, j2):
    """Long stretches are cut at words that each side has once, which keeps the work near the length."""
    if i1 == i2 or j1 == j2:
        return []
    if (i2 - i1) * (j2 - j1) <= DIVIDE_ABOVE:
        return _compared(old, new, i1, i2, j1, j2)
    anchors = _unique_anchors(old, new, i1, i2, j1, j2)
    if not anchors:
        return _compared(old, new, i1, i2, j1, j2)
    found = []
    for i, j in [*anchors, (i2, j2)]:
        if i < i1 or j < j1:
            continue
        found += _divided(old, new, i1, i, j1, j)
        length = 0
        while i + length < i2 and j + length < j2 and old[i + length] == new[j + length]:
            length += 1
        if length:
            found.append((i, j, length))
        i1, j1 = i + length, j + length
    return found


def _unique_anchors(old, new, i1, i2, j1, j2):
    """Places of three words that stand once on each side, those in the order of both (patience)."""
    old_places, new_places = _unique(old, i1, i2), _unique(new, j1, j2)
    pairs = [(i, new_places[key]) for key, i in old_places.items() if key in new_places]
    tails, back, last = [], {}, []
    for i, j in pairs:
        place = bisect_left(tails, j)
        if place == len(tails):
            tails.append(j)
            last.append((i, j))
        else:
            tails[place], last[place] = j, (i, j)
        back[i, j] = last[place - 1] if place else None
    chain, link = [], last[-1] if last else None
    while link:
        chain.append(link)
        link = back[link]
    return chain[::-1]


def _unique(tokens, start, end):
    """Where each three words stand that stand only once, in order."""
    places, twice = {}, set()
    words = [place for place in range(start, end) if is_word(tokens[place])]
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        key = (tokens[first], tokens[second], tokens[third])
        if key in places:
            twice.add(key)
        else:
            places[key] = first
    for key in twice:
        del places[key]
    return places


def _compared(old, new, i1, i2, j1, j2):
    if (i2 - i1) * (j2 - j1) > LARGEST:
        return []
    signs = {}
    before = [signs.setdefault(token, len(signs)) for token in old[i1:i2]]
    after = [signs.setdefault(token, len(signs)) for token in new[j1:j2]]
    return [
        (i1 + op.src_start, j1 + op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(before, after)
        if op.tag == EQUAL
    ]


def _grouped(runs, old, new):
    """[(equal, deleted, inserted)] in tokens; short equal runs between two changes are part of the change."""
    groups, kept, deleted, inserted, i, j = [], [], [], [], 0, 0
    last = len(runs) - 1
    for index, (at_old, at_new, length) in enumerate(runs):
        deleted += old[i:at_old]
        inserted += new[j:at_new]
        equal = old[at_old : at_old + length]
        i, j = at_old + length, at_new + length
        at_end = index == last and i == len(old) and j == len(new)
        if (deleted or inserted) and not at_end and _is_short(equal):
            deleted += equal
            inserted += equal
        elif deleted or inserted:
            groups.append((kept, deleted, inserted))
            kept, deleted, inserted = equal, [], []
        else:
            kept = kept + equal
    groups.append((kept, deleted + old[i:], inserted + new[j:]))
    return groups


def _is_short(equal):
    words = 0
    for token in equal:
        words += is_word(token)
        if words >= SHORTEST_EQUAL:
            return False
    return True


def _mostly_changed(groups):
    kept = sum(map(is_word, (token for equal, _, _ in groups for token in equal)))
    deleted = sum(map(is_word, (token for _, gone, _ in groups for token in gone)))
    inserted = sum(map(is_word, (token for _, _, come in groups for token in come)))
    # Words only added, or only taken away, leave the rest readable however many they are.
    if not deleted or not inserted:
        return False
    return kept < LEAST_KEPT * (kept + max(deleted, inserted))


def _slid(groups):
    """Words added or taken away alone are marked from the start of a word, best from the start of a
    sentence.
    """
    for index, (kept, deleted, inserted) in enumerate(groups[:-1]):
        if bool(deleted) == bool(inserted):
            continue
        marked = deleted or inserted
        room = len(kept) if index == 0 else max(0, len(kept) - 4)
        shift = _best_shift(kept, marked, min(room, 40))
        if shift:
            moved = kept[len(kept) - shift :]
            groups[index] = (
                kept[: len(kept) - shift],
                *(((moved + side)[: len(side)] if side else []) for side in (deleted, inserted)),
            )
            following = groups[index + 1]
            groups[index + 1] = ((moved + marked)[len(marked) :] + following[0], *following[1:])
    return groups


def _best_shift(kept, marked, room):
    """How many tokens to the left the same change reads best: it begins with a word and ends with a space."""
    best, best_rank, shift, window = 0, _rank(kept, marked), 0, list(marked)
    while shift < room and kept[len(kept) - 1 - shift] == window[-1]:
        shift += 1
        window = [kept[len(kept) - shift], *window[:-1]]
        rank = _rank(kept[: len(kept) - shift], window)
        if rank > best_rank:
            best, best_rank = shift, rank
    return best


def _rank(kept, marked):
    before = [token for token in kept[-3:] if not token.isspace()]
    starts = not before or before[-1] in SENTENCE_ENDS or kept[-1].endswith("\n")
    return starts * 4 + is_word(marked[0]) * 2 + marked[-1].isspace()


def _written(groups):
    changes = []
    for kept, deleted, inserted in groups:
        for op, side in ((EQUAL, kept), (DELETE, deleted), (INSERT, inserted)):
            if not side:
                continue
            if changes and changes[-1][0] == op:
                changes[-1] = (op, changes[-1][1] + "".join(side))
            else:
                changes.append((op, "".join(side)))
    return changes
