"""The first page of a successor: undecided responses, unsent letters, promises of confidentiality."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from comments import services
from mandate.models import Promise, Term
from mandate.services import begin_term
from stakeholders import clock
from stakeholders.models import Notice
from stakeholders.moments import GENEVA
from tests.cast import submitted, write_draft


@pytest.fixture
def address(declaration):
    return reverse("inheritance", args=[declaration.mandate.slug])


def test_a_successor_finds_what_is_undecided_unsent_and_promised(
    round_one, arvenia, anna, secretariat, expert, client_of, address, mandate
):
    (comment,) = submitted(round_one, arvenia, anna)
    services.propose_response(comment, outcome="noted", reason="Thank you.", by=secretariat)
    Promise.objects.create(
        mandate=mandate,
        to_whom="A witness",
        words="No name.",
        made_on=date(2026, 1, 5),
        made_by="Elin Expert",
    )
    found = client_of(expert).get(address).context["found"]
    assert (found.undecided, found.unanswered, [str(p) for p in found.promises]) == (1, 0, ["A witness"])
    assert found.unsent == len(found.notices)


def test_letters_given_up_are_not_sent_and_replies_and_codes_wait_for_nothing(
    round_one, arvenia, tolmark, anna, tomas, secretariat, expert, client_of, address
):
    (comment,) = submitted(round_one, arvenia, anna)
    answer = services.propose_response(comment, outcome="noted", reason="Thank you.", by=secretariat)
    services.decide_response(answer, by=expert)
    services.reconsider_response(_published(answer), information="We erred.", by=expert)
    write_draft(round_one, tolmark, tomas)
    submitted(round_one, tolmark, tomas)
    round_one.comments.filter(organisation=tolmark).update(publication="unnamed")
    Notice.objects.update(sent_at=clock.now())
    for n, kind in enumerate(("letter", "code", "reminder")):
        given_up = clock.now() if kind == "letter" else None
        Notice.objects.create(key=f"n{n}", kind=kind, to="x@example.org", subject=kind, given_up_at=given_up)
    page = client_of(expert).get(address)
    found = page.context["found"]
    assert (found.undecided, found.unanswered, found.withheld, found.unnamed) == (0, 1, 0, 1)
    assert [each.response for each in found.again] == [answer]
    assert [notice.subject for notice in found.notices] == ["letter", "reminder"]
    assert found.unsent == 2
    assert "given up" in page.content.decode()


def _published(answer):
    answer.published_at = clock.now()
    answer.save(update_fields=["published_at"])
    return answer


def test_a_new_holder_is_led_there_from_the_first_page_and_others_are_not(
    mandate, expert, secretariat, administrator, declaration, client_of
):
    today = clock.now().astimezone(GENEVA).date()
    for holder, user, begins, until in (("Before", None, 400, 11), ("Elin Expert", expert, 10, None)):
        term = Term(mandate=mandate, holder=holder, user=user, begins=today - timedelta(days=begins))
        term.until = today - timedelta(days=until) if until else None
        begin_term(term, by=administrator)
    pages = {who: client_of(who).get("/").context["inherited"] for who in (expert, secretariat)}
    assert pages == {expert: [mandate], secretariat: []}
    with clock.at(clock.now() + timedelta(days=30)):
        assert client_of(expert).get("/").context["inherited"] == []


def test_others_do_not_find_the_page(client, client_of, administrator, anna, address):
    assert client.get(address).status_code == 302
    assert client_of(anna).get(address).status_code == 404
    assert client_of(administrator).get(address).status_code == 403
    assert client_of(administrator).post(address).status_code == 405
