"""The pages for working offline: take a form, bring it back, mend a row, take it in; nobody else sees any of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comments.models import Draft, Intake
from tests.intake.forms_of import ISO, xlsx

pytestmark = pytest.mark.django_db


def test_a_form_is_brought_mended_and_taken_in(client, client_of, arvenias, anna, tomas, secretariat):
    slug = arvenias.round.declaration.slug
    page = f"/declarations/{slug}/rounds/1/parties/AR/forms/"
    rows = [
        ISO,
        ["AR", "", "Article 2", "1", "te", "Weak.", "", ""],
        ["AR", "", "?", "", "te", "Lost.", "", ""],
    ]
    file = SimpleUploadedFile("form.xlsx", xlsx(rows))
    assert client.post(page).status_code == 302
    assert [client_of(u).get(page).status_code for u in (tomas, secretariat)] == [404, 404]
    browser = client_of(anna)
    assert browser.post(page, {}).status_code == 422
    assert browser.post(page, {"file": SimpleUploadedFile("x.pdf", b"%PDF")}).status_code == 422
    answer = browser.post(page, {"file": file})
    intake = Intake.objects.get()
    assert (answer.status_code, answer.url, Draft.objects.count()) == (302, intake.get_absolute_url(), 0)
    report = browser.get(answer.url).content.decode()
    assert ("needs you" in report, "Lost." in report) == (True, True)
    mended = f"{answer.url}rows/2/"
    assert [client_of(u).post(mended).status_code for u in (tomas, secretariat)] == [404, 404]
    browser.post(mended, {"place": "no-such-place"})
    intake.refresh_from_db()
    assert intake.counts["to_place"] == 1
    assert browser.post(mended, {"place": "article-3"}).status_code == 302
    assert browser.post(f"{answer.url}intake/").status_code == 302
    assert list(Draft.objects.order_by("pk").values_list("explanation", flat=True)) == [
        "Weak.",
        "Lost.\n\nIn the form: ?",
    ]
    assert browser.get(f"{answer.url}file/").content == bytes(intake.content)
    for name in (
        "iso.docx",
        "iso.xlsx",
        "ippc.docx",
        "ippc.xlsx",
        "ipcc.xlsx",
        "text.docx",
        "clearance.docx",
    ):
        assert browser.get(page + name).content[:2] == b"PK"
    assert [browser.get(page + name).status_code for name in ("ipcc.docx", "none.xlsx")] == [404, 404]
    assert client_of(tomas).get(f"{page}iso.docx").status_code == 404
