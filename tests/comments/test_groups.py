"""A group comments as a group: its members see it before, stand behind it, and are counted once."""

import csv
import io

import openpyxl
import pytest
from docx import Document

from circulation.models import Recipient
from comments import services
from comments.models import Comment, Draft
from comments.services.preparing import set_state
from comments.services.showing import show
from compilation.services import compile_round
from stakeholders.models import Belonging
from tests.cast import make_round, member, party, submitted, write_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def union(arvenia, tolmark):
    """A group of Arvenia, Tolmark and a third State."""
    union = party("UN", "Union of Small Matters", "the Union", "regional_organization")
    third = party("TH", "Republic of Third", "Third", "member_state")
    for each in (arvenia, tolmark, third):
        Belonging.objects.create(group=union, member=each)
    return union


@pytest.fixture
def speaker(union):
    return member(union, "chair@union.example", "Chair")


@pytest.fixture
def round(version, administrator, arvenia, tolmark, coastal, union):
    return make_round(version, [arvenia, tolmark, coastal, union], administrator, visibility="open")


def test_members_see_what_their_group_prepares_once_it_is_shared(
    client_of, anna, noor, speaker, union, round
):
    draft = write_draft(round, union, speaker, explanation="As a group.")
    pages = {
        user: f"{round.get_absolute_url()}parties/{code}/shown/"
        for user, code in ((anna, "AR"), (noor, "CPN"))
    }

    def sees(user):
        return "As a group." in client_of(user).get(pages[user]).content.decode()

    assert (sees(anna), sees(noor)) == (False, False)
    set_state(draft, Draft.State.SHARED, speaker)
    assert (sees(anna), sees(noor)) == (True, False)
    write_draft(round, anna.active_memberships[0].organisation, anna, explanation="Our own too.")
    submitted(round, anna.active_memberships[0].organisation, anna)
    assert Comment.objects.get().organisation.code == "AR"


def test_it_is_on_behalf_of_its_members_and_nobody_is_counted_twice(
    client_of, anna, tomas, noor, speaker, union, round, arvenia, tolmark, coastal
):
    comment = submitted(round, union, speaker)[0]
    services.endorse(comment, arvenia, "co_sponsor", by=anna)
    services.endorse(comment, coastal, "support", by=noor)
    seen = show(Comment.objects.for_reader(noor))[0]
    assert (seen.behind, seen.supporters) == (3, 1)
    services.endorse(comment, tolmark, "align_except", by=tomas, words="Not line 2.")
    seen = show(Comment.objects.for_reader(noor))[0]
    said = [(words, [str(who) for who, _own in parties]) for words, parties in seen.attribution]
    assert said == [
        ("", ["the Union"]),
        ("on behalf of", ["Arvenia", "Third"]),
        ("aligned, except", ["Tolmark"]),
        ("supported by", ["Coastal Peoples"]),
    ]
    assert (seen.behind, seen.supporters) == (3, 1)
    services.endorse(comment, tolmark, "dissociate", by=tomas)
    assert show(Comment.objects.for_reader(noor))[0].behind == 2
    page = client_of(noor).get(comment.get_absolute_url()).content.decode()
    assert ("on behalf of" in page, "2 parties behind it" in page) == (True, True)
    assert Recipient.objects.get(round=round, organisation=arvenia).has_answered is False


def test_documents_name_the_members_behind_it_and_count_each_party_once(
    anna, tomas, noor, secretariat, speaker, union, round, arvenia, tolmark, coastal
):
    write_draft(round, union, speaker, paragraph="1", proposed="Solidarity means acting as one.")
    comment = submitted(round, union, speaker)[0]
    services.endorse(comment, arvenia, "co_sponsor", by=anna)
    services.endorse(comment, tolmark, "dissociate", by=tomas)
    submitted(round, arvenia, anna)
    name = "the Union (on behalf of Arvenia, Third)"
    rows = list(
        csv.reader(io.StringIO(compile_round(round, "matrix", "csv", secretariat).decode("utf-8-sig")))
    )
    assert [row[2] for row in rows if row and row[0].startswith("R1-")] == ["Arvenia", name]
    for layout in ("provision", "report", "running", "amendments"):
        assert name in words_of(compile_round(round, layout, "docx", secretariat)), layout
    said = words_of(compile_round(round, "contributor", "docx", secretariat))
    assert "On behalf of Arvenia, Third." in said
    figures = openpyxl.load_workbook(
        io.BytesIO(compile_round(round, "statistics", "xlsx", secretariat))
    ).active
    behind = [row[1:3] for row in figures.iter_rows(values_only=True) if "stand behind" in str(row[0])]
    # Arvenia is in the group, co-sponsors and comments itself; Tolmark stands apart: two parties, no group.
    assert behind == [("Member State", "2")]


def words_of(file):
    document = Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
