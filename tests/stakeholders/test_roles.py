"""The table of rights in the documentation is true: every address of it is asked for as every kind of person."""

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client

from stakeholders import services
from stakeholders.models import Notice, OfficeAct
from tests.cast import make_round

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).resolve().parent.parent.parent / "docs" / "roles.md"
PEOPLE = "/admin/stakeholders/user/"


def table():
    """{address: {kind of person: may}} as it stands in the documentation."""
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    (_act, _address, *kinds), *rows = cells
    return {address: dict(zip(kinds, may, strict=True)) for _words, address, *may in rows}


def test_the_table_of_rights_is_true(
    client_of, round_one, version, expert, secretariat, administrator, superuser, anna, arvenia, dara
):
    second = make_round(version, [arvenia], administrator, is_open=False, number=2)
    rows = {"text": round_one.declaration.slug, "round": second.pk, "party": arvenia.pk, "person": dara.pk}
    clients = {
        "expert": client_of(expert), "secretariat": client_of(secretariat), "contact point": client_of(anna),
        "administrator": client_of(administrator), "superuser": client_of(superuser), "anybody": Client(),
    }  # fmt: skip
    documented = table()
    found = {
        address: {
            kind: "yes" if client.get(address.format(**rows)).status_code == 200 else "–"
            for kind, client in clients.items()
        }
        for address in documented
    }
    assert len(documented) > 15
    assert found == {address: {kind: may[kind] for kind in clients} for address, may in documented.items()}


# --- The journal --------------------------------------------------------------------------------------------
def test_every_act_of_an_office_is_written_down_and_looking_is_not(client_of, administrator, dara):
    client = client_of(administrator)
    client.get(f"{PEOPLE}{dara.pk}/sessions/")
    assert not OfficeAct.objects.exists()
    client.post(f"{PEOPLE}{dara.pk}/sessions/", {"reason": "A lost laptop."})
    act = OfficeAct.objects.get()
    assert (act.by, act.office, act.act) == (administrator, "administrator", "stakeholders_user_sessions")
    assert (act.path, act.reason) == (f"{PEOPLE}{dara.pk}/sessions/", "A lost laptop.")


def test_what_was_refused_and_what_a_delegation_does_is_no_act_of_office(client_of, secretariat, anna, dara):
    client_of(secretariat).post(f"{PEOPLE}{dara.pk}/sessions/", {"reason": "x"})
    client_of(anna).post("/receipts/", {"ref": "x"})
    assert not OfficeAct.objects.exists()


def test_nobody_changes_the_journal(client_of, superuser):
    act = OfficeAct.objects.create(by=superuser, office="superuser", act="x", path="/")
    client = client_of(superuser)
    base = f"/admin/stakeholders/officeact/{act.pk}/"
    assert client.post(f"{base}change/", {"act": "y"}).status_code == 403
    assert client.post(f"{base}delete/", {"post": "yes"}).status_code == 403
    for change in (
        lambda: OfficeAct.objects.filter(pk=act.pk).update(act="y"),
        lambda: OfficeAct.objects.filter(pk=act.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert OfficeAct.objects.get().act == "x"


# --- Sessions and second factors ----------------------------------------------------------------------------
def test_ended_sessions_stop_working_everywhere(client_of, administrator, secretariat):
    laptop, phone, mine = client_of(secretariat), client_of(secretariat), client_of(administrator)
    assert laptop.get("/admin/").status_code == 200
    mine.post(f"{PEOPLE}{secretariat.pk}/sessions/", {"reason": "A lost laptop."})
    assert {each.get("/admin/").status_code for each in (laptop, phone)} == {302}
    assert mine.get("/admin/").status_code == 200
    secretariat.refresh_from_db()
    assert client_of(secretariat).get("/admin/").status_code == 200


def test_another_administrator_resets_a_second_factor_with_a_reason(client_of, administrator, secretariat):
    client_of(secretariat)
    page = f"{PEOPLE}{secretariat.pk}/second-factor/"
    client = client_of(administrator)
    assert client.post(page, {"reason": " "}).status_code == 422
    assert client.post(page, {"reason": "Telephone lost; identified in person."}).status_code == 302
    assert not Authenticator.objects.filter(user=secretariat).exists()
    assert "Telephone lost; identified in person." in Notice.objects.get(to=secretariat.email).body
    assert client.get(f"{PEOPLE}{administrator.pk}/second-factor/").status_code == 403
    with pytest.raises(ValueError, match="Another administrator"):
        services.reset_second_factor(administrator, reason="x", by=administrator)


def test_the_last_administrator_comes_back_by_the_server(client_of, administrator):
    client_of(administrator)
    call_command("reset_second_factor", administrator.email, reason="The key broke.")
    assert not Authenticator.objects.filter(user=administrator).exists()
    act = OfficeAct.objects.get()
    assert (act.by, act.act, act.reason) == (None, "reset_second_factor", "The key broke.")
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody@x.example", reason="x")
