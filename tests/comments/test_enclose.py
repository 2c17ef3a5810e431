"""What goes beside the comments: files looked at before they are kept, and replies to the guiding questions."""

import io
import json
import zipfile
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from docx import Document

from circulation.models import Recipient
from comments import services
from comments.models import Attachment, Reply, Submission
from compilation.layouts import contributor
from compilation.writers.plain import Text
from drafting import frozen
from drafting.services import Refused
from stakeholders import clock
from tests.cast import make_round, submitted, write_draft

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
QUESTIONS = "What does solidarity ask of States?\n\nWhich duties are missing?\n"


def word(**parts):
    """A Word file, with further parts in it."""
    kept = io.BytesIO()
    document = Document()
    document.add_paragraph("A legal opinion.")
    document.save(kept)
    with zipfile.ZipFile(kept, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return kept.getvalue()


@pytest.fixture
def asking(version, administrator, arvenia, tolmark):
    """A round that asks two questions."""
    return make_round(version, [arvenia, tolmark], administrator, guiding_questions=QUESTIONS)


@pytest.fixture
def recipient(asking, arvenia):
    return Recipient.objects.get(round=asking, organisation=arvenia)


@pytest.fixture
def party(asking):
    return f"/declarations/{asking.declaration.slug}/rounds/1/parties/AR/"


def test_replies_and_files_are_in_the_record_on_the_receipt_and_with_the_reader(
    client_of, anna, expert, tomas, recipient, party
):
    browser = client_of(anna)
    browser.post(f"{party}questions/", {"reply-1": "Acting together.", "revision-1": "0", "reply-2": ""})
    browser.post(f"{party}attachments/", {"file": SimpleUploadedFile("opinion.pdf", PDF)})
    preview = browser.get(f"{party}submission/").content.decode()
    assert (preview.count("Acting together."), preview.count("opinion.pdf")) == (1, 1)
    receipt = browser.post(f"{party}submission/").url
    submission, attachment = Submission.objects.get(), Attachment.objects.get()
    record = json.loads(submission.record)
    assert (record["comments"], record["replies"], record["attachments"]) == (
        [],
        [
            {
                "number": 1,
                "question": "What does solidarity ask of States?",
                "text": "Acting together.",
                "language": "en",
            }
        ],
        [{"name": "opinion.pdf", "kind": "pdf", "size": len(PDF), "sha256": sha256(PDF).hexdigest()}],
    )
    assert services.verify_chain() == []
    for reader in (anna, expert):
        page = client_of(reader).get(receipt).content.decode()
        assert (page.count("Acting together."), page.count(attachment.sha256)) == (1, 1)
        assert client_of(reader).get(f"/attachments/{attachment.ref}/").content == PDF
    desk = f"/declarations/{recipient.round.declaration.slug}/desk/general/?round=1"
    page = client_of(expert).get(desk).content.decode()
    assert (page.count("Acting together."), page.count("opinion.pdf")) == (1, 1)
    assert client_of(tomas).get(f"/attachments/{attachment.ref}/").status_code == 404
    assert Client().get(f"/attachments/{attachment.ref}/").status_code == 404


def test_the_compilation_by_contributor_has_the_replies_and_a_list_of_the_files(
    anna, expert, tomas, recipient, asking
):
    services.keep_replies(recipient, {2: (0, "The duty to report.")}, by=anna)
    services.attach(recipient, "opinion.pdf", PDF, by=anna)
    services.submit(recipient, by=anna)
    said = Text.write(contributor.paper(asking, expert, clock.now())).decode()
    assert (said.count("The duty to report."), said.count("opinion.pdf")) == (1, 1)
    others = Text.write(contributor.paper(asking, tomas, clock.now())).decode()
    assert "The duty to report." not in others


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"MZ" + PDF, "Only Word"),
        ("a.docx", PDF, "does not say what it is"),
        ("a.pdf", PDF[:-7], "not complete"),
        ("a.pdf", PDF.replace(b"/Root", b"/Encrypt 9 0 R /Root"), "password"),
        ("a.pdf", PDF.replace(b"/Type", b"/Java#53cript 9 0 R /Type"), "scripts"),
        ("a.pdf", PDF + b" " * 10 * 1024 * 1024 + b"%%EOF", "larger than 10 MB"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "behind a password"),
        ("a.docx", b"PK\x03\x04 broken", "not a Word or Excel file"),
        ("a.docx", word(word__vbaProject_dot_bin=b"x"), "macros"),
        ("a.docx", word(word__embeddings__oleObject1_dot_bin=b"x"), "macros"),
        ("a\u202ecod.pdf", PDF, "cannot be seen"),
    ],
)
def test_what_is_no_harmless_word_or_pdf_file_is_refused_with_a_sentence(anna, recipient, name, content, why):
    with pytest.raises(Refused, match=why):
        services.attach(recipient, name, content, by=anna)
    assert Attachment.objects.count() == 0


