"""Every paper opened by another program: in it stand exactly the comments that its reader may see."""

import re
import subprocess
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from circulation.models import Round
from comments.models import Comment
from compilation.layouts import LAYOUTS
from compilation.services import compile_round
from demonstration import loading
from stakeholders.models import User

pytestmark = pytest.mark.django_db
REF = re.compile(r"\bR1-[A-Z]+-\d{3}\b")
# The figures name no comment; the running text and the amendments hold those that propose words.
APART = ("statistics", "running", "iso", "ippc", "ipcc", "sources", "text", "numbered", "tracked")
NAMING = {name: layout for name, layout in LAYOUTS.items() if name not in APART and layout.goes_with(True)}


@pytest.fixture
def round(db):
    loading.load(date.today())
    return Round.objects.get(number=1)


@pytest.fixture
def text_in(office, tmp_path):
    """`text_in(made, format)`: what another program reads in the file."""

    def read(made, format):
        path = tmp_path / f"made.{format}"
        path.write_bytes(made)
        if format == "pdf":
            done = subprocess.run(
                ["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True
            )
            return re.sub(r"-\n", "-", done.stdout)
        if format == "docx":
            return office(path, "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
        return made.decode("utf-8")

    return read


def visible(round, user, layout):
    rows = Comment.objects.visible_to(user).in_round(round).standing()
    return set((rows.filter(proposes=True) if layout == "amendments" else rows).values_list("ref", flat=True))


def test_a_paper_holds_exactly_the_comments_its_reader_may_see(round, text_in):
    expert = User.objects.get(email="expert@travaux.example")
    faults, made_of = [], 0
    for name, layout in NAMING.items():
        for format in sorted({"docx", "pdf", "txt"} & set(layout.formats)):
            for user in (expert, AnonymousUser()) if format != "docx" else (expert,):
                found = set(REF.findall(text_in(compile_round(round, name, format, user), format)))
                if found != visible(round, user, name):
                    faults.append((name, format, str(user), sorted(found ^ visible(round, user, name))[:5]))
                made_of += 1
    assert (faults, made_of) == ([], 17)


def test_a_report_keeps_its_words_and_names_what_it_leaves_out(round, text_in):
    expert = User.objects.get(email="expert@travaux.example")
    said = text_in(compile_round(round, "report", "docx", expert, 6000), "docx")
    full = text_in(compile_round(round, "report", "docx", expert), "docx")
    assert len(said.split()) <= 6000 < len(full.split())
    assert set(REF.findall(said)) == visible(round, expert, "report")
    states = {c.organisation.short_name for c in Comment.objects.in_round(round) if c.organisation.is_state}
    assert [state for state in states if state not in said] == []
