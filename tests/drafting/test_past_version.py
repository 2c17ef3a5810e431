"""Texts of earlier years are entered afterwards with their dates, symbols and files; then versions like any other."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from drafting import services
from drafting.models import IssuedFile, Version
from stakeholders import clock
from stakeholders.moments import day

LONG_AGO = date(2014, 6, 11)
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"


@pytest.fixture
def frozen(declaration, expert):
    return services.freeze_version(declaration, name="preliminary", by=expert)


@pytest.fixture
def address(frozen):
    return reverse("past_version", args=[frozen.declaration.slug, frozen.number])


@pytest.fixture
def next_version(declaration, expert, at):
    """`next_version()`: Article 1 with a word more, frozen."""

    def freeze():
        wording = at("Article 1")
        services.save_wording(
            wording,
            heading=wording.heading,
            text=wording.text + " Newly.",
            reason="Since.",
            by=expert,
            base=wording.current_record.history_id,
        )
        return services.freeze_version(declaration, name="revised", by=expert)

    return freeze


def test_a_text_of_an_earlier_year_has_its_own_date_and_symbol(client_of, expert, client, address, frozen):
    said = {"date": "2014-06-11", "symbol": "DEMO/2014/1"}
    assert client_of(expert).post(address, said).status_code == 302
    entered = Version.objects.get(pk=frozen.pk)
    assert (entered.state, entered.symbol, entered.symbol_date) == ("issued", "DEMO/2014/1", LONG_AGO)
    assert day(entered.issued_at) == "Wednesday 11 June 2014"
    page = strip_tags(client.get(entered.get_absolute_url()).content.decode())
    assert page.count(f"A text of Wednesday 11 June 2014, entered afterwards on {day(clock.now())}.") == 1


def test_it_is_compared_with_what_came_later(client, expert, declaration, frozen, next_version):
    services.enter_past_version(frozen, issued_on=LONG_AGO, by=expert)
    second = next_version()
    services.issue_version(second, by=expert, override="Tested elsewhere.")
    page = client.get(reverse("comparison", args=[declaration.slug, 1, "2"])).content.decode()
    assert page.count("Newly") == 1
    assert Version.objects.get(pk=frozen.pk).state == "superseded"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"date": ""}, "This field is required."),
        ({"date": "2999-01-01"}, "This day has not passed. Issue the version instead."),
        ({"date": "2014-06-11", "symbol": "no symbol at all"}, None),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_issued(client_of, expert, address, frozen, said, why):
    answer = client_of(expert).post(address, said)
    assert answer.status_code == 422
    assert why is None or answer.content.decode().count(why) == 1
    assert Version.objects.get(pk=frozen.pk).state == "frozen"


def test_texts_are_entered_from_the_oldest_to_the_newest(expert, frozen, next_version):
    services.enter_past_version(frozen, issued_on=LONG_AGO, by=expert)
    second = next_version()
    with pytest.raises(services.Refused, match="is of Wednesday 11 June 2014: this text cannot be older"):
        services.enter_past_version(second, issued_on=LONG_AGO - timedelta(days=1), by=expert)
    with pytest.raises(services.Refused, match="Only a frozen version"):
        services.enter_past_version(frozen, issued_on=LONG_AGO, by=expert)


def test_only_the_expert_enters_one(others_at, address):
    others_at(address, {"date": "2014-06-11"})


def test_the_document_as_issued_is_offered_to_the_byte(client_of, secretariat, client, expert, frozen):
    services.enter_past_version(frozen, issued_on=LONG_AGO, by=expert)
    address = reverse("file_issued", args=[frozen.declaration.slug, frozen.number])
    for _time in range(2):  # the same file again is the same file
        file = SimpleUploadedFile("Draft of 2014.pdf", PDF)
        assert client_of(secretariat).post(address, {"file": file, "language": "en"}).status_code == 302
    kept = IssuedFile.objects.get()
    page = client.get(frozen.get_absolute_url()).content.decode()
    assert page.count(f'<a href="{kept.get_absolute_url()}">') == 1
    assert page.count(kept.sha256) == 1
    answer = client.get(kept.get_absolute_url())
    assert (answer.content, answer["Content-Disposition"]) == (
        PDF,
        'attachment; filename="Draft of 2014.pdf"',
    )


def test_what_is_no_document_is_refused_beside_its_field(client_of, secretariat, expert, frozen):
    services.enter_past_version(frozen, issued_on=LONG_AGO, by=expert)
    address = reverse("file_issued", args=[frozen.declaration.slug, frozen.number])
    file = SimpleUploadedFile("Draft.pdf", b"GIF89a")
    answer = client_of(secretariat).post(address, {"file": file, "language": "en"})
    assert (answer.status_code, IssuedFile.objects.count()) == (422, 0)
    assert answer.content.decode().count("Only Word (.docx) and PDF files can be enclosed.") == 1


def test_a_file_and_the_day_of_entry_cannot_change_afterwards(expert, frozen):
    services.enter_past_version(frozen, issued_on=LONG_AGO, by=expert)
    kept = services.keep_issued_file(frozen, "a.pdf", PDF, language="en", by=expert)
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedFile.objects.filter(pk=kept.pk).update(content=b"other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=frozen.pk).update(entered_afterwards=clock.now())


def test_the_file_of_a_version_that_is_not_public_is_nobodys(client, expert, frozen):
    with pytest.raises(services.Refused, match="A version that is not public"):
        services.keep_issued_file(frozen, "a.pdf", PDF, language="en", by=expert)
    answer = client.get(reverse("issued_file", args=["00000000-0000-4000-8000-000000000000"]))
    assert answer.status_code == 404
