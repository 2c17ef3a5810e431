"""Finding the words that a person quotes, in one provision, from the quote and what stands around it."""

import regex
from rapidfuzz import fuzz

from drafting.text.alignment import cached_paragraphs
from drafting.text.differences import TYPOGRAPHY
from drafting.text.tokens import is_word, normalise, tokens

MOST_HITS = 200
MOST_SUGGESTIONS = 3
LEAST_LIKE = 60.0
LONGEST_QUOTE = 20_000
WORD_INSIDE = regex.compile(r"[\p{L}\p{M}\p{N}]")
MARKS_AT_END = regex.compile(r"[^\p{L}\p{M}\p{N}]+$")
MARKS_AT_START = regex.compile(r"^[^\p{L}\p{M}\p{N}]+")
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")


def find_words(text, quote, span=None):
    """Raw spans where a quote stands, white space and hyphens made alike; whole words before parts of words.

    A keyboard has no curly quotes: where the quote is not found as it stands, straight and curly are alike.
    """
    start, end = span or (0, len(text))
    page = normalise(text[start:end])
    wanted = normalise(quote).text.strip()
    if not wanted or len(wanted) > LONGEST_QUOTE:
        return []
    hits = _hits(page.text, wanted) or _hits(page.text.translate(TYPOGRAPHY), wanted.translate(TYPOGRAPHY))
    whole = [hit for hit in hits if _is_whole(page.text, *hit)]
    spans = []
    for first, last in whole or hits:
        raw_start, raw_end = page.raw(first, last)
        spans.append((start + raw_start, start + raw_end))
    return spans


def keep_in_context(text, spans, prefix, suffix):
    """Of several places, those whose surroundings are most like the given ones; all where nothing tells them
    apart.
    """
    before, after = normalise(prefix).text, normalise(suffix).text
    if len(spans) < 2 or not (before.strip() or after.strip()):
        return spans
    ranked = []
    for start, end in spans:
        left = normalise(text[max(0, start - 2 * len(prefix) - 8) : start]).text
        right = normalise(text[end : end + 2 * len(suffix) + 8]).text
        ranked.append(_alike(left[::-1], before[::-1]) + _alike(right, after))
    best = max(ranked)
    return [span for span, rank in zip(spans, ranked, strict=True) if rank == best] if best else spans


def crosses(text, quote):
    """Whether a quote runs over two or more paragraphs, their numbers counted or not."""
    wanted = normalise(quote).text.strip()
    items = cached_paragraphs(text)
    if not wanted or len(items) < 2:
        return False
    bodies = " ".join(normalise(item.words(text)).text.strip() for item in items)
    return wanted in bodies or wanted in normalise(text).text


def suggest(text, quote, spans):
    """The nearest wordings in the given spans, likest first: for "did you mean …?"."""
    wanted = normalise(quote).text.strip()
    found = []
    for start, end in spans:
        part = text[start:end]
        if not wanted or len(wanted) > 2_000 or not part.strip():
            continue
        hit = fuzz.partial_ratio_alignment(wanted, part, score_cutoff=LEAST_LIKE)
        if hit and hit.dest_end > hit.dest_start:
            first, last = _widened(part, hit.dest_start, hit.dest_end)
            found.append((hit.score, _trimmed(part[first:last].strip(), wanted)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(dict.fromkeys(words for _, words in found if words))[:MOST_SUGGESTIONS]


def _trimmed(words, wanted):
    """Without marks at the ends that the quote does not have there."""
    if WORD_INSIDE.match(wanted[-1]):
        words = MARKS_AT_END.sub("", words)
    return MARKS_AT_START.sub("", words) if WORD_INSIDE.match(wanted[0]) else words


def _hits(text, wanted):
    hits, place = [], text.find(wanted)
    while place >= 0 and len(hits) < MOST_HITS:
        hits.append((place, place + len(wanted)))
        place = text.find(wanted, place + 1)
    return hits


def _is_whole(text, start, end):
    return not _inside(text, start) and not _inside(text, end)


def _inside(text, place):
    """Whether a place is in the middle of a word."""
    if not 0 < place < len(text):
        return False
    left, right = text[place - 1], text[place]
    if UNSPACED.match(left) or UNSPACED.match(right):
        return False
    return bool(WORD_INSIDE.match(left) and WORD_INSIDE.match(right))


def _alike(text, wanted):
    """How many characters two texts have in common from their start."""
    length = 0
    for one, other in zip(text, wanted, strict=False):
        if one != other:
            break
        length += 1
    return length


def _widened(text, start, end):
    """A span made to begin and end with whole words."""
    first, last = start, end
    for token in tokens(text):
        if token.start < start < token.end and is_word(token.text):
            first = token.start
        if token.start < end < token.end and is_word(token.text):
            last = token.end
    return first, last
