"""The fonts of our PDF files, and which letters they have: one sign without a letter would refuse the whole file."""

from functools import cache
from pathlib import Path

import fontpkg
from fontTools.ttLib import TTCollection, TTFont

FAMILIES = ("Noto Serif", "Noto Sans Arabic", "Noto Serif CJK SC")
# Debian's fonts-noto-cjk, where it is installed: no package of PyPI has the letters of Chinese.
CHINESE = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
_BETWEEN_LINES = "\n\t"


@cache
def folders():
    """The folders that the typesetter looks into."""
    ours = [str(fontpkg.path(name).parent) for name in ("noto-serif", "noto-sans-arabic")]
    return [*ours, str(CHINESE.parent)] if CHINESE.exists() else ours


@cache
def letters():
    """Every code point that one of the fonts has a letter for."""
    found = set(map(ord, _BETWEEN_LINES))
    for name in ("noto-serif", "noto-sans-arabic"):
        found.update(TTFont(fontpkg.path(name), lazy=True).getBestCmap())
    if CHINESE.exists():
        found.update(TTCollection(CHINESE, lazy=True).fonts[0].getBestCmap())
    # Control characters have an empty letter in some fonts, and no place in a tagged PDF.
    return frozenset(sign for sign in found if sign >= 0x20 and not 0x7F <= sign <= 0x9F or sign in (9, 10))


def covered(content):
    """`content` (text, or lists and dictionaries of it) with each sign that has no letter printed as [U+XXXX]."""
    if isinstance(content, str):
        known = letters()
        if all(ord(sign) in known for sign in set(content)):
            return content
        return "".join(sign if ord(sign) in known else f"[U+{ord(sign):04X}]" for sign in content)
    if isinstance(content, dict):
        return {name: covered(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [covered(each) for each in content]
    return content
