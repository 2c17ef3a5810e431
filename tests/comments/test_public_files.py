"""The public list of submissions: each file as received, as a redacted copy, or withheld; its party told first."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments import services
from comments.models import Attachment, ScreenedFile
from comments.services.publishing_files import published_submissions
from compilation.layouts import contributor
from compilation.writers.plain import Text
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Notice
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db
PDF, COPY = (b"%%PDF-1.7\n%s\n%%%%EOF" % words for words in (b"Maria says so.", b"(a person) says so."))


@pytest.fixture
def enclosed(round_one, arvenia, anna):
    """Arvenia submits one comment and three files."""
    recipient = round_one.recipients.get(organisation=arvenia)
    names = ("plain.pdf", "about-maria.pdf", "secret.pdf")
    files = [services.attach(recipient, name, PDF + name.encode() + b"%%EOF", by=anna) for name in names]
    submitted(round_one, arvenia, anna)
    return files


@pytest.fixture
def screened(enclosed, secretariat):
    """The first as received, the second as a copy, the third not at all."""
    plain, named, secret = enclosed
    services.screen_file(plain, way="received", by=secretariat)
    services.screen_file(named, way="redacted", reason="A name", brought=("c.pdf", COPY), by=secretariat)
    services.screen_file(secret, way="withheld", reason="Asked by the witness", by=secretariat)
    return enclosed


@pytest.fixture
def published(screened, round_one, considered, expert):
    considered(round_one)
    services.publish_responses(round_one, by=expert, override="Answers follow.")
    round_one.refresh_from_db()
    return round_one


def listing(round):
    return f"{round.get_absolute_url()}submissions/"


def test_the_public_list_offers_each_file_as_received_or_redacted(client, published, enclosed):
    page = client.get(listing(published)).content.decode()
    assert [page.count(name) for name in ("plain.pdf", "about-maria", "secret.pdf")] == [1, 0, 0]
    assert [page.count(words) for words in ("R1-AR/1", "A name", "Asked by the witness")] == [1, 1, 1]
    answers = [client.get(f"/attachments/{each.ref}/public/") for each in enclosed]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert (answers[0].content, answers[1].content) == (bytes(enclosed[0].content), COPY)
    assert answers[1]["Content-Disposition"].startswith('attachment; filename="R1-AR-redacted-')
    assert [client.get(f"/attachments/{each.ref}/").status_code for each in enclosed] == [200, 404, 404]


def test_originals_stay_with_the_party_and_the_drafters(client_of, published, enclosed, anna, tomas, expert):
    codes = [
        [client_of(reader).get(f"/attachments/{each.ref}/").status_code for each in enclosed]
        for reader in (anna, expert, tomas)
    ]
    assert codes == [[200, 200, 200], [200, 200, 200], [200, 404, 404]]


def test_documents_name_a_file_as_their_reader_may_know_it(published, enclosed, anna, tomas):
    said = {who: Text.write(contributor.paper(published, who, clock.now())).decode() for who in (anna, tomas)}
    assert [said[anna].count(each.name) for each in enclosed] == [1, 1, 1]
    assert [said[tomas].count(each.name) for each in enclosed] == [1, 0, 0]
    assert said[tomas].count("File 3, withheld: Asked by the witness") == 1


def test_the_party_is_told_before_anything_is_public(screened, round_one):
    told = Notice.objects.filter(kind="file", to="anna@arvenia.example").order_by("pk")
    assert [each.body.split("\n")[0] for each in told] == [
        "Of your file “about-maria.pdf” a redacted copy will be published. Reason: A name",
        "Your file “secret.pdf” will not be published. Reason: Asked by the witness",
    ]
    assert not round_one.is_published


def test_the_screening_is_not_passed_while_nothing_is_said_of_a_file(
    client_of, enclosed, round_one, secretariat
):
    page = f"{round_one.get_absolute_url()}screening/"
    shown = client_of(secretariat).post(page, follow=True).content.decode()
    assert shown.count("Say of each file first") == 1
    assert (shown.count("nothing said yet"), round_one.screenings.count()) == (3, 0)
    for each in enclosed:
        client_of(secretariat).post(f"/attachments/{each.ref}/screening/", {"way": "received"})
    client_of(secretariat).post(page)
    assert round_one.screenings.count() == 1


def test_a_file_is_redacted_on_its_page_and_what_was_said_last_holds(client_of, enclosed, secretariat):
    page = f"/attachments/{enclosed[1].ref}/screening/"
    copy = SimpleUploadedFile("c.pdf", COPY)
    assert client_of(secretariat).post(page, {"way": "redacted", "reason": "A name"}).status_code == 422
    sent = client_of(secretariat).post(page, {"way": "redacted", "reason": "A name", "file": copy})
    assert (sent.status_code, ScreenedFile.objects.standing().get().way) == (302, "redacted")
    client_of(secretariat).post(page, {"way": "withheld", "reason": "On second thought"})
    assert (ScreenedFile.objects.count(), ScreenedFile.objects.standing().get().way) == (2, "withheld")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE comments_screenedfile SET way = 'received'")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"way": "withheld"}, "Give the reason"),
        ({"way": "redacted", "reason": "x"}, "Bring the redacted copy"),
        ({"way": "redacted", "reason": "x", "brought": ("a.pdf", b"MZ")}, "Only Word"),
        ({"way": "redacted", "reason": "x", "brought": ("a.pdf", None)}, "nothing is taken out"),
    ],
)
def test_what_is_no_redaction_is_refused(enclosed, secretariat, said, why):
    if said.get("brought") == ("a.pdf", None):
        said = said | {"brought": ("a.pdf", bytes(enclosed[0].content))}
    with pytest.raises(Refused, match=why):
        services.screen_file(enclosed[0], by=secretariat, **said)
    assert ScreenedFile.objects.count() == 0


@pytest.mark.parametrize("who", ["anna", "tomas", "administrator"])
def test_nobody_else_screens_files(request, client_of, enclosed, who):
    client = client_of(request.getfixturevalue(who))
    assert client.post(f"/attachments/{enclosed[0].ref}/screening/", {"way": "received"}).status_code == 404
    assert Client().get(f"/attachments/{enclosed[0].ref}/screening/").status_code == 302


def test_what_is_not_for_publication_has_no_row_and_no_file(
    client, round_one, arvenia, anna, tolmark, tomas, coastal, noor, considered, expert
):
    """Arvenia's is public; Tolmark's is without its name; Coastal's is withheld: neither file, date nor number."""
    for who, by, choice in (
        (arvenia, anna, "public"),
        (tolmark, tomas, "unnamed"),
        (coastal, noor, "withheld"),
    ):
        recipient = round_one.recipients.get(organisation=who)
        services.attach(recipient, f"{who.code}.pdf", PDF, by=by)
        write_draft(round_one, who, by)
        services.submit(recipient, by=by, publication=choice)
    assert list(Attachment.objects.to_screen(round_one).values_list("name", flat=True)) == ["AR.pdf"]
    services.screen_file(Attachment.objects.get(name="AR.pdf"), way="received", by=expert)
    assert client.get(listing(round_one)).status_code == 404  # before the answers are published
    considered(round_one)
    services.publish_responses(round_one, by=expert, override="Later.")
    page = client.get(listing(round_one)).content.decode()
    assert [page.count(words) for words in ("AR.pdf", "TK", "Tolmark", "CPN", "Coastal")] == [1, 0, 0, 0, 0]
    assert page.count("Others replied and asked not to be named, or not to be published: fewer than 3.") == 1
    hidden = Attachment.objects.exclude(name="AR.pdf")
    assert [client.get(f"/attachments/{each.ref}/public/").status_code for each in hidden] == [404, 404]


def test_the_list_is_filtered(published):
    asked = ("words=arv", "words=tol", "category=ngo", "category=member_state", "files=yes")
    found = {
        query: [each.reference for each in published_submissions(published, dict([query.split("=")]))]
        for query in asked
    }
    assert found == dict.fromkeys(asked, ["R1-AR/1"]) | {"words=tol": [], "category=ngo": []}


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_asks_as_much_for_three_submissions_as_for_one(
    client, screened, round_one, tolmark, tomas, coastal, noor, considered, expert, n
):
    for who, by in ((tolmark, tomas), (coastal, noor))[: n - 1]:
        file = services.attach(round_one.recipients.get(organisation=who), "a.pdf", PDF, by=by)
        submitted(round_one, who, by)
        services.screen_file(file, way="withheld", reason="A name", by=expert)
    considered(round_one)
    services.publish_responses(round_one, by=expert, override="Answers follow.")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(listing(round_one)).context["page"]
    assert (len(page), len(asked)) == (n, 9)
