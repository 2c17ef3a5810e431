"""The working text goes to Word and comes back: no change is saved before it says where it comes from."""

import pytest
from django.urls import reverse

from comments.models import Change
from drafting import services as drafting
from drafting.text.alignment import UnitText
from drafting.text.word import write_word_redline
from stakeholders import clock
from tests.cast import submitted, write_draft
from tests.drafting.conftest import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(anna, expert, round_one, arvenia, declaration, client_of):
    """The text as it came back: one proposal of Arvenia taken over, one sentence of the drafter's own."""
    write_draft(round_one, arvenia, anna, paragraph="1", quote="acting together", proposed="acting jointly")
    submitted(round_one, arvenia, anna)
    old = [place.unit for place in drafting.working_text(declaration)]
    new = [
        UnitText(None, u.label, u.heading, u.text.replace("acting together", "acting jointly").replace(
            "to take part.", "to take part freely."
        ))
        for u in old
    ]  # fmt: skip
    content = write_word_redline(old, new, author="A. Drafter", when=clock.now())
    return drafting.keep_upload("text.docx", content, by=expert, next_of=declaration)


def address(upload):
    return reverse("ties", args=[upload.ref])


def test_the_text_goes_to_word_and_back_unchanged(declaration, expert, client_of):
    content = client_of(expert).get(reverse("working_file", args=[declaration.slug])).content
    upload = drafting.keep_upload("text.docx", content, by=expert, next_of=declaration)
    assert client_of(expert).get(address(upload)).context["rows"] == []


def test_each_change_is_a_row_with_its_author_and_the_comments_that_say_it(returned, expert, client_of):
    rows = client_of(expert).get(address(returned)).context["rows"]
    assert [(r.change.label, r.change.before, r.change.after.strip(), r.author) for r in rows] == [
        ("Article 1", "together", "jointly", "A. Drafter"),
        ("Article 3", "", "freely", "A. Drafter"),
    ]
    assert [[comment.ref for comment in row.suggested] for row in rows] == [["R1-AR-001"], []]


def test_nothing_is_saved_before_every_change_says_where_it_comes_from(returned, expert, client_of):
    client, before = client_of(expert), everything()
    seen = client.get(address(returned)).context["seen"]
    said = {"seen": seen, "basis-0": "comments", "tie-0": "R1-AR-001"}
    for more, problem in (
        ({}, "Article 3: say where this change comes from."),
        ({"basis-1": "comments"}, "Article 3: choose the comments"),
        ({"basis-1": "meeting"}, "Article 3: say which meeting"),
        ({"basis-1": "initiative", "seen": "x"}, "has changed since"),
    ):
        answer = client.post(address(returned), said | more)
        assert answer.status_code == 422
        assert problem in answer.content.decode()
    assert everything() == before


def test_saved_each_record_has_its_reason_and_its_comments(returned, expert, client_of, declaration):
    client = client_of(expert)
    said = {
        "seen": client.get(address(returned)).context["seen"],
        "basis-0": "comments", "tie-0": "R1-AR-001",
        "basis-1": "meeting", "note-1": "Expert workshop, second day",
    }  # fmt: skip
    assert client.post(address(returned), said).status_code == 302
    places = {p.label: p.wording for p in drafting.working_text(declaration)}
    assert [places[n].current_record.history_change_reason for n in ("Article 1", "Article 3")] == [
        "In answer to R1-AR-001",
        "Meeting: Expert workshop, second day",
    ]
    change = Change.objects.get()
    assert (change.comment.ref, change.before, change.after, change.record.text) == (
        "R1-AR-001", "together", "jointly", places["Article 1"].text,
    )  # fmt: skip


def test_others_cannot(returned, client, client_of, anna, olga, administrator, secretariat):
    before = everything()
    assert client.post(address(returned)).status_code == 302
    people = {anna: 404, olga: 404, administrator: 404, secretariat: 403}
    assert {who: client_of(who).post(address(returned)).status_code for who in people} == people
    assert everything() == before
