"""Freezing the next version carries each comment's place; a changed word leads to the comments it answers."""

import pytest

from comments import services
from comments.models import Comment, Placement
from drafting import services as drafting
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def revised(anna, tomas, expert, considered, round_one, arvenia, tolmark, declaration):
    """Arvenia's proposal is applied, Tolmark's words moved down by an added Article; then the text is frozen."""
    write_draft(round_one, arvenia, anna, paragraph="1", quote="acting together", proposed="acting jointly")
    applied = submitted(round_one, arvenia, anna)[0]
    write_draft(round_one, tolmark, tomas, label="Article 2", paragraph="2", quote="every two years")
    submitted(round_one, tolmark, tomas)
    services.apply_comments([applied], by=expert)
    first = next(p.provision for p in drafting.working_text(declaration) if p.label == "Article 1")
    drafting.add_provision(
        declaration,
        kind="article",
        heading="New",
        text="A new one.",
        after=first,
        by=expert,
        reason="Asked for.",
    )
    for comment in Comment.objects.all():
        outcome = "accepted" if comment == applied else "noted"
        services.decide_response(
            services.propose_response(comment, outcome=outcome, reason="Done.", by=expert), by=expert
        )
    services.publish_responses(considered(round_one), by=expert)
    return drafting.issue_version(drafting.freeze_version(declaration, name="revised", by=expert), by=expert)


def test_each_comment_has_its_place_in_the_next_version_and_its_own_anchor(revised):
    rows = {
        p.comment.ref: (p.status, p.entry.label, p.quote) for p in Placement.objects.select_related("entry")
    }
    assert rows["R1-TK-001"] == ("shifted", "Article 3", "every two years")
    assert rows["R1-AR-001"][1] == "Article 1"
    anchors = dict(Comment.objects.values_list("ref", "quote"))
    assert anchors == {"R1-AR-001": "acting together", "R1-TK-001": "every two years"}
    assert {c.entry.label for c in Comment.objects.all()} == {"Article 1", "Article 2"}


def test_carrying_twice_places_nothing_twice(revised):
    assert services.carry_comments(revised) == 0
    assert Placement.objects.count() == 2


def test_a_changed_word_leads_to_the_comment_and_the_comment_to_the_words(client, revised, declaration):
    page = client.get(f"/declarations/{declaration.slug}/compare/1/2/")
    units = {unit["new"]: unit for unit in page.context["units"]}
    assert [change.comment.ref for change in units["Article 1"]["led"]] == ["R1-AR-001"]
    assert (units["Article 2"]["relation"], units["Article 3"]["old"]) == ("added", "Article 2")
    comment = client.get(f"/declarations/{declaration.slug}/comments/R1-AR-001/")
    assert [change.after for change in comment.context["shown"].changes] == ["acting jointly"]


def test_the_public_sees_no_change_before_the_text_that_has_it_is_issued(
    client, anna, expert, considered, round_one, arvenia, declaration
):
    write_draft(round_one, arvenia, anna, paragraph="1", quote="acting together", proposed="acting jointly")
    comment = submitted(round_one, arvenia, anna)[0]
    services.apply_comments([comment], by=expert)
    answer = services.propose_response(comment, outcome="accepted", reason="Yes.", by=expert)
    services.decide_response(answer, by=expert)
    services.publish_responses(considered(round_one), by=expert)
    page = client.get(comment.get_absolute_url())
    assert page.context["shown"].changes == []


def test_the_provision_from_version_to_version(client, revised, declaration):
    uid = Comment.objects.get(ref="R1-AR-001").entry.provision.uid
    stations = client.get(f"/declarations/{declaration.slug}/provisions/{uid}/").context["stations"]
    assert [(s.entry.version.number, [c.comment.ref for c in s.changes]) for s in stations] == [
        (1, []),
        (2, ["R1-AR-001"]),
    ]
