"""Finalization: dated and public, no further round without reopening; then one sealed package to the Council."""

import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from compilation.packaging import package_of
from drafting import services as drafting
from drafting.models import Finalization, Version
from drafting.services import Refused
from stakeholders import clock
from tests.cast import make_round

pytestmark = pytest.mark.django_db


def page(declaration, act=""):
    return f"/declarations/{declaration.slug}/finalization/{act}"


def test_finalization_is_dated_public_and_stops_further_rounds(
    client, client_of, expert, administrator, declaration, version, tolmark
):
    assert client.get(page(declaration)).status_code == 200
    assert client_of(expert).post(page(declaration, "beginning/")).status_code == 302
    begun = Finalization.objects.get()
    assert (begun.version, begun.begun_by) == (version, expert)
    assert "The text is being made final" in client.get(page(declaration)).content.decode()
    assert client.get(f"/declarations/{declaration.slug}/").content.decode().count("Finalization") >= 1
    with pytest.raises(Refused, match="made final"):
        make_round(version, [tolmark], administrator)
    assert client_of(expert).post(page(declaration, "beginning/")).status_code == 422
    assert client_of(expert).post(page(declaration, "reopening/"), {"reason": ""}).status_code == 422
    assert (
        client_of(expert).post(page(declaration, "reopening/"), {"reason": "New facts."}).status_code == 302
    )
    assert client.get(page(declaration)).content.decode().count("New facts.") == 1
    assert make_round(version, [tolmark], administrator, number=2).state == "open"


@pytest.mark.parametrize(("who", "status"), [("secretariat", 403), ("administrator", 403), ("anna", 403)])
def test_only_the_expert_makes_a_text_final(request, client_of, declaration, version, who, status):
    client = client_of(request.getfixturevalue(who))
    for act in ("beginning/", "reopening/", "submission/"):
        assert client.post(page(declaration, act)).status_code == status
    assert client.get(page(declaration, "beginning/")).status_code == 405
    assert Finalization.objects.count() == 0


def test_nothing_is_submitted_that_is_not_final(client_of, expert, declaration, version):
    assert client_of(expert).post(page(declaration, "submission/")).status_code == 404
    assert client_of(expert).get(page(declaration, "package.zip")).status_code == 404


def test_the_package_holds_text_reports_and_sustained_concerns_under_their_hashes(
    client, client_of, expert, declaration, version, answered
):
    drafting.begin_finalization(version, by=expert)
    assert client_of(expert).post(page(declaration, "submission/")).status_code == 302
    version.refresh_from_db()
    assert version.state == Version.State.SUBMITTED
    content = client.get(page(declaration, "package.zip")).content
    assert sha256(content).hexdigest() == Finalization.objects.get().sha256
    archive = zipfile.ZipFile(io.BytesIO(content))
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["sha256 of the text"] == version.sha256
    names = set(archive.namelist()) - {"manifest.json"}
    assert {name: sha256(archive.read(name)).hexdigest() for name in names} == manifest["files"]
    assert names == {
        "chain.json",
        "overrides.json",
        "round-1/report-10700.docx",
        "round-1/report-10700.pdf",
        "round-1/report-in-full.docx",
        "round-1/report-in-full.pdf",
        "round-1/sustained-concerns.json",
        "round-1/text-circulated.pdf",
        "text/en.docx",
        "text/en.txt",
        "text/en.xml",
    }
    concerns = json.loads(archive.read("round-1/sustained-concerns.json"))
    assert [(row["party"], row["words"]) for row in concerns] == [("Arvenia", "We cannot join this.")]
    report = (
        zipfile.ZipFile(io.BytesIO(archive.read("round-1/report-in-full.docx")))
        .read("word/document.xml")
        .decode()
    )
    assert ("We cannot join this." in report, "For you alone." in report) == (True, False)
    with pytest.raises(Refused, match="stands"):
        drafting.reopen_text(Finalization.objects.get(), by=expert, reason="Too late.")


def test_the_same_state_gives_the_same_package(expert, version, answered, time_machine):
    final = drafting.begin_finalization(version, by=expert)
    now = clock.now()
    made = package_of(final, now)
    time_machine.move_to(now + timedelta(hours=1))  # what an archive remembers of its making would differ now
    assert package_of(final, now) == made


@pytest.mark.django_db(transaction=True)
def test_a_sealed_package_cannot_be_changed_by_sql(expert, version):
    final = drafting.begin_finalization(version, by=expert)
    drafting.submit_text(final, b"sealed", by=expert)
    for change in ({"package": b"other"}, {"sha256": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Finalization.objects.update(**change)
