"""Explanations that say nearly the same: suggested together, never merged."""

import re

from rapidfuzz import fuzz

ALIKE = 90  # per cent of the letters
WORDS_IN_A_SHINGLE = 3
KEPT_SHINGLES = 8  # of texts that are 90 % alike, some of the eight smallest are the same


def alike(texts):
    """Clusters of keys of `texts` ({key: text}) of which each is over 90 % like another one of its cluster.

    Only those that share a run of words are measured, so that two thousand take no two million comparisons.
    Clusters and their keys come in the order of `texts`; a text that is like no other is in none.
    """
    plain = {key: " ".join(text.casefold().split()) for key, text in texts.items() if text.strip()}
    parent = {key: key for key in plain}
    for one, other in _pairs(plain):
        roots = _root(parent, one), _root(parent, other)
        if roots[0] != roots[1] and fuzz.ratio(plain[one], plain[other], score_cutoff=ALIKE) > ALIKE:
            parent[roots[1]] = roots[0]
    clusters = {}
    for key in plain:
        clusters.setdefault(_root(parent, key), []).append(key)
    return [keys for keys in clusters.values() if len(keys) > 1]


def _pairs(plain):
    """Keys of texts that share a shingle; of a great many with the same one, each with the first."""
    sharing = {}
    for key, text in plain.items():
        for shingle in _smallest_shingles(text):
            sharing.setdefault(shingle, []).append(key)
    seen = set()
    for keys in sharing.values():
        for index, one in enumerate(keys):
            others = keys[index + 1 :] if len(keys) < 30 else keys[:1] if index else []
            for other in others:
                pair = (one, other)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _smallest_shingles(text):
    words = re.findall(r"\w+", text) or [text]
    if len(words) < 2 * WORDS_IN_A_SHINGLE:
        # Too short for shingles, and texts without spaces between words: letters instead.
        joined = "".join(words)
        return sorted({joined[at : at + 4] for at in range(max(1, len(joined) - 3))}, key=_spread)[
            :KEPT_SHINGLES
        ]
    runs = range(len(words) - WORDS_IN_A_SHINGLE + 1)
    shingles = {" ".join(words[at : at + WORDS_IN_A_SHINGLE]) for at in runs}
    return sorted(shingles, key=_spread)[:KEPT_SHINGLES]


def _spread(shingle):
    """An order that no language's alphabet favours, and that is the same in every process."""
    return sum(ord(sign) * 2654435761 * (index + 1) for index, sign in enumerate(shingle)) & 0xFFFFFFFF


def _root(parent, key):
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key
