"""The papers of a round: what is in them, in what order, and for whom."""

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from comments import services as comments
from comments.services import note_view
from compilation.papers import Masthead, Paper, Run
from compilation.printing import mark_of
from compilation.services import compile_round, layouts_for
from compilation.writers import paper_docx, pdf
from mandate.models import Activity, Segment
from stakeholders import clock
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(anna, tomas, noor, round_one, arvenia, tolmark, coastal):
    """Two States and a body propose; Tolmark is late."""
    proposed = "Solidarity means working together."
    write_draft(round_one, coastal, noor, paragraph="1", proposed=proposed, explanation="It is shared work.")
    submitted(round_one, coastal, noor)
    write_draft(round_one, arvenia, anna, paragraph="1", proposed=proposed, explanation="Acting is vague.")
    write_draft(round_one, arvenia, anna, label=None, explanation="A good text.")
    submitted(round_one, arvenia, anna)
    with clock.at(round_one.closes_at):
        write_draft(
            round_one, tolmark, tomas, label="Article 2", paragraph="1", proposed="", explanation="Out."
        )
        submitted(round_one, tolmark, tomas)
    return round_one


def lines(made):
    return [paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs]


def test_by_contributor_states_come_first_and_late_replies_last(round, expert):
    said = lines(compile_round(round, "contributor", "docx", expert))
    order = ["Republic of Arvenia", "Coastal Peoples' Network", "Kingdom of Tolmark"]
    assert [line for line in said if line in order] == order
    addendum = said.index("Addendum: replies received after the closing time")
    assert said.index("Coastal Peoples' Network") < addendum < said.index("Kingdom of Tolmark")
    assert "1 minutes late." in said[said.index("Kingdom of Tolmark") + 1]


def test_by_provision_the_same_proposal_stands_once_with_all_who_make_it(round, expert):
    said = lines(compile_round(round, "provision", "docx", expert))
    asked = "Arvenia, Coastal Peoples: Article 1, paragraph 1: replace “acting” with “working”"
    proposal = f"{asked} [R1-AR-002, R1-CPN-001]"
    assert said.count(proposal) == 1
    assert said.index("Addendum: comments received after the closing time") > said.index(proposal)


def test_by_provision_what_was_said_in_no_partys_name_follows_marked_oral(round, expert, tomas, client):
    day = date(2026, 3, 2)
    meeting = Activity.objects.create(
        mandate=round.declaration.mandate,
        slug="meeting",
        kind="consultation",
        title="A meeting",
        begins=day,
        ends=day,
    )
    entry, on = round.version.entries.get(label="Article 2"), [None, None]
    for number, is_public in enumerate((True, False)):
        segment = Segment.objects.create(activity=meeting, order=number, title="S", is_public=is_public)
        mark = mark_of(round, {}, expert)
        note_view(segment, round, words=f"Costs {number}.", by=expert, entry=entry)
        on[number] = (
            f"A participant (oral, attributed to nobody): Article 2: Costs {number}. [A meeting, Monday 2 March 2026]"
        )
        assert mark_of(round, {}, expert) != mark
    for reader, found in ((expert, on), (tomas, on[:1])):
        said = lines(compile_round(round, "provision", "docx", reader))
        assert [line for line in said if "(oral" in line] == found
        assert (
            said.index("Article 2. Duties of States")
            < said.index(found[-1])
            < said.index("Article 3. Participation")
        )


def test_the_running_text_is_a_working_paper(round, expert, anna):
    said = lines(compile_round(round, "running", "docx", expert))
    bracket = "[acting — Arvenia, Coastal Peoples](working — Arvenia, Coastal Peoples)"
    assert [line for line in said if bracket in line] != []
    assert (
        "Arvenia, Coastal Peoples would replace “acting” with “working” after “1. Solidarity means”." in said
    )
    assert "running" not in layouts_for(round, anna)
    with pytest.raises(KeyError):
        compile_round(round, "running", "docx", anna)


