"""The re-anchoring report of a frozen version: accept, point elsewhere, detach; never after it was issued."""

import pytest
from django.urls import reverse

from comments.models import Comment, Placement
from drafting import services as drafting
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(anna, expert, round_one, arvenia, declaration):
    """Two comments of Arvenia on words that the next version has changed; it is frozen and not issued."""
    write_draft(round_one, arvenia, anna, paragraph="1", quote="means acting together")
    write_draft(round_one, arvenia, anna, label="Article 3", quote="the right to take part")
    submitted(round_one, arvenia, anna)
    places = {place.label: place.wording for place in drafting.working_text(declaration)}
    changes = {
        "Article 1": ("acting together", "working together"),
        "Article 3": ("Everyone has the right to take part.", "Nobody is left out of anything."),
    }
    for label, (old, new) in changes.items():
        wording = places[label]
        drafting.save_wording(
            wording,
            heading=wording.heading,
            text=wording.text.replace(old, new),
            base=wording.current_record.history_id,
            by=expert,
            reason="Clearer",
        )
    return drafting.freeze_version(declaration, name="revised", by=expert)


def address(name, version, *ref):
    return reverse(name, args=[version.declaration.slug, version.number, *ref])


def placed(ref):
    return Placement.objects.select_related("entry").get(comment__ref=ref)


def test_the_report_counts_and_shows_each_that_is_not_exact(frozen, expert, client_of):
    page = client_of(expert).get(address("placements", frozen))
    assert page.context["counts"] == [("words changed", 1), ("paragraph only", 1)]
    assert page.context["unsettled"] == 2
    rows = {row.comment.ref: row.ops for row in page.context["rows"]}
    assert rows["R1-AR-001"] == [
        ("equal", "means "), ("delete", "acting"), ("insert", "working"), ("equal", " together"),
    ]  # fmt: skip
    assert rows["R1-AR-002"] == []


def test_accepting_keeps_the_place_and_says_who_did(frozen, expert, client_of):
    before = placed("R1-AR-001")
    answer = client_of(expert).post(address("accept_placement", frozen, "R1-AR-001"))
    after = placed("R1-AR-001")
    assert (answer.status_code, after.settled_by) == (302, expert)
    assert (after.status, after.quote, after.start) == (before.status, before.quote, before.start)
    assert client_of(expert).get(address("placements", frozen)).context["unsettled"] == 1


def test_pointing_finds_the_words_and_keeps_what_was_computed(frozen, expert, client_of):
    said = {"place": "article-3", "words": "left out of anything"}
    client_of(expert).post(address("point_placement", frozen, "R1-AR-002"), said)
    after = placed("R1-AR-002")
    assert (after.status, after.entry.label, after.quote) == ("edited", "Article 3", "left out of anything")
    assert after.entry.text[after.start : after.end] == "left out of anything"
    assert (after.proposed["status"], after.method) == ("paragraph only", "pointed by hand")
    assert Comment.objects.get(ref="R1-AR-002").quote == "the right to take part"


def test_words_that_are_not_there_are_refused(frozen, expert, client_of):
    client = client_of(expert)
    said = {"place": "article-3", "words": "no such words"}
    shown = client.post(address("point_placement", frozen, "R1-AR-002"), said, follow=True)
    assert "not found once in one paragraph" in shown.content.decode()
    assert placed("R1-AR-002").settled_by is None
    nowhere = client.post(address("point_placement", frozen, "R1-AR-002"), {"place": "article-99"})
    assert nowhere.status_code == 404


def test_detaching_leaves_it_on_its_provision(frozen, expert, client_of):
    client_of(expert).post(address("detach_placement", frozen, "R1-AR-001"))
    after = placed("R1-AR-001")
    assert (after.status, after.entry.label, after.quote, after.start) == (
        "provision only", "Article 1", "", None,
    )  # fmt: skip


def test_after_issue_nothing_is_settled_any_more(frozen, expert, client_of):
    drafting.issue_version(frozen, by=expert)
    shown = client_of(expert).post(address("detach_placement", frozen, "R1-AR-001"), follow=True)
    assert "The version has been issued" in shown.content.decode()
    assert placed("R1-AR-001").settled_by is None


def test_to_others_the_report_does_not_exist(frozen, client, client_of, anna, olga, administrator):
    for name, ref in (("placements", ()), ("accept_placement", ("R1-AR-001",))):
        method = "get" if not ref else "post"
        assert getattr(client, method)(address(name, frozen, *ref)).status_code == 302
        for who in (anna, olga, administrator):
            assert getattr(client_of(who), method)(address(name, frozen, *ref)).status_code == 404
    assert not Placement.objects.filter(settled_by__isnull=False).exists()


def test_a_comment_shows_its_words_and_what_became_of_them(frozen, expert, client_of):
    comment = Comment.objects.get(ref="R1-AR-001")
    page = client_of(expert).get(comment.get_absolute_url()).content.decode()
    assert "means acting together" in page
    assert "working</ins>" in page
