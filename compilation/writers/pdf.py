"""PDF by typst: tagged (PDF/UA-1), set from data alone, so that no text is ever taken for markup."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from compilation.papers import Heading, Paragraph, Run
from compilation.sheets import Sheet
from compilation.writers import fonts
from drafting.text.sides import reads_from_right

CONTENT_TYPE = "application/pdf"
TEMPLATE = Path(__file__).with_name("paper.typ")


def write(made):
    """A Paper, or a Sheet, as the bytes of a PDF. The same input gives the same bytes."""
    content = _of_sheet(made) if isinstance(made, Sheet) else _of_paper(made)
    return typst.compile(
        _template(),
        font_paths=fonts.folders(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(fonts.covered(content))},
        pdf_standards=["ua-1"],
        timestamp=datetime(2000, 1, 1, tzinfo=UTC),
    )


@cache
def _template():
    return TEMPLATE.read_bytes()


def _of_paper(paper):
    return _frame(paper) | {
        "blocks": [_block(block) for block in paper.blocks],
        "landscape": False,
    }


def _of_sheet(sheet):
    """The columns of short cells are one block on paper, and the long ones stand beside it."""
    short, long, widths = sheet.on_paper()
    ours = sheet.is_right_to_left
    rows = (
        [[[sheet.block(cells, short), ""]], *(_cell(cells[i], ours) for i in long)] for cells in sheet.rows
    )
    table = {
        "kind": "table",
        "headings": [sheet.columns[short[0]].heading, *(sheet.columns[i].heading for i in long)],
        "rows": list(rows),
        "widths": widths,
    }
    facts = [_block(Paragraph((Run(f"{name}: {value}"),))) for name, value in sheet.facts]
    return _frame(sheet) | {"blocks": [*facts, table], "landscape": True}


def _cell(text, ours):
    """A long cell, set from its own side where that is not the side of the sheet."""
    right = reads_from_right(text, ours)
    return [[text, "" if right == ours else "rtl" if right else "ltr"]]


def _frame(made):
    return {
        "title": made.title,
        "masthead": made.masthead.__dict__ if made.masthead else None,
        "language": made.language.partition("-")[0],
        "direction": "rtl" if made.is_right_to_left else "ltr",
        "families": list(fonts.FAMILIES),
        "lines": getattr(made, "has_line_numbers", False),
    }


def _block(block):
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        language = block.language.partition("-")[0]
        return {"kind": "paragraph", **block.__dict__, "language": language, "runs": _runs(block.runs)}
    rows = [[_runs(cell) for cell in row] for row in block.rows]
    return {"kind": "table", "headings": block.headings, "rows": rows, "widths": block.widths}


def _runs(runs):
    return [[run.text, run.look] for run in runs]
