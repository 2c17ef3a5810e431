"""Markdown as plain text: its marks are taken away, its numbers and paragraphs stay."""

import regex

HEADING = regex.compile(r"#{1,6}[ \t]+(?P<words>.*?)[ \t]*#*$")
UNDERLINE = regex.compile(r"(?:={3,}|-{3,})[ \t]*$")
QUOTE = regex.compile(r"(?:>[ \t]?)+")
LINK = regex.compile(r"!?\[(?P<words>[^\[\]\n]{0,400})\]\([^()\n]{0,400}\)")
STRONG = regex.compile(r"(?P<mark>\*\*|__)(?P<words>[^*_\n]{1,2000})(?P=mark)")
EMPHASIS = regex.compile(r"(?<![\p{L}\d*_])(?P<mark>[*_])(?P<words>[^*_\n]{1,2000})(?P=mark)(?![\p{L}\d*_])")
ESCAPE = regex.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")
FENCE = regex.compile(r"(?:```|~~~).*")


def from_markdown(text):
    """The words of a Markdown text; headings stand alone, so that they are read as such."""
    lines = []
    for line in text.split("\n"):
        body = line.strip(" \t")
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        heading = HEADING.fullmatch(body)
        if heading:
            lines += ["", _plain(heading["words"]), ""]
        elif UNDERLINE.fullmatch(body) and lines and lines[-1].strip():
            lines.append("")
        elif not FENCE.fullmatch(body) and not UNDERLINE.fullmatch(body):
            lines.append(indent + _plain(QUOTE.sub("", body, count=1) if body.startswith(">") else body))
    return "\n".join(lines)


def _plain(words):
    words = LINK.sub(lambda match: match["words"], words)
    words = STRONG.sub(lambda match: match["words"], words)
    words = EMPHASIS.sub(lambda match: match["words"], words)
    return ESCAPE.sub(r"\1", words)
