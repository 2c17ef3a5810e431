"""Where each word of a text comes from: which record of its history brought it, and which took others
away.
"""

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from drafting.text.differences import EQUAL, INSERT, common_start, diff, matches
from drafting.text.pairing import pair_texts
from drafting.text.tokens import is_word, normal_text, token_texts

LEAST_RUN = 3
# A change is moved by up to forty tokens to where it reads best; see `differences`.
CONTEXT = 120


class Run(NamedTuple):
    """Words of the last text, from `start` to `end`, brought by the record `key`."""

    start: int
    end: int
    text: str
    key: object


class Removed(NamedTuple):
    """Words that are no longer there: brought by one record, taken away by another, last standing at `place`.

    `place` is an offset in the text that the removing record left.
    """

    text: str
    brought_by: object
    removed_by: object
    place: int


class Provenance(NamedTuple):
    runs: tuple
    removed: tuple

    def at(self, offset):
        """The run that a character of the last text belongs to, or None."""
        return next((run for run in self.runs if run.start <= offset < run.end), None)


class _Token(NamedTuple):
    text: str
    key: object


def trace(records):
    """Follow a text through its history: (key, text) from the oldest record to the latest.

    The words that a line keeps stay with the record that brought them, also where the line moved or was
    split; fewer than two words between two changes count as changed, as in a redline.
    """
    lines, removed, previous = [], [], None
    for key, text in records:
        if previous is None or text != previous:
            lines, gone = _step(lines, (previous or "").splitlines(keepends=True), text, key)
            removed += gone
        previous = text
    return Provenance(tuple(_runs(lines)), tuple(removed))


def _step(old_lines, old_texts, text, key):
    """The lines of a record with the origin of their tokens, and what the record took away."""
    new_texts = text.splitlines(keepends=True)
    lines = [None] * len(new_texts)
    left_old = _keep_equal_lines(old_texts, new_texts, old_lines, lines)
    removed, used = [], set()
    offsets = _offsets(new_texts)
    left_new = [place for place, line in enumerate(lines) if line is None]
    plain = (
        [_normal(old_texts[i]) for i in left_old],
        [_normal(new_texts[j]) for j in left_new],
    )
    for pair in pair_texts(*plain):
        old, new = left_old[pair.old], left_new[pair.new]
        lines[new], gone = _changed(old_lines[old], new_texts[new], key, offsets[new])
        removed += gone
        used.add(old)
    for new in left_new:
        if lines[new] is None:
            lines[new] = _from_pieces([old_lines[old] for old in left_old], new_texts[new], key)
    lost = [old for old in left_old if old not in used]
    if lost:
        kept = {id(token) for new in left_new for token in lines[new]}
        for old in lost:
            removed += _gone(
                [token for token in old_lines[old] if id(token) not in kept], key, _near(old, offsets)
            )
    return lines, removed


def _keep_equal_lines(old_texts, new_texts, old_lines, lines):
    """Give equal lines their old tokens, in their order; returns the places of the old lines left over."""
    places = defaultdict(list)
    for place, text in enumerate(old_texts):
        places[text].append(place)
    taken = set()
    for place, text in enumerate(new_texts):
        if places.get(text):
            old = places[text].pop(0)
            lines[place] = old_lines[old]
            taken.add(old)
    return [place for place in range(len(old_texts)) if place not in taken]


def _changed(old_line, new_text, key, offset):
    """A line's tokens after an edit, with the words that went.

    Only what changed is compared, with so much around it that the changes come out as if all of it were.
    """
    before, after = [token.text for token in old_line], token_texts(new_text)
    head = common_start(before, after)
    tail = common_start(before[head:][::-1], after[head:][::-1])
    around = CONTEXT + max(len(before), len(after)) - head - tail
    head, tail = max(0, head - around), max(0, tail - around)
    line, gone, place = old_line[:head], [], head
    for op, text in diff(
        "".join(before[head : len(before) - tail]), "".join(after[head : len(after) - tail])
    ):
        count = len(token_texts(text))
        if op == INSERT:
            line += [_Token(token, key) for token in token_texts(text)]
            continue
        tokens = old_line[place : place + count]
        place += count
        if op == EQUAL:
            line += tokens
        else:
            gone += _gone(tokens, key, offset + sum(len(token.text) for token in line))
    return line + old_line[len(old_line) - tail :], gone


@lru_cache(maxsize=4096)
def _normal(text):
    """A line is normalised once, though it is compared as the new one and then as the old one."""
    return normal_text(text).strip()


def _from_pieces(old_lines, text, key):
    """A line that is no one's successor: what stands in it of other lines, in runs of three words, stays
    theirs.
    """
    tokens = token_texts(text)
    line = [None] * len(tokens)
    for old in old_lines:
        for start, place, length in matches([token.text for token in old], tokens):
            if sum(map(is_word, tokens[place : place + length])) < LEAST_RUN:
                continue
            for step in range(length):
                line[place + step] = line[place + step] or old[start + step]
    return [token or _Token(text, key) for token, text in zip(line, tokens, strict=True)]


def _gone(tokens, key, place):
    """Tokens taken away, a run for each record that had brought them."""
    found = []
    for token in tokens:
        if found and found[-1].brought_by == token.key:
            found[-1] = found[-1]._replace(text=found[-1].text + token.text)
        else:
            found.append(Removed(token.text, token.key, key, place))
    return [removed for removed in found if removed.text.strip()]


def _offsets(texts):
    offsets, place = [], 0
    for text in texts:
        offsets.append(place)
        place += len(text)
    return [*offsets, place]


def _near(old, offsets):
    return offsets[min(old, len(offsets) - 1)]


def _runs(lines):
    runs, place = [], 0
    for token in (token for line in lines for token in line):
        end = place + len(token.text)
        if runs and runs[-1].key == token.key:
            runs[-1] = Run(runs[-1].start, end, runs[-1].text + token.text, token.key)
        else:
            runs.append(Run(place, end, token.text, token.key))
        place = end
    return runs