def test_a_report_without_room_keeps_every_partys_stance_and_names_the_rest(round, expert):
    said = lines(compile_round(round, "report", "docx", expert, 1))
    assert "Support with change: Arvenia, Coastal Peoples" in said
    left = next(line for line in said if line.startswith("Left out here"))
    assert [ref for ref in ("R1-AR-001", "R1-AR-002", "R1-CPN-001") if ref not in left] == []
    full = lines(compile_round(round, "report", "docx", expert))
    assert [line for line in full if "It is shared work." in line] != []


def test_what_is_not_decided_is_in_no_paper_of_a_party(round, expert, anna):
    for comment in round.comments.all():
        comments.propose_response(comment, outcome="noted", reason="Secret reason.", note="", by=expert)
    for layout in ("contributor", "report", "iso", "disposition"):
        format = layouts_for(round, anna)[layout].formats[0]
        made = compile_round(round, layout, format, anna)
        text = made.decode() if format == "txt" else str(lines(made))
        assert "Secret reason." not in text


def test_a_public_figure_under_three_is_not_told(round, anna, expert):
    def figures(user):
        tables = Document(io.BytesIO(paper_docx.write(_figures(round, user)))).tables
        return {row.cells[0].text: row.cells[1].text for table in tables[2:3] for row in table.rows}

    assert figures(expert)["Member State"] == "2"
    assert figures(anna)["Member State"] == "fewer than 3"


def _figures(round, user):
    return layouts_for(round, user)["statistics"].make(round, user, clock.now())


def test_the_same_round_gives_the_same_bytes_on_paper(round, expert):
    with clock.at(round.closes_at):
        for format in ("docx", "pdf"):
            first, again = (compile_round(round, "report", format, expert) for _twice in range(2))
            assert first == again


hostile = st.text(max_size=30) | st.sampled_from(
    ["#set", "$x$", "*a*", "<b>", "\u202eabc", "عربي", "中文", "\x00"]
)


@pytest.mark.thorough  # a hundred documents
@given(hostile, hostile)
def test_no_text_is_taken_for_markup_and_none_stops_a_file(title, words):
    paper = Paper(title or "Title", Masthead("Organ", words), language="ar", is_right_to_left=True)
    paper.heading(words)
    paper.say(Run(words, "ins"), Run(words, "note"), number=words[:3], indent=1)
    paper.table((words, "x"), [(words, words)], (1, 1))
    assert pdf.write(paper)[:5] == b"%PDF-"
    assert Document(io.BytesIO(paper_docx.write(paper))).paragraphs


def test_a_passage_in_word_reads_from_the_side_of_its_own_language():
    made = Paper("تقرير", Masthead("المنظمة"), language="ar", is_right_to_left=True)
    made.say("نص", indent=1)
    made.say("Words of a party.", indent=1, language="en")
    found = Document(io.BytesIO(paper_docx.write(made))).paragraphs[-2:]
    assert [paragraph._p.pPr.find(qn("w:bidi")) is not None for paragraph in found] == [True, False]
    names = [child.tag for child in found[0]._p.pPr]
    assert names.index(qn("w:bidi")) < names.index(qn("w:ind"))  # Word reads them in this order alone


def test_a_paragraph_that_leads_stays_with_what_follows_and_numbers_run_through():
    made = Paper("A paper", None)
    made.say("Justification", leads=True)
    made.say_next("First.")
    made.say_next("Second.")
    pdf.write(made)
    found = Document(io.BytesIO(paper_docx.write(made))).paragraphs[1:]
    assert [(each.text, each.paragraph_format.keep_with_next) for each in found] == [
        ("Justification", True),
        ("1.\tFirst.", None),
        ("2.\tSecond.", None),
    ]


def test_a_matrix_on_paper_has_a_masthead_and_a_heading_over_every_column(round, expert):
    masthead, matrix = Document(io.BytesIO(compile_round(round, "matrix", "docx", expert))).tables
    assert masthead.rows[0].cells[1].text.split("\n")[0] == round.version.symbol
    assert [cell.text for cell in matrix.rows[0].cells if not cell.text] == []
