"""Long documents by the worker: watched, cancelled, kept while nothing changes, and given to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import services
from compilation import keeping, printing
from compilation.layouts import matrix
from compilation.services import compile_round
from stakeholders.models import Printout
from tests.cast import submitted, write_draft

ROW_OF = matrix.row_of
pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(round_one, arvenia, anna):
    """One comment of Arvenia."""
    write_draft(round_one, arvenia, anna, paragraph="1", quote="acting together", proposed="acting jointly")
    return submitted(round_one, arvenia, anna)[0]


@pytest.fixture
def two_comments(round_one, arvenia, anna):
    write_draft(round_one, arvenia, anna, paragraph="1", quote="acting together", proposed="acting jointly")
    write_draft(round_one, arvenia, anna, "Article 2")
    return submitted(round_one, arvenia, anna)


@pytest.fixture
def by_worker(settings, monkeypatch):
    """Documents wait for the worker, as where one runs; the test is the worker."""
    waiting = []
    monkeypatch.setattr(printing, "enqueue", lambda _task, pk: waiting.append(pk))
    return waiting


def ask(client, round, layout="matrix", format="csv"):
    address = f"/declarations/{round.declaration.slug}/rounds/1/compilation/{layout}.{format}/printout/"
    return client.post(address)


def test_a_document_is_asked_for_watched_and_downloaded(client_of, expert, round_one, comment, by_worker):
    client = client_of(expert)
    page = ask(client, round_one).url
    assert client.get(page).content.decode().count("waiting for the worker") == 1
    assert client.get(f"{page}file/").status_code == 404
    printing.printing.call(by_worker.pop())
    made = Printout.objects.get()
    assert (made.state, made.done, made.total) == ("done", 1, 1)
    assert client.get(page, headers={"HX-Request": "true"}).content.decode().startswith('<div id="printout">')
    assert b"R1-AR-001" in client.get(f"{page}file/").content


def test_what_is_there_already_is_offered_again_until_something_changes(
    client_of, expert, secretariat, round_one, comment, by_worker
):
    client = client_of(expert)
    page = ask(client, round_one).url
    printing.printing.call(by_worker.pop())
    assert (ask(client, round_one).url, by_worker) == (page, [])
    services.propose_response(comment, outcome="noted", reason="Read.", by=secretariat)
    answer = client.get(f"{page}file/")
    assert (answer.status_code, answer.url) == (302, page)
    assert "it is not given out any more" in client.get(page).content.decode()
    assert ask(client, round_one).url != page


def test_a_printout_is_its_readers_own(
    client, client_of, expert, secretariat, anna, round_one, comment, by_worker
):
    page = ask(client_of(expert), round_one).url
    printing.printing.call(by_worker.pop())
    for other in (secretariat, anna):
        assert [client_of(other).get(page + act).status_code for act in ("", "file/")] == [404, 404]
        assert client_of(other).post(f"{page}cancellation/").status_code == 404
    assert client.get(page).status_code == 302  # to the sign-in page
    assert b"R1-AR-001" in client_of(expert).get(f"{page}file/").content


def test_nobody_is_given_a_working_paper_that_is_not_theirs(client_of, anna, round_one, comment):
    assert ask(client_of(anna), round_one, "running", "docx").status_code == 404
    assert ask(client_of(anna), round_one, "matrix", "txt").status_code == 404
    assert Printout.objects.count() == 0


def test_a_cancelled_document_is_not_made(client_of, expert, round_one, comment, by_worker):
    page = ask(client_of(expert), round_one).url
    client_of(expert).post(f"{page}cancellation/")
    printing.printing.call(by_worker.pop())
    made = Printout.objects.get()
    assert (made.state, made.content) == ("cancelled", None)


def test_the_worker_stops_at_its_next_beat_where_it_was_cancelled_meanwhile(expert, round_one, comment):
    made = Printout.objects.create(user=expert, what={}, mark="", name="a", state="running")
    watch = printing._watching(made.pk)
    watch(printing.BEAT_EVERY)
    printing.cancel_document(made)
    watch(printing.BEAT_EVERY + 1)
    with pytest.raises(printing.Cancelled):
        watch(2 * printing.BEAT_EVERY)


def test_what_a_killed_worker_left_is_taken_up_again(client_of, expert, round_one, comment, by_worker):
    page = ask(client_of(expert), round_one).url
    by_worker.clear()
    Printout.objects.update(state="running", beat_at=timezone.now() - timedelta(minutes=3))
    client_of(expert).get(page)
    assert (Printout.objects.get().state, len(by_worker)) == ("waiting", 1)
    printing.printing.call(by_worker.pop())
    assert Printout.objects.get().state == "done"


@pytest.mark.parametrize("changed", [False, True])
def test_rows_that_a_killed_worker_made_are_not_made_again_unless_something_changed(
    expert, secretariat, round_one, two_comments, by_worker, monkeypatch, changed
):
    monkeypatch.setattr(keeping, "EVERY", 1)
    printout = printing.order_document(round_one, "matrix", "csv", expert)
    made = []

    def killed_at_the_second(comment):
        made.append(comment.number)
        if len(made) == 2:
            raise SystemExit  # what no `except Exception` sees, as nothing sees a worker that is gone
        return ROW_OF(comment)

    monkeypatch.setattr(matrix, "row_of", killed_at_the_second)
    with pytest.raises(SystemExit):
        printing.printing.call(by_worker.pop())
    assert (made, printout.parts.count()) == (["R1-AR-001", "R1-AR-002"], 1)
    if changed:
        services.propose_response(two_comments[0], outcome="noted", reason="Read.", by=secretariat)
    printout.refresh_from_db()
    printing.take_up_again(printout)
    printing.printing.call(by_worker.pop())
    assert made[2:] == ["R1-AR-001", "R1-AR-002"] if changed else ["R1-AR-002"]
    printout.refresh_from_db()
    assert (printout.state, printout.parts.count()) == ("done", 0)
    whole = compile_round(round_one, "matrix", "csv", expert).decode()
    assert without_time(bytes(printout.content).decode()) == without_time(whole)


def without_time(text):
    return [line for line in text.splitlines() if "Made" not in line]


def test_what_fails_says_so(client_of, expert, round_one, comment, by_worker):
    page = ask(client_of(expert), round_one).url
    Printout.objects.update(what={**Printout.objects.get().what, "layout": "nothing"})
    with pytest.raises(KeyError):
        printing.printing.call(by_worker.pop())
    assert "It could not be made" in client_of(expert).get(page).content.decode()


def test_rows_are_counted_as_they_are_written(round_one, comment, expert):
    seen = []
    compile_round(round_one, "matrix", "csv", expert, watch=seen.append)
    assert seen == [1]
