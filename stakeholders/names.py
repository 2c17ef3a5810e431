"""Names that look alike. A party is known by its name, so no other party's may be imitated."""

import unicodedata

# Letters that a reader takes for a Latin one, from Cyrillic, Greek, Armenian and letter-like signs.
LOOK_ALIKES = str.maketrans(
    {
        "а": "a", "ӕ": "ae", "в": "b", "ь": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "є": "e", "ғ": "f",
        "ԍ": "g", "н": "h", "һ": "h", "і": "i", "ї": "i", "ј": "j", "к": "k", "ӏ": "l", "м": "m", "п": "n",
        "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "ц": "u", "ѵ": "v", "ѡ": "w", "ш": "w",
        "х": "x", "у": "y", "ү": "y", "з": "3", "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k",
        "μ": "m", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "ω": "w", "ζ": "z", "ս": "u",
        "օ": "o", "հ": "h", "ո": "n", "ց": "g", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t",
        "ɑ": "a", "ɡ": "g", "ɩ": "i", "ʏ": "y", "ᴏ": "o", "æ": "ae", "œ": "oe", "ß": "ss",
        "0": "o", "1": "l", "|": "l", "5": "s", "8": "b", "$": "s",
    }
)  # fmt: skip


def skeleton(name):
    """What is left of a name when everything that can be mistaken for something else is made the same.

    NFKC, no case, no accents, look-alike letters as one, no spaces or signs; two names with one skeleton imitate
    each other.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    letters = "".join(c for c in bare.translate(LOOK_ALIKES) if c.isalnum())
    return letters.replace("rn", "m").replace("vv", "w").replace("i", "l")
