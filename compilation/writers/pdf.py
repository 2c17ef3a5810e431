"""PDF by typst: tagged (PDF/UA-1), set from data alone, so that no text is ever taken for markup."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from compilation.papers import Heading, Paragraph
from compilation.sheets import Sheet
from compilation.writers import fonts

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
        "masthead": paper.masthead.__dict__ if paper.masthead else None,
        "blocks": [_block(block) for block in paper.blocks],
        "landscape": False,
    }


def _of_sheet(sheet):
    """The columns of short cells are one block on paper, and the long ones stand beside it."""
    short, long, widths = sheet.on_paper()
    rows = ([[[sheet.block(cells, short), ""]], *([[cells[i], ""]] for i in long)] for cells in sheet.rows)
    table = {
        "kind": "table",
        "headings": ["", *(sheet.columns[i].heading for i in long)],
        "rows": list(rows),
        "widths": widths,
    }
    facts = [
        {"kind": "paragraph", "runs": [[f"{name}: {value}", ""]], "number": "", "indent": 0, "language": ""}
        for name, value in sheet.facts
    ]
    return _frame(sheet) | {"masthead": None, "blocks": [*facts, table], "landscape": True}


def _frame(made):
    return {
        "title": made.title,
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