def test_a_file_is_kept_once_and_taken_out_without_a_trace_in_what_was_sent(
    client_of, anna, tomas, recipient
):
    first = services.attach(recipient, "C:\\mission\\opinion.docx", word(), by=anna)
    content = bytes(first.content)
    assert (services.attach(recipient, "opinion.docx", content, by=anna), first.name) == (
        first,
        "opinion.docx",
    )
    sent = services.submit(recipient, by=anna)
    removal = f"/attachments/{first.ref}/removal/"
    assert [client_of(u).post(removal).status_code for u in (tomas, anna)] == [404, 302]
    with pytest.raises(Refused, match="no comment to submit"):
        services.submit(recipient, by=anna)
    assert [each.name for each in sent.attachments.all()] == ["opinion.docx"]


def test_a_later_submission_takes_what_is_there_then_and_an_entered_letter_keeps_it(
    anna, secretariat, recipient
):
    services.keep_replies(recipient, {1: (0, "First.")}, by=anna)
    services.attach(recipient, "a.pdf", PDF, by=anna)
    services.submit(recipient, by=anna)
    services.keep_replies(recipient, {1: (1, "Not sent yet.")}, by=anna)
    letter = {"name": "l.pdf", "content": PDF, "channel": "letter", "reference": "L/1", "words": "We agree."}
    deposit = services.keep_deposit(recipient, by=secretariat, received_at=clock.now(), **letter)
    entered = services.enter_deposit(deposit, by=secretariat)
    assert [(r["text"]) for r in entered.replies] == ["First."]
    assert [each.name for each in entered.attachments.all()] == ["a.pdf"]


def test_two_who_reply_at_once_lose_nothing(client_of, anna, dara, recipient, party):
    services.keep_replies(recipient, {1: (0, "Dara's.")}, by=dara)
    stale = {"reply-1": "Anna's.", "revision-1": "0", "reply-2": "Another.", "revision-2": "0"}
    answer = client_of(anna).post(f"{party}questions/", stale)
    page = answer.content.decode()
    assert (answer.status_code, page.count("Anna&#x27;s."), page.count("Dara&#x27;s.")) == (409, 1, 1)
    assert list(Reply.objects.values_list("number", "text")) == [(1, "Dara's."), (2, "Another.")]
    stale["revision-1"] = "1"
    assert client_of(anna).post(f"{party}questions/", stale).status_code == 302
    assert Reply.objects.get(number=1).text == "Anna's."


def test_strangers_and_offices_find_neither_page(client, client_of, anna, tomas, expert, party):
    for page in ("questions/", "attachments/"):
        assert client.get(party + page).status_code == 302
        codes = [client_of(u).get(party + page).status_code for u in (anna, tomas, expert)]
        assert codes == [200, 404, 404]
        assert client_of(anna).put(party + page).status_code == 405
    assert client_of(anna).post(f"{party}attachments/").status_code == 422


def test_a_published_round_shows_files_to_all_unless_the_party_chose_otherwise(
    client_of, anna, expert, administrator, recipient, asking, considered
):
    attachment = services.attach(recipient, "a.pdf", PDF, by=anna)
    services.submit(recipient, by=anna)
    services.screen_file(attachment, way="received", by=expert)
    considered(asking)
    services.publish_responses(asking, by=expert)
    page = f"/attachments/{attachment.ref}/"
    assert [Client().get(page).status_code, client_of(administrator).get(page).status_code] == [200, 200]
    services.disavow_submission(Submission.objects.get(), by=anna)
    assert [c.get(page).status_code for c in (Client(), client_of(anna), client_of(expert))] == [
        404,
        404,
        404,
    ]


def test_a_file_that_was_changed_by_sql_is_refused_and_found(anna, recipient):
    services.attach(recipient, "a.pdf", PDF, by=anna)
    services.submit(recipient, by=anna)
    change = "UPDATE comments_attachment SET content = %s"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change, [b"other"])
    frozen.remove()
    with connection.cursor() as cursor:
        cursor.execute(change, [b"other"])
    assert services.verify_chain() == [(None, f"attachment {Attachment.objects.get().ref}")]
    frozen.install()


def test_comments_replies_and_files_go_together(anna, arvenia, recipient, asking):
    write_draft(asking, arvenia, anna)
    services.keep_replies(recipient, {1: (0, "Yes.")}, by=anna)
    comment = submitted(asking, arvenia, anna)[0]
    assert [r["text"] for r in comment.submission.replies] == ["Yes."]
