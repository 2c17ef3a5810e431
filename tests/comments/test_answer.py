"""Answers: proposed and decided apart, applied to the text by one act, published together."""

import pytest

from comments import services
from comments.models import Change, Comment, Response
from drafting import services as drafting
from drafting.services import Refused
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(anna, round_one, arvenia):
    """Arvenia proposes other words for three words of Article 1."""
    write_draft(round_one, arvenia, anna, paragraph="1", quote="acting together", proposed="acting jointly")
    return submitted(round_one, arvenia, anna)[0]


def address(comment, act=""):
    return f"{comment.get_absolute_url()}{act}"


def wording(declaration, label="Article 1"):
    return next(place.wording for place in drafting.working_text(declaration) if place.label == label)


def test_the_secretariat_proposes_and_the_expert_decides(client_of, secretariat, expert, proposal):
    answered = {"outcome": "noted", "reason": "Thank you.", "note": "For us alone."}
    assert client_of(secretariat).post(address(proposal, "response/"), answered).status_code == 302
    response = Response.objects.get()
    assert (response.proposed_by, response.decided_at, proposal.notes.get().text) == (
        secretariat,
        None,
        "For us alone.",
    )
    assert client_of(secretariat).post(address(proposal, "response/decision/")).status_code == 403
    assert client_of(expert).post(address(proposal, "response/decision/")).status_code == 302
    response.refresh_from_db()
    assert (response.decided_by, response.published_at) == (expert, None)
    assert Comment.objects.get().state == "decided"


def test_the_expert_alone_at_night_does_both_in_one_act_recorded_as_both(client_of, expert, proposal):
    client_of(expert).post(
        address(proposal, "response/"), {"outcome": "noted", "reason": "Read.", "decide": "1"}
    )
    assert list(Response.history.order_by("history_id").values_list("decided_by", flat=True)) == [
        None,
        expert.pk,
    ]


@pytest.mark.parametrize("who", ["anna", "tomas", "administrator", "superuser", "olga"])
@pytest.mark.parametrize("act", ["response/", "response/decision/", "response/reopening/", "application/"])
def test_nobody_else_finds_the_desk(request, client_of, proposal, who, act):
    client = client_of(request.getfixturevalue(who))
    assert client.post(address(proposal, act), {"outcome": "noted", "reason": "No."}).status_code == 404
    assert Response.objects.count() == 0


def test_a_decision_can_be_reopened_until_it_is_published(client_of, expert, proposal):
    client_of(expert).post(
        address(proposal, "response/"), {"outcome": "noted", "reason": "Read.", "decide": "1"}
    )
    client_of(expert).post(address(proposal, "response/reopening/"), {"reason": "New information."})
    response = Response.objects.get()
    assert (response.decided_at, response.history.first().history_change_reason) == (None, "New information.")


def test_an_answer_without_a_reason_is_refused_with_what_was_written(client_of, expert, proposal):
    answer = client_of(expert).post(
        address(proposal, "response/"), {"outcome": "noted", "reason": "", "note": "Kept."}
    )
    assert (answer.status_code, answer.content.decode().count("Kept."), Response.objects.count()) == (
        422,
        1,
        0,
    )


def test_applying_a_proposal_makes_one_record_that_names_the_comment(
    client_of, expert, declaration, proposal
):
    page = client_of(expert).get(address(proposal, "application/"))
    seen = page.context["found"].base
    answer = client_of(expert).post(address(proposal, "application/"), {"reason": "", "seen": seen})
    current = wording(declaration)
    record = current.current_record
    assert answer.status_code == 302
    assert current.text.startswith("1. Solidarity means acting jointly.")
    assert (record.history_user, record.history_change_reason) == (expert, "As proposed in R1-AR-001")
    assert Change.objects.values_list("comment", "record", "before", "after").get() == (
        proposal.pk,
        record.pk,
        "acting together",
        "acting jointly",
    )


def test_a_proposal_on_words_that_have_changed_shows_then_and_now(client_of, expert, declaration, proposal):
    edit(declaration, expert, "acting together", "acting always together")
    found = services.preview_proposals([proposal]).proposals[0].applied
    assert (found.status, found.then, found.now) == ("changed", "acting together", "acting always together")
    assert client_of(expert).get(address(proposal, "application/")).status_code == 200


