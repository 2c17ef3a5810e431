"""A frozen version gets its symbol and date once; the grammar of symbols is the one documents follow."""

import csv
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from drafting import services
from drafting.models import SYMBOL
from mandate import symbols


@pytest.fixture
def address(version):
    return reverse("symbol", args=[version.declaration.slug, version.number])


def test_the_symbols_of_real_documents_are_judged_as_they_should_be(shared_data):
    with shared_data("symbols.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    judged = {row["symbol"]: symbols.check(row["symbol"] or "")[0] for row in rows}
    assert judged == {row["symbol"]: row["verdict"] for row in rows}
    assert len(rows) == 32


@pytest.mark.parametrize(
    ("symbol", "verdict"),
    [
        ("DEMO/1", "valid"),
        ("DEMO/1/Rev.1", "valid"),
        ("A/RES/ES-10/2", "valid"),
        ("ST/ESA/STAT/SER.A/12", "valid"),
        ("A/HRC/44", "suspicious"),
        ("DEMO/Add.1/2", "suspicious"),
        ("DEMO", "invalid"),
        ("DEMO/", "invalid"),
        ("DEMO/1 and Add.3-2", "invalid"),
        ("DEMO/1\u202e", "invalid"),
        ("DEMO/" + "1" * 60, "invalid"),
    ],
)
def test_a_symbol_is_judged(symbol, verdict):
    assert symbols.check(symbol)[0] == verdict


def test_every_verdict_but_valid_says_why():
    assert str(symbols.check("A/HRC/44/Add.1")[1]) == (
        "Session and number, as in A/HRC/21/44, are not both there: please check it."
    )
    assert symbols.check("DEMO/1") == ("valid", "")


def test_the_model_takes_an_unusual_symbol_and_refuses_an_impossible_one():
    SYMBOL("A/HRC/44/Add.1")
    with pytest.raises(ValidationError, match="names 7 documents"):
        SYMBOL("A/62/439 and Add.1-6")


def test_the_secretariat_adds_symbol_and_date_and_the_hash_stays(client_of, secretariat, version, address):
    digest = version.sha256
    answer = client_of(secretariat).post(address, {"symbol": "DEMO/1", "date": "2026-03-02"})
    assert (answer.status_code, answer.url) == (302, version.get_absolute_url())
    version.refresh_from_db()
    assert (version.symbol, version.symbol_date, version.sha256) == ("DEMO/1", date(2026, 3, 2), digest)
    assert version.symbol_recorded_by == secretariat
    rows = [
        [str(e.provision.uid), e.label, e.language, e.heading, e.text]
        for e in version.entries.for_list().order_by("order", "language")
    ]
    assert services.text_hash(rows) == digest


def test_an_unusual_symbol_is_asked_about_and_kept_when_confirmed(client_of, expert, version, address):
    client, said = client_of(expert), {"symbol": "A/HRC/44/Add.1", "date": "2026-03-02"}
    answer = client.post(address, said)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["sure"]
    version.refresh_from_db()
    assert version.symbol == ""
    assert client.post(address, said | {"sure": "on"}).status_code == 302
    version.refresh_from_db()
    assert version.symbol == "A/HRC/44/Add.1"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"symbol": "a/hrc/1/2", "date": "2026-03-02"}, "symbol"),
        ({"symbol": "A/62/439 and Add.1-6", "date": "2026-03-02"}, "symbol"),
        ({"symbol": "DEMO/1", "date": "2026-02-30"}, "date"),
        ({"symbol": "DEMO/1"}, "date"),
        ({"symbol": "", "date": "2026-03-02"}, "symbol"),
    ],
)
def test_what_can_be_no_symbol_or_date_is_refused(client_of, expert, version, address, said, field):
    answer = client_of(expert).post(address, said)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    version.refresh_from_db()
    assert (version.symbol, version.symbol_date) == ("", None)


def test_a_second_symbol_is_refused_with_a_sentence(client_of, expert, version, address):
    services.record_symbol(version, symbol="DEMO/1", date=date(2026, 3, 2), by=expert)
    answer = client_of(expert).post(address, {"symbol": "DEMO/2", "date": "2026-03-03"})
    assert answer.status_code == 422
    assert "This version has its symbol already: DEMO/1." in answer.content.decode()
    version.refresh_from_db()
    assert version.symbol == "DEMO/1"


def test_a_symbol_belongs_to_one_version(client_of, expert, declaration, version, address):
    services.record_symbol(version, symbol="DEMO/1", date=date(2026, 3, 2), by=expert)
    services.add_provision(
        declaration, kind="article", heading="", text="More.", after=None, by=expert, reason="More"
    )
    later = services.freeze_version(declaration, name="revised", by=expert)
    with pytest.raises(services.Refused, match="Another version has the symbol DEMO/1."):
        services.record_symbol(later, symbol="DEMO/1", date=date(2026, 3, 3), by=expert)


def test_strangers_and_delegates_find_no_such_page(client, client_of, olga, anna, administrator, address):
    assert client.get(address).status_code == 302
    for person in (olga, anna, administrator):
        assert client_of(person).get(address).status_code == 404
        assert client_of(person).post(address, {"symbol": "DEMO/9"}).status_code == 404


def test_only_get_and_post_are_answered(client_of, expert, address):
    assert client_of(expert).put(address).status_code == 405
