"""Where a round stands: each figure is right, leads to its list, and tells nobody what is not theirs to know."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client

from circulation import services as circulation
from circulation.models import Recipient, Round
from comments import services
from comments.models import Submission
from stakeholders import clock
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(round_one, arvenia, tolmark, coastal, anna, tomas, noor):
    """Arvenia commented twice, Tolmark sent a nil return, Coastal has begun and not said that it may be shown."""
    write_draft(round_one, arvenia, anna, label="Article 1")
    write_draft(round_one, arvenia, anna, label="Article 2", stance="oppose")
    submitted(round_one, arvenia, anna)
    nil = round_one.recipients.get(organisation=tolmark)
    services.answer_without_comments(nil, Submission.Kind.NIL, by=tomas)
    write_draft(round_one, coastal, noor)
    return f"{round_one.get_absolute_url()}dashboard/"


def figures(client, board):
    return client.get(board).context["board"]


def test_the_expert_sees_who_answered_and_on_what(client_of, expert, board):
    found = figures(client_of(expert), board)
    states = {state: n for state, _words, n in found.states if n}
    assert states == {"waiting": 1, "submitted": 1, "nil": 1}
    assert [(line.label, n) for line, n, _row in found.provisions] == [
        ("Article 1", 1),
        ("Article 2", 1),
    ]
    assert [value for value, _words in found.stances] == ["support_with_change", "oppose"]
    assert [(n, total) for _day, n, total in found.days] == [(2, 2)]
    assert [(value, nil, silent) for value, _words, nil, silent in found.groups] == [
        ("african", 0, 0), ("weog", 1, 0), ("none", 0, 1),
    ]  # fmt: skip
    assert [[n for _group, n in row] for _line, row in found.silence] == [[1, 0, 0], [1, 0, 0]]


def test_an_administrator_sees_who_answered_and_not_on_what(client_of, administrator, board):
    found = figures(client_of(administrator), board)
    assert {state for state, _words, n in found.states if n} == {"waiting", "submitted", "nil"}
    assert (found.provisions, found.silence) == ([], [])


def test_being_at_work_is_shown_only_of_a_party_that_agreed(
    client_of, administrator, board, coastal, round_one
):
    assert round_one.recipients.get(organisation=coastal).state == Recipient.State.AT_WORK
    page = f"/admin/circulation/round/{round_one.pk}/change/"
    assert "in progress" not in client_of(administrator).get(page).content.decode()
    coastal.shows_progress = True
    coastal.save()
    states = {state: n for state, _words, n in figures(client_of(administrator), board).states if n}
    assert states == {"at_work": 1, "submitted": 1, "nil": 1}


@pytest.mark.parametrize(
    ("query", "codes"),
    [("", "AR CPN TK"), ("?state=nil", "TK"), ("?category=ngo", "CPN"), ("?group=african&state=submitted", "AR"),
     ("?state=no_reply", "")],
)  # fmt: skip
def test_each_figure_leads_to_its_list_and_the_list_is_exported(
    client_of, administrator, board, query, codes
):
    client = client_of(administrator)
    page = client.get(f"{board}recipients/{query}")
    assert sorted(r.organisation.code for r, *_rest in page.context["rows"]) == codes.split()
    sign = "&" if query else "?"
    text = client.get(f"{board}recipients/{query}{sign}as=csv").content.decode("utf-8-sig")
    assert sorted(row["code"] for row in csv.DictReader(io.StringIO(text))) == codes.split()
    assert client.get(f"{board}recipients/{query}{sign}as=xlsx").content[:2] == b"PK"


def test_the_pictures_say_what_the_tables_say(client_of, expert, board):
    for chart in ("over-time", "stances"):
        answer = client_of(expert).get(f"{board}{chart}.svg")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
        assert "style" not in answer.content.decode()
    assert client_of(expert).get(f"{board}other.svg").status_code == 404


def test_every_figure_of_the_tables_leads_to_as_many_rows(client_of, expert, administrator, round_one, board):
    circulation.remind(round_one, by=administrator)
    client = client_of(expert)
    page = client.get(board).content.decode()
    figures = re.findall(
        r'<a href="([^"]*(?:/comments/|/recipients/|/letters/)\?[^"]*)">(?:<strong[^>]*>)?(\d+)', page
    )
    assert len(figures) == 32
    for address, shown in figures:
        found = client.get(address.replace("&amp;", "&")).context
        rows = found["page"].paginator.count if "page" in found else len(found["rows"])
        assert (address, rows) == (address, int(shown))


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("stances", ["provision,support_with_change,oppose,all", "Article 1,1,0,1", "Article 2,0,1,1"]),
        (
            "silence",
            ["provision,african,weog,none", "Article 1,1,0,0", "Article 2,1,0,0", "nil returns,0,1,0",
             "nothing received,0,0,1"],
        ),
        ("over-time", ["day,submissions,until then", f"{clock.now():%Y-%m-%d},2,2"]),
    ],
)  # fmt: skip
def test_every_table_goes_out_as_a_file(client_of, expert, board, table, rows):
    text = client_of(expert).get(f"{board}{table}.csv").content.decode("utf-8-sig")
    assert text.splitlines() == rows
    assert client_of(expert).get(f"{board}{table}.xlsx").content[:2] == b"PK"
    assert client_of(expert).get(f"{board}{table}.odt").status_code == 404
    assert client_of(expert).get(f"{board}other.csv").status_code == 404


def test_the_letters_of_a_round_are_listed_by_how_far_they_came(client_of, administrator, round_one, board):
    circulation.remind(round_one, by=administrator)
    text = client_of(administrator).get(f"{board}letters/?state=queued&as=csv").content.decode("utf-8-sig")
    assert [row["code"] for row in csv.DictReader(io.StringIO(text))] == ["CPN"]
    assert client_of(administrator).get(f"{board}letters/?state=sent").context["rows"] == []


def test_nobody_else_sees_the_dashboard(client_of, board, anna, client):
    for page in (
        board,
        f"{board}recipients/",
        f"{board}over-time.svg",
        f"{board}letters/",
        f"{board}silence.csv",
    ):
        assert client.get(page).status_code == 302
        assert client_of(anna).get(page).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_dashboard_costs_the_same_for_one_and_for_three(
    client_of, django_assert_num_queries, expert, round_one, arvenia, anna, count
):
    for n in range(count):
        write_draft(round_one, arvenia, anna, label=f"Article {n + 1}")
    submitted(round_one, arvenia, anna)
    client = client_of(expert)
    with django_assert_num_queries(11):
        client.get(f"{round_one.get_absolute_url()}dashboard/")


# --- What everybody may know --------------------------------------------------------------------------------
def test_the_public_sees_who_replied_once_answers_are_published_and_never_who_did_not(
    board, round_one, client
):
    page = f"{round_one.get_absolute_url()}replies/"
    assert client.get(page).status_code == 404
    Round.objects.filter(pk=round_one.pk).update(state=Round.State.PUBLISHED, published_at=clock.now())
    words = client.get(page).content.decode()
    assert "Arvenia" in words and "Tolmark" in words and "Coastal" not in words
    Round.objects.filter(pk=round_one.pk).update(publication=Round.Publication.NEVER)
    assert client.get(page).status_code == 404


def test_events_are_a_calendar_and_a_feed(round_one, administrator, version):
    later = round_one.closes_at + timedelta(days=2)
    circulation.extend_round(
        round_one, later, reason="Time, more; of it", authority="Expert", by=administrator
    )
    calendar = Client().get("/events.ics")
    text = calendar.content.decode()
    assert calendar["Content-Type"].startswith("text/calendar")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert f"UID:round-{round_one.pk}-closes@testserver\r\n" in unfolded
    assert f"DTSTART:{later:%Y%m%dT%H%M%SZ}" in unfolded
    assert "Closes: Declaration on a small matter\\, Round 1" in unfolded
    feed = Client().get("/events.atom").content.decode()
    assert (
        f"/events/version-{version.pk}<" in feed
        and f"/events/extension-{round_one.extensions.get().pk}<" in feed
    )
    assert f"/events/round-{round_one.pk}-closes" not in feed  # it has not happened yet


def test_a_round_in_preparation_is_no_event(round_one):
    Round.objects.update(state=Round.State.PREPARATION)
    assert "UID:round-" not in Client().get("/events.ics").content.decode()
