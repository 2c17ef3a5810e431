"""A Paper as plain text, and as one HTML page without scripts."""

import textwrap
from html import escape

from compilation.papers import DELETED, INSERTED, NOTE, Heading, Paragraph

WIDTH = 72


class Text:
    CONTENT_TYPE = "text/plain; charset=utf-8"

    @staticmethod
    def write(paper):
        """The Paper as UTF-8 text: `[-…-]` for what is deleted, `{+…+}` for what is inserted."""
        lines = [paper.title, "=" * min(len(paper.title), WIDTH), ""]
        for block in paper.blocks:
            lines += [*_lines(block), ""]
        if paper.has_line_numbers:
            lines = _numbered(lines)
        return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "replace")


class Html:
    CONTENT_TYPE = "text/html; charset=utf-8"

    @staticmethod
    def write(paper):
        """The Paper as one HTML page that opens anywhere."""
        direction = "rtl" if paper.is_right_to_left else "ltr"
        head = f'<meta charset="utf-8"><title>{escape(paper.title)}</title>'
        body = "\n".join(_tag(block) for block in paper.blocks)
        page = f'<!doctype html>\n<html lang="{escape(paper.language)}" dir="{direction}"><head>{head}</head>\n<body>'
        return f"{page}<h1>{escape(paper.title)}</h1>\n{body}\n</body></html>\n".encode("utf-8", "replace")


def _numbered(lines):
    """Lines of at most WIDTH letters, each with its number before it; an empty line has none."""
    broken = [part for line in lines for part in (textwrap.wrap(line, WIDTH) or [""])]
    numbers = iter(range(1, len(broken) + 1))
    return [f"{next(numbers):>5}  {line}" if line else "" for line in broken]


def _lines(block):
    if isinstance(block, Heading):
        return [block.text, "-" * min(len(block.text), WIDTH)]
    if isinstance(block, Paragraph):
        margin = "    " * block.indent + (f"{block.number} " if block.number else "")
        return (margin + _text(block.runs)).split("\n")
    rows = [" | ".join(_text(cell).replace("\n", " / ") for cell in row) for row in block.rows]
    return [" | ".join(block.headings), *rows]


def _text(runs):
    marks = {INSERTED: "{{+{}+}}", DELETED: "[-{}-]", NOTE: " [{}]"}
    return "".join(marks.get(run.look, "{}").format(run.text) for run in runs)


def _tag(block):
    if isinstance(block, Heading):
        level = min(block.level + 1, 4)
        return f"<h{level}>{escape(block.text)}</h{level}>"
    if isinstance(block, Paragraph):
        language = f' lang="{escape(block.language)}" dir="auto"' if block.language else ""
        number = f"{escape(block.number)} " if block.number else ""
        return f"<p{language}>{number}{_html(block.runs)}</p>"
    heads = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in block.headings)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_html(cell)}</td>" for cell in row) + "</tr>\n" for row in block.rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _html(runs):
    names = {"ins": "ins", "del": "del", "strong": "strong", "em": "em", "change": "b", "note": "small"}
    out = ""
    for run in runs:
        words = escape(run.text).replace("\n", "<br>")
        out += f"<{names[run.look]}>{words}</{names[run.look]}>" if run.look else words
    return out
