"""A delegation clears its comments: in two steps or three, each with who and when, and nobody else sees it."""

from datetime import timedelta

import pytest

from circulation.models import Recipient
from comments import services
from comments.models import Clearance, Draft, Step, Submission
from drafting.services import Refused
from stakeholders import clock
from tests.cast import write_draft

pytestmark = pytest.mark.django_db
State = Draft.State


@pytest.fixture
def arvenias(round_one, arvenia):
    return Recipient.objects.get(round=round_one, organisation=arvenia)


@pytest.fixture
def in_three_steps(arvenias, anna):
    services.arrange_clearance(arvenias, steps=3, deadline=None, by=anna)
    return arvenias


def move(draft, state, user):
    membership = user.membership_of(draft.recipient.organisation)
    return services.move_draft(draft, state, by=user, membership=membership)


def page(recipient, *rest):
    round = recipient.round
    base = f"/declarations/{round.declaration.slug}/rounds/{round.number}/parties/AR/"
    return base + "".join(f"{part}/" for part in rest)


def test_in_three_steps_only_what_another_person_verified_is_submitted(
    in_three_steps, round_one, arvenia, rui, dara, anna
):
    kept = write_draft(round_one, arvenia, rui)
    write_draft(round_one, arvenia, rui, label="Article 3")
    move(kept, State.SHARED, rui)
    move(kept, State.VERIFIED, dara)
    submission = services.submit(in_three_steps, by=anna)
    assert [comment.entry.label for comment in submission.comments.all()] == ["Article 1"]
    steps = [(step.state, step.by) for step in kept.steps.all()]
    assert steps == [("draft", rui), ("shared", rui), ("verified", dara)]


def test_nobody_verifies_their_own_words_nor_does_a_reviewer(in_three_steps, round_one, arvenia, dara, rui):
    draft = write_draft(round_one, arvenia, dara)
    for person, why in ((dara, "somebody else"), (rui, "Contact Point or a deputy")):
        with pytest.raises(Refused, match=why):
            move(draft, State.VERIFIED, person)
    with pytest.raises(Refused, match="verified before it is selected"):
        move(draft, State.SELECTED, dara)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_words_changed_after_verification_are_not_verified_any_more(
    in_three_steps, round_one, arvenia, rui, dara, anna
):
    draft = move(write_draft(round_one, arvenia, rui), State.VERIFIED, dara)
    services.submit(in_three_steps, by=anna)
    draft = save_again(draft, rui, "Other words.")
    assert (draft.state, draft.steps.last().words) == (State.SHARED, "Changed after it was verified")
    _drafts, faults = services.preview_submission(in_three_steps)
    assert [sentence for _draft, sentence in faults] == [
        "Article 1: changed since it was submitted, and not verified yet."
    ]
    with pytest.raises(Refused):
        services.submit(in_three_steps, by=anna)
    assert in_three_steps.submissions.get().state == Submission.State.STANDING


def save_again(draft, by, explanation):
    draft.refresh_from_db()
    said = {"explanation": explanation, "stance": draft.stance, "proposed_text": ""}
    return services.save_draft(draft.recipient, draft.ref, by=by, revision=draft.revision, **said)


def test_what_is_selected_goes_alone_and_what_was_submitted_goes_again(arvenias, round_one, arvenia, anna):
    first = write_draft(round_one, arvenia, anna)
    services.submit(arvenias, by=anna)
    move(write_draft(round_one, arvenia, anna, label="Article 2"), State.SELECTED, anna)
    write_draft(round_one, arvenia, anna, label="Article 3")
    submission = services.submit(arvenias, by=anna)
    sent = [comment.entry.label for comment in submission.comments.order_by("serial")]
    assert sent == ["Article 1", "Article 2"]
    first.refresh_from_db()
    assert first.comment.withdrawn_at is None


def test_nobody_verifies_words_they_have_not_read(arvenias, round_one, arvenia, rui, dara):
    draft = write_draft(round_one, arvenia, rui)
    read = draft.revision
    save_again(draft, rui, "Written in the meantime.")
    with pytest.raises(services.Conflict):
        membership = dara.membership_of(arvenia)
        services.move_draft(draft, State.VERIFIED, by=dara, membership=membership, revision=read)


def test_while_commenting_is_paused_reviewers_lose_nothing_and_save_nothing(
    client_of, arvenias, round_one, arvenia, rui, dara
):
    draft = write_draft(round_one, arvenia, rui)
    services.pause_commenting(arvenias, by=dara)
    form = {"revision": draft.revision, "explanation": "Typed while paused", "type": "general"}
    form |= {"stance": "oppose", "weight": "comment", "language": "en", "publication": "public"}
    answer = client_of(rui).post(draft.get_absolute_url(), form)
    assert answer.status_code == 422
    assert "Typed while paused" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.explanation == "This would be clearer."
    services.resume_commenting(arvenias, by=dara)
    assert client_of(rui).post(draft.get_absolute_url(), form).status_code == 302


def test_the_page_says_what_is_left_by_whom_and_by_when(in_three_steps, round_one, arvenia, anna, dara, rui):
    mine = clock.now() + timedelta(days=3)
    services.arrange_clearance(in_three_steps, steps=3, deadline=mine, by=anna)
    write_draft(round_one, arvenia, rui, explanation="")
    write_draft(round_one, arvenia, rui, label="Article 2")
    move(write_draft(round_one, arvenia, rui, label="Article 3"), State.VERIFIED, dara)
    drafts = list(Draft.objects.filter(recipient=in_three_steps).for_list())
    tasks = services.left_to_do(in_three_steps, drafts, list(arvenia.memberships.order_by("pk")))
    assert [(task.what, task.who, task.by_when, [d.place for d in task.drafts]) for task in tasks] == [
        ("Finish", "Rui", mine, ["Article 1"]),
        ("Verify", "Anna, Dara", mine, ["Article 2"]),
        ("Submit", "Anna", in_three_steps.closing, ["Article 3"]),
    ]


def test_an_own_deadline_ends_before_the_round_does(arvenias, anna):
    with pytest.raises(Refused):
        services.arrange_clearance(arvenias, steps=2, deadline=arvenias.closing, by=anna)
    assert Clearance.objects.count() == 0


def test_the_ladder_of_the_clearance_pages(
    client, client_of, arvenias, round_one, arvenia, anna, rui, tomas, secretariat
):
    draft = write_draft(round_one, arvenia, rui)
    rules, said = page(arvenias, "clearance"), page(arvenias, "drafts", draft.ref, "remarks")
    moved = page(arvenias, "drafts", draft.ref, "state")
    assert client.get(rules).status_code == 302
    assert [client_of(u).get(rules).status_code for u in (tomas, secretariat, rui)] == [404, 404, 200]
    assert client_of(rui).post(rules, {"steps": 3}).status_code == 403
    assert client_of(rui).post(moved, {"state": "verified"}).status_code == 403
    assert client_of(rui).post(moved, {"state": "no such"}).status_code == 404
    assert client_of(anna).post(rules, {"steps": 4}).status_code == 422
    assert client_of(anna).post(rules, {"steps": 3}).status_code == 302
    assert client_of(rui).post(said, {"text": "Is this ours?"}).status_code == 302
    assert "Is this ours?" in client_of(anna).get(draft.get_absolute_url()).content.decode()
    assert [client_of(u).post(said, {"text": "x"}).status_code for u in (tomas, secretariat)] == [404, 404]
    assert Step.objects.filter(draft=draft).count() == 1
