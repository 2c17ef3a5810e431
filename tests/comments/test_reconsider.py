"""A published answer is taken up again on new information; it stands until the new one takes its place."""

from datetime import timedelta

import pytest

from comments import services
from comments.models import Comment, Letter, Reaction, Reconsideration, Response
from comments.services import letters
from comments.services.ledger import missing_in_answers
from compilation.layouts.letter import paper
from compilation.services import compile_round
from compilation.writers.plain import Text
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Notice
from tests.cast import submitted
from tests.comments.test_answer import address

pytestmark = pytest.mark.django_db
NEW = "The treaty body has ruled on it."


@pytest.fixture
def comments(round_one, arvenia, tolmark, anna, tomas):
    return [submitted(round_one, who, by)[0] for who, by in ((arvenia, anna), (tolmark, tomas))]


@pytest.fixture
def published(comments, round_one, considered, expert):
    """Both are noted, and published."""
    considered(round_one)
    services.answer_together(comments, outcome="noted", reason="Read.", by=expert, decide=True)
    services.publish_responses(round_one, by=expert)
    round_one.refresh_from_db()
    return Comment.objects.get(ref="R1-AR-001")


@pytest.fixture
def again(published, expert):
    return services.reconsider_response(published.response, information=NEW, by=expert)


def renew(again, by, outcome="not_accepted", reason="The ruling stands against it."):
    services.decide_again(services.propose_again(again, outcome=outcome, reason=reason, by=by), by=by)
    services.publish_responses(again.response.comment.round, by=by)


def letter_to(code):
    return Letter.objects.get(organisation__code=code)


def counts(client, page, *words):
    shown = client.get(page).content.decode()
    return [shown.count(each) for each in words]


def test_the_answer_stands_and_says_since_when_it_is_reconsidered(
    client, client_of, published, expert, secretariat, anna
):
    page, since = address(published, "response/reconsideration/"), "being reconsidered since"
    assert client_of(secretariat).post(page, {"information": NEW}).status_code == 403
    assert client_of(expert).post(page, {"information": " "}).status_code == 422
    assert client_of(expert).post(page, {"information": NEW}).status_code == 302
    told = Notice.objects.get(kind="reconsidered")
    assert (told.to, told.body.count("is being reconsidered since")) == ("anna@arvenia.example", 1)
    assert counts(client, published.get_absolute_url(), "Read.", since, NEW) == [1, 1, 0]
    assert counts(client_of(anna), letter_to("AR").get_absolute_url(), "Read.", since, NEW) == [1, 1, 1]


def test_the_new_answer_is_proposed_and_decided_apart_and_inside_until_it_is_published(
    client, client_of, again, published, secretariat, expert
):
    page = address(published, "response/reconsideration/")
    said = {"outcome": "partly_accepted", "reason": "In part.", "note": "See the ruling."}
    assert client_of(secretariat).post(f"{page}decision/").status_code == 403
    assert client_of(secretariat).post(f"{page}answer/", said | {"decide": "1"}).status_code == 302
    again.refresh_from_db()
    assert (again.proposed_by, again.decided_by) == (secretariat, None)
    assert client_of(expert).post(f"{page}decision/").status_code == 302
    again.refresh_from_db()
    assert again.decided_by == expert
    assert client_of(secretariat).post(f"{page}answer/", said).status_code == 422  # decided: no more
    words = ("Read.", "In part.", "See the ruling.")
    assert counts(client, published.get_absolute_url(), *words) == [1, 0, 0]
    client_of(expert).post(f"{page}decision/", {"back": "1"})
    again.refresh_from_db()
    assert again.decided_at is None


