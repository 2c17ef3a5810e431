"""Every act keeps the name and office that held the mandate then, on each page that shows who did it."""

from datetime import timedelta

import pytest

from comments import services as comments
from mandate import services
from mandate.models import Term
from stakeholders import clock
from stakeholders.moments import GENEVA
from tests.cast import submitted
from tests.comments.test_answer import edit, wording

pytestmark = pytest.mark.django_db
THEN = "E. Expert, as then (Rapporteur)"


@pytest.fixture
def acted(round_one, declaration, mandate, expert, secretariat, administrator, arvenia, anna):
    """The holder acted in each way, the term ended, and the account has another name since; the comment it answered."""
    today = clock.now().astimezone(GENEVA).date()
    begins = today - timedelta(days=10)
    term = Term(mandate=mandate, holder="E. Expert, as then", title="Rapporteur", user=expert, begins=begins)
    services.begin_term(term, by=administrator)
    comments.redact(
        submitted(round_one, arvenia, anna)[0],
        words="clearer",
        field="explanation",
        reason="A name",
        by=expert,
    )
    (comment,) = round_one.comments.all()
    proposed = comments.propose_response(comment, outcome="noted", reason="Read.", note="For us.", by=expert)
    comments.decide_response(proposed, by=expert)
    edit(declaration, expert, "2. It includes", "2. This includes")
    round_one.approvals.update(by=expert)
    services.end_term(term, on=today, end="resigned", by=administrator)
    expert.name = "Renamed Since"
    expert.save(update_fields=["name"])
    return comment


def test_who_acted_is_named_by_office_and_name_of_then(acted, declaration, secretariat, client_of):
    uid, ref = wording(declaration).provision.uid, acted.ref
    pages = [f"working/{uid}/history/", f"provisions/{uid}/sources/", "ledger/", "rounds/1/approval/"]
    pages += [f"comments/{ref}/", f"comments/{ref}/response/", f"comments/{ref}/redaction/"]
    browser = client_of(secretariat)
    shown = {page: browser.get(declaration.get_absolute_url() + page).content.decode() for page in pages}
    found = {page: (THEN in words, "Renamed Since" in words) for page, words in shown.items()}
    assert found == dict.fromkeys(pages, (True, False))
    for page in pages[4:6]:
        assert f"Decided by {THEN}" in shown[page]


def test_the_public_reads_the_office_of_then_and_no_name(acted, version, declaration, expert, client):
    declaration.finalizations.create(version=version, begun_by=expert, begun_at=clock.now())
    uid = wording(declaration).provision.uid
    pages = ["versions/1/", f"provisions/{uid}/sources/", "finalization/"]
    shown = {page: client.get(declaration.get_absolute_url() + page).content.decode() for page in pages}
    found = {
        page: [who in words for who in ("Rapporteur", "E. Expert", "Renamed")]
        for page, words in shown.items()
    }
    assert found == dict.fromkeys(pages, [True, False, False])


def test_the_history_takes_as_many_queries_for_three_records_as_for_one(
    acted, declaration, expert, secretariat, client_of, django_assert_num_queries
):
    address = f"{declaration.get_absolute_url()}working/{wording(declaration).provision.uid}/history/"
    browser = client_of(secretariat)
    browser.get(address)
    for turn in range(2):
        with django_assert_num_queries(13):
            browser.get(address)
        edit(declaration, expert, "acting", f"acting {turn}")
