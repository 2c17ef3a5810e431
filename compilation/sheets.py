"""A document as data, between the layouts that fill it and the writers that print it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, and whether its cells are long text."""

    heading: str
    width: int
    is_long: bool = False


@dataclass
class Sheet:
    """A table with what is said above it. `rows` may be a generator of lists of text, one text a column."""

    title: str
    facts: list
    columns: list
    rows: Iterable = field(default_factory=list)
    language: str = "en"
    is_right_to_left: bool = False


# What no file can hold: control characters, half characters, and the two that are none.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text):
    """`text` as XML can hold it: a cell is text, and what cannot be printed becomes its name, [U+0000]."""
    return _UNPRINTABLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", str(text))
