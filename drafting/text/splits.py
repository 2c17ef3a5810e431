"""Texts that were split into several, or merged into one, found among what simple pairing left over."""

from typing import NamedTuple

from drafting.text.differences import matches
from drafting.text.likeness import Likely, likeness
from drafting.text.tokens import is_word, token_texts

LEAST_COVERED = 0.6
LEAST_WORDS = 4
LEAST_GAIN = 3.0
RUN = 2


class Whole(NamedTuple):
    """A text that stands on one side as several: which, in the order in which they cover it, and where each
    begins.
    """

    whole: int
    pieces: tuple
    cuts: tuple


def find_wholes(whole_texts, piece_texts, pairs):
    """Wholes among `whole_texts` that became several of `piece_texts`; `pairs` are (whole, piece, score).

    A piece not yet paired belongs to a whole that covers most of its words, if together with the piece that
    is paired already it is liker to the whole than that one alone.
    """
    paired_whole = {whole: (piece, score) for whole, piece, score in pairs}
    taken = {piece for _, piece, _ in pairs}
    if len(taken) == len(piece_texts):
        return []
    likely = Likely(whole_texts)
    found = {}
    for piece, text in enumerate(piece_texts):
        words = [token for token in token_texts(text) if is_word(token)]
        if piece in taken or len(words) < LEAST_WORDS:
            continue
        whole = _best_whole(text, words, whole_texts, likely.of(text))
        if whole is not None:
            found.setdefault(whole, []).append(piece)
    wholes = []
    for whole, pieces in found.items():
        first = paired_whole.get(whole)
        group = _gaining(whole_texts[whole], piece_texts, pieces, first)
        if group:
            wholes.append(_cut(whole, whole_texts[whole], piece_texts, group))
    return wholes


def _best_whole(text, words, whole_texts, places):
    best, best_share = None, LEAST_COVERED
    for whole in places:
        share = covered_words(whole_texts[whole], text) / len(words)
        if share > best_share:
            best, best_share = whole, share
    return best


def covered_words(whole, text):
    """How many words of a text stand, in runs of at least two, in the same order in the whole."""
    before, after = token_texts(whole), token_texts(text)
    total = 0
    for _, start, length in matches(before, after):
        run = sum(map(is_word, after[start : start + length]))
        total += run if run >= RUN else 0
    return total


def _gaining(whole, piece_texts, pieces, first):
    """The pieces that make the whole more complete; with no paired piece, at least two are needed."""
    group = [first[0]] if first else []
    score = first[1] if first else 0.0
    for piece in sorted(pieces, key=lambda piece: -len(piece_texts[piece])):
        trial = _sorted_by_place(whole, piece_texts, [*group, piece])
        gained = likeness(whole, " ".join(piece_texts[place] for place in trial))
        if not group or gained > score + LEAST_GAIN:
            group, score = trial, gained
    return group if len(group) > 1 else []


def _sorted_by_place(whole, piece_texts, group):
    tokens = token_texts(whole)
    return sorted(group, key=lambda piece: _middle(tokens, token_texts(piece_texts[piece])))


def _middle(whole, piece):
    """Where on average the words of a piece stand in the whole."""
    runs = [(start, length) for start, _, length in matches(whole, piece)]
    total = sum(length for _, length in runs)
    return sum((start + length / 2) * length for start, length in runs) / total if total else 0


def _cut(whole, text, piece_texts, group):
    """Where in the whole, in characters, each piece begins."""
    tokens = token_texts(text)
    joined, starts = [], []
    for piece in group:
        starts.append(len(joined))
        joined += [*token_texts(piece_texts[piece]), " "]
    runs = matches(tokens, joined)
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    cuts = [0]
    for start in starts[1:]:
        place = next(
            (old + max(0, start - new) for old, new, length in runs if new + length > start), len(tokens)
        )
        while 0 < place < len(tokens) and tokens[place].isspace():
            place += 1
        cuts.append(max(offsets[place], cuts[-1]))
    return Whole(whole, tuple(group), tuple(cuts))
