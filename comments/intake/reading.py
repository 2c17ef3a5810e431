"""A filled-in file as rows: what each says, where the file says it belongs, and where it stood in the file."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from comments.intake import marked
from comments.intake.columns import headings
from comments.intake.grids import Continued, Unreadable, read_grids
from comments.intake.keys import Key, find_key, without_keys

_ITEM = re.compile(r"^\s*\(?(\d{1,2})[.)]\s+", re.MULTILINE)
PLACES = ("party", "line", "clause", "paragraph", "nth", "number", "page", "type", "key", "quote")


@dataclass
class Row:
    """One remark of a file. `table` and `row` say where it stood; `extra` are columns that no form of ours has."""

    number: int
    table: int = 0
    row: int = 0
    key: Key | None = None
    cells: dict = field(default_factory=dict)
    extra: dict = field(default_factory=dict)
    columns: tuple = ()  # what its table has columns for, filled in or not

    def get(self, meaning):
        return self.cells.get(meaning, "")


@dataclass
class Reading:
    """The rows of a file, and what kind it is: "form", "text" (Word with changes) or "clearance"."""

    kind: str
    rows: list


def read(name, content):
    """Read a file (name, bytes). Raises Unreadable where nothing in it is a form or a text of ours."""
    grids = read_grids(name, content)
    rows, kinds, known = [], set(), False
    for table, grid in enumerate(grids):
        found = headings(grid)
        if not found:
            continue
        known = True
        kinds.add("clearance" if any(m == "clearance" for m, _h in found[1]) else "form")
        for row in _rows(grid, table, *found):
            row.number = len(rows) + 1
            rows.append(row)
    if known:
        return Reading("clearance" if kinds == {"clearance"} else "form", rows)
    if name.lower().endswith(".docx"):
        return Reading("text", [Row(n, **each) for n, each in enumerate(marked.read(content), start=1)])
    raise Unreadable(_("No column of this file says “Comments” or “Proposed change”."))


def _rows(grid, table, start, columns):
    clears = any(meaning == "clearance" for meaning, _heading in columns)
    names = [heading for _meaning, heading in columns]
    for index, cells in enumerate(grid.rows[start:], start=start):
        if [" ".join(cell.split()) for cell in cells] == names:
            continue  # the headings again, on another page
        row = _row(table, index, columns, cells)
        if clears:
            if row.get("clearance"):
                yield row
        elif row.get("comment") or row.get("proposed") or row.extra:
            yield from _parted(row)


def _row(table, index, columns, cells):
    known = tuple(meaning for meaning, _heading in columns if meaning)
    row = Row(0, table, index, find_key(" ".join(cells)), columns=known)
    for position, cell in enumerate(cells):
        meaning, heading = columns[position] if position < len(columns) else (None, "")
        text = without_keys(cell)
        if not text or (isinstance(cell, Continued) and meaning not in PLACES):
            continue
        if meaning:
            row.cells[meaning] = text
        else:
            row.extra[heading or str(position + 1)] = text
    return row


def _parted(row):
    """Several numbered comments in one cell are several rows, with their proposals where these are numbered alike."""
    said, proposed = _items(row.get("comment")), _items(row.get("proposed"))
    if len(said) < 2 or (row.get("proposed") and len(proposed) != len(said)):
        yield row
        return
    for index, words in enumerate(said):
        cells = row.cells | {"comment": words}
        if proposed:
            cells["proposed"] = proposed[index]
        yield Row(0, row.table, row.row, row.key, cells, row.extra, row.columns)


def _items(text):
    """The items of a list that counts from 1 without a gap and begins the text; [] for anything else."""
    marks = list(_ITEM.finditer(text))
    if [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)) or not marks or marks[0].start():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
