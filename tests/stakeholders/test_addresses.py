"""Where links lead: to our own host, whatever the request says (T27, T28), and not too often (T39)."""

import re

import pytest
from django.core import mail
from django.test import Client

from stakeholders import services
from stakeholders.models import Notice
from tests.cast import BACKEND

pytestmark = pytest.mark.django_db
RESET, CODE = "/accounts/password/reset/", "/accounts/login/code/"
PASSWORD = "long-and-secret-words"
ELSEWHERE = [
    "http://evil.example/",
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/%09/evil.example",
    "http:evil.example",
    "http:///evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "//testserver@evil.example",
    "http://evil.example\\@testserver/",
    " http://evil.example",
    "\x00http://evil.example",
    "http://host//e.php\x00",
    "http://[evil",
    "ftp://testserver/",
    "//evil.example/%2f..",
]


@pytest.fixture
def password(anna):
    anna.set_password(PASSWORD)
    anna.save()


def is_at_home(location):
    return re.match(r"(https?://testserver)?/(?![/\\])", location) is not None


# --- The Host header ----------------------------------------------------------------------------------------
def test_a_mail_never_takes_its_links_from_the_host_header(password, anna):
    answer = Client().post(RESET, {"email": anna.email}, headers={"host": "evil.example"})
    assert (answer.status_code, mail.outbox) == (400, [])


@pytest.mark.parametrize("name", ["x-forwarded-host", "x-host", "forwarded", "x-original-url"])
def test_headers_that_speak_of_another_host_are_not_believed(password, anna, name):
    Client().post(RESET, {"email": anna.email}, headers={name: "host=evil.example"})
    links = re.findall(r"https?://[^/\s]+", mail.outbox[0].body)
    assert set(links) == {"http://testserver"}


def test_a_host_that_is_let_in_is_still_not_where_links_lead(password, anna):
    Client().post(RESET, {"email": anna.email}, headers={"host": "localhost"})
    (message,) = mail.outbox
    assert re.findall(r"https?://[^/\s]+", message.body) == ["http://testserver"]
    assert "localhost" not in message.body + message.subject
    link = re.search(r"http://testserver(/\S+)", message.body).group(1)
    assert Client().get(link, follow=True).status_code == 200


def test_an_invitation_links_to_the_configured_address(administrator, settings, client_of):
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://travaux.example", ["*"]
    services.invite("new@arvenia.example", by=administrator, office="secretariat")
    assert re.findall(r"https?://[^/\s]+", Notice.objects.get().body) == ["https://travaux.example"]


# --- next ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_nowhere_else(password, anna, target):
    form = {"login": anna.email, "password": PASSWORD, "next": target}
    answer = Client().post("/accounts/login/", form)
    assert (answer.status_code, is_at_home(answer["Location"])) == (302, True)


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("address", ["/accounts/logout/", "/setlang/"])
def test_signing_out_or_changing_the_language_leads_nowhere_else(anna, target, address):
    browser = Client()
    browser.force_login(anna, backend=BACKEND)
    answer = browser.post(address, {"next": target, "language": "fr"})
    assert (answer.status_code, is_at_home(answer["Location"])) == (302, True)


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("address", ["/accounts/login/", "/admin/login/", CODE])
def test_a_page_that_is_asked_with_a_strange_next_never_fails(db, target, address):
    assert Client().get(address, {"next": target}).status_code in (200, 302)


# --- Too often ----------------------------------------------------------------------------------------------
def test_a_hundred_requests_send_three_mails_an_hour(password, anna):
    for n in range(100):
        Client().post(RESET, {"email": anna.email}, REMOTE_ADDR=f"192.0.2.{n}")
    assert len(mail.outbox) == 3


def test_an_address_with_a_line_break_is_no_address(db):
    answer = Client().post(RESET, {"email": "anna@arvenia.example\r\nBcc: all@un.example"})
    assert (answer.status_code, mail.outbox) == (200, [])


@pytest.mark.parametrize("part", ["name", "party"])
def test_a_name_with_a_line_break_makes_no_header(
    administrator, arvenia, part, django_capture_on_commit_callbacks
):
    broken = "Nia\r\nBcc: all@un.example"
    if part == "party":
        arvenia.name = broken
    with django_capture_on_commit_callbacks(execute=True):
        services.invite(
            "new@arvenia.example", by=administrator, organisation=arvenia, role="deputy", name=broken
        )
    (message,) = mail.outbox
    assert message.recipients() == ["new@arvenia.example"]
    assert "\n" not in message.subject
    assert [name for name, _ in message.message().items() if name == "Bcc"] == []
