"""Documents by symbol: the grammar is checked, the unusual is flagged, and what is cited becomes a link."""

import csv

import pytest
from django.template import Context, Template

from mandate import services, symbols
from mandate.models import Source
from tests.mandate.conftest import no_rows

pytestmark = pytest.mark.django_db
ADD = "/admin/mandate/source/add/"


def said(symbol, slug="x"):
    return {
        "kind": "report",
        "symbol": symbol,
        "title": "A long title that took time",
        "slug": slug,
        "language": "en",
        **no_rows("passages"),
    }


def test_every_symbol_is_taken_flagged_or_refused_as_it_should_be(client_of, secretariat, shared_data):
    browser = client_of(secretariat)
    with shared_data("symbols.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["symbol"]]
    for n, row in enumerate(rows):
        answer = browser.post(ADD, said(row["symbol"], f"s{n}"))
        taken = row["verdict"] in ("valid", "suspicious")
        assert (row["symbol"], answer.status_code) == (row["symbol"], 302 if taken else 200)
        if not taken:
            assert "A long title that took time" in answer.content.decode()
    flagged = [source.symbol for source in Source.objects.all() if source.doubt]
    assert flagged == [row["symbol"] for row in rows if row["verdict"] == "suspicious"]


def test_a_stray_character_is_named(client_of, secretariat):
    answer = client_of(secretariat).post(ADD, said("A/HRC/21/44;DROP"))
    assert "“;” does not belong in a symbol." in answer.content.decode()


def test_a_symbol_is_registered_once(client_of, secretariat, report):
    answer = client_of(secretariat).post(ADD, said("A/68/176"))
    assert "A source with this symbol is registered already." in answer.content.decode()


def test_the_flag_is_shown_to_readers(client):
    source = Source.objects.create(slug="s", kind="report", symbol="A/HRC/44/Add.1", title="Printed so")
    assert "Session and number" in client.get(source.get_absolute_url()).content.decode()


def test_symbols_stand_in_running_text_without_what_closes_the_sentence():
    text = "See A/68/176, (A/HRC/21/44/Add.1). Not and/or, nor GE.17-06578; A/RES/217(III)."
    assert [s for _a, _b, s in symbols.cited_in(text)] == ["A/68/176", "A/HRC/21/44/Add.1", "A/RES/217(III)"]


def test_a_registered_symbol_becomes_a_link_and_words_stay_escaped(report, django_assert_num_queries):
    draw = Template("{% load symbols %}{% cited text %}").render
    with django_assert_num_queries(1):
        drawn = draw(Context({"text": "<b>A/68/176</b> & A/68/999"}))
    assert drawn == ('&lt;b&gt;<a href="/sources/report/"><bdi>A/68/176</bdi></a>&lt;/b&gt; &amp; A/68/999')
    with django_assert_num_queries(0):
        assert draw(Context({"text": "No symbol here."})) == "No symbol here."


def test_what_is_cited_and_never_registered_is_listed(client, report, meeting):
    meeting.summary = "As in A/68/176 and A/HRC/15/32."
    meeting.save()
    page = client.get("/sources/unregistered/")
    assert page.context["symbols"] == {"A/HRC/15/32": [(str(meeting), meeting.get_absolute_url())]}


def test_a_delegate_finds_no_admin(client_of, anna):
    assert client_of(anna).get(ADD).status_code in (302, 403, 404)


def test_an_address_is_made_of_a_symbol_once(report):
    assert services.unused_slug("A/HRC/21/44/Add.1") == "a-hrc-21-44-add-1"
    assert services.unused_slug("report") == "report-2"


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_three_queries(client, n, django_assert_num_queries):
    for k in range(n):
        Source.objects.create(slug=f"s{k}", kind="report", title=f"Report {k}")
    with django_assert_num_queries(2):
        assert client.get("/sources/").status_code == 200
