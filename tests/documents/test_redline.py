"""A redline in LibreOffice: accepting all changes gives exactly the new text, rejecting them exactly the old one."""

from datetime import datetime

import pytest

from drafting.text.alignment import UnitText
from drafting.text.structure import read_structure
from drafting.text.word import printed_lines, write_word_redline
from tests.text.redraft import begin, finish, redraft


def declaration(shared_data, language):
    outline = read_structure(shared_data(f"udhr/udhr.{language}.txt").read_text("utf-8"))
    kinds = ("preambular", "article")
    return [UnitText(None, u.label, u.heading, u.text) for u in outline.units if u.kind in kinds]


def printed(units, language):
    return "".join(f"{words}\n" for words, *_ in printed_lines(units, language))


@pytest.mark.parametrize(("language", "seed"), [("en", 5), ("ar", 7)])
def test_accepted_it_is_the_new_text_and_rejected_the_old_one(shared_data, settled, tmp_path, language, seed):
    old = declaration(shared_data, language)
    if language == "en":
        draft, _expected = begin(old, seed)
        redraft(draft, 20)
        new, _expected = finish(draft)
    else:
        # Whatever the script: words changed, a paragraph gone, two Articles swapped, one added at the end.
        new = [*old[:9], old[10], old[9], *old[12:], UnitText(None, "Article 30", "", old[3].text[::-1])]
        new[4] = UnitText(None, new[4].label, "", " ".join(new[4].text.split()[:-3]))
    path = tmp_path / "redline.docx"
    when = datetime(2026, 3, 14, 18, 0)
    path.write_bytes(write_word_redline(old, new, author="Independent Expert", when=when, language=language))
    assert settled(path, "Accept") == printed(new, language)
    assert settled(path, "Reject") == printed(old, language)