def test_a_proposal_on_words_that_are_gone_is_refused(client_of, expert, declaration, proposal):
    edit(
        declaration,
        expert,
        "1. Solidarity means acting together.",
        "1. This speaks of something else entirely now.",
    )
    answer = client_of(expert).get(address(proposal, "application/"))
    assert "no longer there" in answer.content.decode()
    with pytest.raises(Refused, match="no longer there"):
        services.apply_comments([proposal], by=expert)


def test_a_text_saved_while_one_looked_is_not_overwritten(client_of, expert, declaration, proposal):
    seen = client_of(expert).get(address(proposal, "application/")).context["found"].base
    edit(declaration, expert, "2. It includes", "2. This includes")
    answer = client_of(expert).post(address(proposal, "application/"), {"reason": "", "seen": seen})
    assert (answer.status_code, Change.objects.count()) == (409, 0)
    assert "2. This includes" in wording(declaration).text


def test_responses_become_visible_together_and_only_then(
    client, client_of, anna, secretariat, expert, considered, round_one, proposal
):
    response = services.propose_response(proposal, outcome="noted", reason="Public words.", by=secretariat)
    services.decide_response(response, by=expert)
    considered(round_one)
    assert "Public words." not in client_of(anna).get(proposal.get_absolute_url()).content.decode()
    assert client.get(proposal.get_absolute_url()).status_code == 404
    page = f"/declarations/{round_one.declaration.slug}/rounds/1/publication/"
    assert client_of(secretariat).post(page).status_code == 403
    assert client_of(expert).post(page).status_code == 302
    assert client.get(proposal.get_absolute_url()).content.decode().count("Public words.") == 1
    assert client_of(anna).get(proposal.get_absolute_url()).content.decode().count("Public words.") == 1


def test_accepted_without_changed_words_stops_the_publishing(
    client_of, expert, considered, round_one, proposal
):
    services.decide_response(
        services.propose_response(proposal, outcome="accepted", reason="Yes.", by=expert), by=expert
    )
    considered(round_one)
    page = f"/declarations/{round_one.declaration.slug}/rounds/1/publication/"
    answer = client_of(expert).post(page)
    assert (answer.status_code, answer.content.decode().count(">R1-AR-001<")) == (422, 1)
    assert Response.objects.get().published_at is None


def test_the_same_words_asked_for_twice_are_one_proposal_and_one_answer(
    client_of, expert, anna, tomas, round_one, tolmark, proposal
):
    write_draft(
        round_one, tolmark, tomas, paragraph="1", quote="acting together", proposed=" acting  jointly"
    )
    second = submitted(round_one, tolmark, tomas)[0]
    uid = proposal.entry.provision.uid
    page = client_of(expert).get(f"/declarations/{round_one.declaration.slug}/desk/{uid}/")
    assert [group.refs for group, _conflict in page.context["screen"].groups] == [["R1-AR-001", "R1-TK-001"]]
    content = {"outcome": "noted", "reason": "Both.", "also": second.ref}
    client_of(expert).post(address(proposal, "response/"), content)
    assert Response.objects.filter(reason="Both.").count() == 2


def test_different_words_on_the_same_place_are_shown_as_conflicting(
    client_of, expert, tomas, round_one, tolmark, proposal
):
    write_draft(round_one, tolmark, tomas, paragraph="1", quote="together", proposed="in concert")
    submitted(round_one, tolmark, tomas)
    uid = proposal.entry.provision.uid
    page = client_of(expert).get(f"/declarations/{round_one.declaration.slug}/desk/{uid}/")
    assert [conflict for _group, conflict in page.context["screen"].groups] == [True, True]


def edit(declaration, expert, old, new):
    current = wording(declaration)
    drafting.save_wording(
        current,
        heading=current.heading,
        text=current.text.replace(old, new),
        base=current.current_record.history_id,
        by=expert,
        reason="Meanwhile.",
    )
