"""Which of many texts are worth comparing with one: those that share most of its rarer words."""

from collections import Counter, defaultdict

from rapidfuzz import fuzz

from drafting.text.tokens import is_word, token_texts

FEW = 10
CANDIDATES = 5
# Above so many characters on each side, words are compared and not characters: the work grows with the square.
LONG = 20_000
SIGNS = 255


class Likely:
    """An index of texts by their words: finding what a text may have come from does not read all of them."""

    def __init__(self, texts, places=None):
        self.places = list(range(len(texts))) if places is None else list(places)
        self.by_word = defaultdict(list)
        if len(self.places) > FEW:
            for place in self.places:
                for word in _words(texts[place]):
                    self.by_word[word].append(place)
        # A word that stands in a tenth of the texts tells none of them apart.
        self.common = max(FEW, len(self.places) // 10)

    def of(self, text):
        """Places of the likeliest texts; all of them where they are few or no rarer word is shared."""
        if len(self.places) <= FEW:
            return self.places
        shared = Counter()
        for word in _words(text):
            found = self.by_word.get(word, ())
            if len(found) <= self.common:
                shared.update(found)
        return [place for place, _ in shared.most_common(CANDIDATES)] or self.places[: 10 * FEW]


def likeness(old, new, floor=0.0):
    """How like two texts are, 0 to 100; 0 below the floor. Of long texts by their words, of others by characters."""
    if min(len(old), len(new)) > LONG:
        old, new = _signs(old, new)
    return fuzz.ratio(old, new, score_cutoff=floor)


def _signs(*texts):
    """Each text with one character for a word; they are few, so that rapidfuzz takes its quick road.

    Words that share a sign make unlike texts a little liker, far less than the letters they share do.
    """
    signs = {}
    return [
        "".join(
            [chr(signs.setdefault(token, len(signs) % SIGNS)) for token in token_texts(text) if token != " "]
        )
        for text in texts
    ]


def _words(text):
    return set(filter(is_word, token_texts(text)))


def shared_words(words, others):
    """How far one text's words are among another's, 0 to 100, whatever their order: for suggesting, not deciding."""
    if not words.strip() or not others.strip():
        return 0.0
    return fuzz.token_set_ratio(words, others)
