"""Our text as it comes back in Word: tracked changes, balloons, and edits that nobody tracked.

Who made a change or wrote a balloon is that delegation's business, and is not read.
"""

import io
import zipfile

from django.utils.translation import gettext as _

from comments.intake.grids import Unreadable
from comments.intake.keys import find_key, without_keys
from drafting.text import word_changes, word_reading
from drafting.text.word_numbers import W, WordNumbers
from drafting.text.word_reading import open_part, open_word


def read(content):
    """The paragraphs of a .docx as dicts of key and cells before, after, comment (the balloons). Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document = open_word(archive)
            numbers = WordNumbers(*(open_part(archive, f"word/{n}.xml") for n in ("numbering", "styles")))
            balloons = _balloons(open_part(archive, "word/comments.xml"))
    except (*word_reading.BROKEN, word_reading.Refused):
        raise Unreadable(_("This Word file cannot be read.")) from None
    return [_paragraph(p, n, numbers, balloons) for n, p in enumerate(document.iter(f"{W}p"))]


def _paragraph(paragraph, index, numbers, balloons):
    before, after = word_changes.sides(paragraph)
    printed = numbers.printed(paragraph.find(f"{W}pPr"))
    said = [balloons.get(ref.get(f"{W}id"), "") for ref in paragraph.iter(f"{W}commentReference")]
    cells = {
        "printed": printed or "",
        "before": without_keys(before),
        "after": without_keys(after),
        "comment": "\n\n".join(words for words in said if words),
    }
    return {"row": index, "key": find_key(before) or find_key(after), "cells": cells}


def _balloons(part):
    """{id: words} of the balloons."""
    if part is None:
        return {}
    return {
        each.get(f"{W}id"): "\n".join(word_changes.sides(p)[1] for p in each.iter(f"{W}p")).strip()
        for each in part.iter(f"{W}comment")
    }
