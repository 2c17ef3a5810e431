"""Words, and text made comparable without losing the way back to the raw characters."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

import regex

# Scripts written without spaces: one character is one token, or a whole clause would count as a word.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
# In them only the verbs that carry the law are known as words: “应当” is never half of a change.
MODALS = "不应当|不应该|不应|不得|应当|应该|必须|可以"
TOKEN = regex.compile(
    rf"(?V1){MODALS}|[{UNSPACED}]\p{{M}}*|[[\p{{L}}\p{{M}}\p{{N}}]--[{UNSPACED}]]+|\s+|.", regex.DOTALL
)
WORD = regex.compile(r"(?V1)[\p{L}\p{N}\p{M}]")

# For texts without combining marks and without those scripts, the same tokens four times quicker.
PLAIN_TOKEN = re.compile(r"[^\W_]+|\s+|.", re.DOTALL)
SPECIAL = regex.compile(rf"(?V1)[\p{{M}}{UNSPACED}\x1c-\x1f]")
_PLAIN_SEEN = set()

DROPPED = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
HYPHENS = "\u2010\u2011"
PLAIN = {ord(mark): None for mark in DROPPED} | {ord(mark): "-" for mark in HYPHENS}
SPACES = re.compile(r"\s+")
# A base with its marks, or a run of Hangul jamo: what normalisation may compose into fewer characters.
CLUSTER = regex.compile(r"(?V1)[\u1100-\u11ff]+\p{M}*|.\p{M}*", regex.DOTALL)


class Token(NamedTuple):
    text: str
    start: int
    end: int


def tokens(text):
    """Split a text into words, runs of white space and single marks of punctuation.

    Letters, combining marks and digits in a row are one token; each Han, Kana or Thai character is one, but for
    Chinese modal verbs.
    Joined back, the tokens give the text to the byte.
    """
    return [Token(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text)]


def token_texts(text):
    """The texts of `tokens` alone, for comparing: several times quicker."""
    characters = set(text)
    if not characters <= _PLAIN_SEEN and not all(map(_is_plain, characters)):
        return TOKEN.findall(text)
    return PLAIN_TOKEN.findall(text)


@lru_cache(maxsize=1 << 18)
def is_word(token):
    return WORD.match(token) is not None


def count_words(text):
    return sum(map(is_word, token_texts(text)))


def _is_plain(character):
    """Whether the standard library's quicker expressions treat a character as TOKEN does; remembered."""
    if SPECIAL.match(character):
        return False
    _PLAIN_SEEN.add(character)
    return True


class Normalised(NamedTuple):
    """A text made comparable; `starts` and `ends` say which raw characters each of its characters stands
    for.
    """

    text: str
    starts: list
    ends: list

    def raw(self, start, end):
        """Raw span of the normalised span [start, end): what was dropped inside it is included."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return place, place
        return self.starts[start], self.ends[end - 1]

    def at(self, start, end):
        """Normalised span of the raw span [start, end)."""
        return bisect_right(self.ends, start), max(
            bisect_left(self.starts, end), bisect_right(self.ends, start)
        )


def normalise(text):
    """Make a text comparable: NFC, every run of white space one space, soft hyphens and zero-width marks
    dropped, U+2010 and U+2011 as "-". Case and accents stay: they carry meaning.
    """
    characters, starts, ends = [], [], []
    for piece, start, end in _pieces(text):
        if piece in DROPPED:
            continue
        if piece.isspace():
            if characters and characters[-1] == " ":
                ends[-1] = end
                continue
            piece = " "
        elif piece in HYPHENS:
            piece = "-"
        characters.append(piece)
        starts.append(start)
        ends.append(end)
    return Normalised("".join(characters), starts, ends)


def normal_text(text):
    """`normalise(text).text` alone, many times quicker."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(PLAIN)
    # Most texts have no other white space than single spaces and ends of lines: no search is needed then.
    even = text.replace("\n", " ")
    return even if "  " not in even and even.isprintable() else SPACES.sub(" ", text)


def _pieces(text):
    """Characters of the composed text, each with the raw span it came from."""
    if unicodedata.is_normalized("NFC", text):
        for place, character in enumerate(text):
            yield character, place, place + 1
        return
    for match in CLUSTER.finditer(text):
        for character in unicodedata.normalize("NFC", match.group()):
            yield character, match.start(), match.end()
