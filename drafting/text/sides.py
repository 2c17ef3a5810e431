"""The side a text reads from, and words kept together among words that read from the other side."""

import unicodedata

TO_RIGHT, TO_LEFT = "\u200e", "\u200f"


def reads_from_right(text, otherwise=False):
    """Whether `text` reads from right to left: its first letter of either direction decides."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return otherwise


def apart(words, within_right):
    """`words` between marks where they read from another side than what stands around them, else as they are.

    Without marks "[R1-AR-001]" after an English quotation would run on with it to the right in an Arabic sentence.
    Marks rather than isolates: every reader of files knows them (Unicode Standard Annex 9, section 2.6).
    """
    words = str(words)
    if reads_from_right(words, within_right) == within_right:
        return words
    around, inside = (TO_LEFT, TO_RIGHT) if within_right else (TO_RIGHT, TO_LEFT)
    return f"{around}{inside}{words}{inside}{around}"
