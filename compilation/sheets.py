"""A document as data, between the layouts that fill it and the writers that print it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from compilation.papers import Masthead

# On paper the block takes its share beside the long columns: narrower, it would be longer than what is said.
BLOCK_WIDTHS = 18, 60


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, and whether its cells are long text."""

    heading: str
    width: int
    is_long: bool = False


@dataclass(frozen=True)
class Rows:
    """Rows that can be begun anywhere: `begin(n)` gives those after the first n, in the same order each time."""

    begin: Callable

    def __iter__(self):
        return iter(self.begin(0))


@dataclass
class Sheet:
    """A table with what is said above it. `rows` may be a generator of lists of text, one text a column."""

    title: str
    facts: list
    columns: list
    rows: Iterable = field(default_factory=list)
    language: str = "en"
    is_right_to_left: bool = False
    masthead: Masthead | None = None

    def on_paper(self):
        """(short columns, long columns, widths): on paper the short ones are one block, the long ones beside it."""
        short = [i for i, column in enumerate(self.columns) if not column.is_long]
        long = [i for i, column in enumerate(self.columns) if column.is_long]
        least, most = BLOCK_WIDTHS
        block = max(least, min(most, sum(self.columns[i].width for i in short) // 3))
        return short, long, [block, *(self.columns[i].width for i in long)]

    def block(self, cells, short):
        """The short cells of a row, a line each, the first without its heading."""
        return "\n".join(
            f"{self.columns[i].heading}: {cells[i]}" if i else cells[i] for i in short if cells[i]
        )


# What no file can hold: control characters, half characters, and the two that are none.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text):
    """`text` as XML can hold it: a cell is text, and what cannot be printed becomes its name, [U+0000]."""
    return _UNPRINTABLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", str(text))