def test_published_it_takes_the_place_and_the_earlier_answer_stays_with_its_dates(
    client, again, published, expert, anna
):
    before = published.response.published_at
    renew(again, expert)
    response = Response.objects.get(comment=published)
    assert (response.outcome, response.reason) == ("not_accepted", "The ruling stands against it.")
    assert response.published_at > before
    again.refresh_from_db()
    earlier = (again.earlier_outcome, again.earlier_reason, again.earlier_published_at)
    assert earlier == ("noted", "Read.", before)
    assert response.history.order_by("-history_id").first().history_change_reason == f"Reconsidered: {NEW}"
    words = (
        "The ruling stands against it.",
        "Earlier answer, published on",
        "Read.",
        NEW,
        "reconsidered since",
    )
    assert counts(client, published.get_absolute_url(), *words) == [1, 1, 1, 0, 0]
    said = Text.write(paper(letter_to("AR"), anna, clock.now())).decode()
    assert [" ".join(said.split()).count(each) for each in (NEW, "The ruling stands against it.")] == [1, 1]


def test_documents_and_figures_have_the_current_answer(again, round_one, expert):
    renew(again, expert)
    sheet = compile_round(round_one, "matrix", "csv", expert).decode()
    assert (sheet.count("The ruling stands against it."), sheet.count("Read.")) == (1, 1)
    assert sorted(Response.objects.values_list("outcome", flat=True)) == ["not_accepted", "noted"]


def test_only_its_party_gets_a_new_letter_and_time_to_react(again, expert):
    until = dict(Letter.objects.values_list("organisation__code", "react_until"))
    told = Notice.objects.filter(kind="answers").order_by("pk")
    assert [each.to for each in told.all()] == ["anna@arvenia.example", "tomas@tolmark.example"]
    with clock.at(clock.now() + timedelta(days=2)):
        renew(again, expert)
    later = dict(Letter.objects.values_list("organisation__code", "react_until"))
    assert (later["AR"] > until["AR"], later["TK"] == until["TK"]) == (True, True)
    assert [each.to for each in told.all()][2:] == ["anna@arvenia.example"]


def test_what_was_accepted_is_no_consent_to_the_new_answer_and_what_was_contested_stands(
    published, expert, anna, tomas, round_one
):
    arvenia, tolmark = Comment.objects.order_by("ref")
    letters.react(arvenia, kind="accepted", by=anna)
    letters.react(tolmark, kind="contested", words="No.", is_declared=True, by=tomas)
    for comment in (arvenia, tolmark):
        made = services.reconsider_response(comment.response, information=NEW, by=expert, from_reaction=True)
        renew(made, expert)
    assert list(Reaction.objects.values_list("comment__ref", "kind")) == [("R1-TK-001", "contested")]
    assert letters.reactions_to(round_one) == {"accepted": 0, "contested": 1, "silent": 1}
    came_from = Reconsideration.objects.order_by("pk").values_list("reaction__words", flat=True)
    assert list(came_from) == [None, "No."]
    assert [item.is_of_earlier for item in letters.items_of(letter_to("TK"), tomas)] == [True]


def test_the_gate_asks_for_words_and_for_a_decision(again, round_one, expert):
    assert [c.ref for c in missing_in_answers(round_one)["undecided"]] == ["R1-AR-001"]
    proposed = services.propose_again(again, outcome="accepted", reason="Yes.", by=expert)
    services.decide_again(proposed, by=expert)
    missing = missing_in_answers(round_one)
    assert ([c.ref for c in missing["without_words"]], list(missing["undecided"])) == (["R1-AR-001"], [])
    with pytest.raises(Refused):
        services.publish_responses(round_one, by=expert)
    assert services.publish_responses(round_one, by=expert, override="The words follow.") == 1


def test_what_is_not_published_or_is_reconsidered_already_is_refused(comments, again, expert):
    with pytest.raises(Refused, match="already"):
        services.reconsider_response(again.response, information=NEW, by=expert)
    Response.objects.filter(comment=comments[1]).update(published_at=None)
    with pytest.raises(Refused, match="Only a published"):
        services.reconsider_response(Response.objects.get(comment=comments[1]), information=NEW, by=expert)


@pytest.mark.parametrize("who", ["anna", "tomas", "administrator"])
def test_nobody_else_finds_it(request, client_of, again, published, who):
    client, page = client_of(request.getfixturevalue(who)), address(published, "response/reconsideration/")
    acts = [client.post(page + act, {"information": "x"}).status_code for act in ("", "answer/", "decision/")]
    assert acts == [404, 404, 404]
