import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core import mail

from config.middleware import length_of, limit_for

SIGN_IN = "/accounts/login/"
OWN_PAGE = "/accounts/password/change/"
BARE_PAGE = "/admin/jsi18n/"  # without our frame, which names addresses that only a demonstration has
MFA = "/accounts/2fa/"
POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    """Makes a person: `person(office="expert")`."""

    def person(email="jo@mission.example", **fields):
        user = get_user_model().objects.create_user(email, "long-and-secret-words", name="Jo", **fields)
        user.emailaddress_set.create(email=email, verified=True, primary=True)
        return user

    return person


def test_every_answer_carries_the_headers_that_guard_a_browser(client):
    headers = client.get(SIGN_IN, secure=True).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer,same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_what_a_signed_in_person_sees_is_kept_by_no_cache(client, person):
    client.force_login(person())
    headers = client.get(OWN_PAGE).headers
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"].split(", ")


def test_an_answer_that_refuses_a_forged_form_is_kept_by_no_cache_either(client, person):
    client.handler.enforce_csrf_checks = True
    client.force_login(person())
    answer = client.post(OWN_PAGE, {"password1": "x"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "no-store")


@pytest.mark.parametrize("office", ["expert", "secretariat", "administrator"])
def test_who_holds_an_office_enrols_a_second_factor_first(client, person, office):
    client.force_login(person(office=office))
    answer = client.get(OWN_PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (302, MFA)
    assert client.get(MFA).status_code == 200


def test_a_superuser_without_an_office_enrols_one_too(client, person):
    client.force_login(person(is_superuser=True))
    assert client.get("/admin/").headers["Location"] == MFA


def test_who_has_a_second_factor_is_not_asked_again(client, person):
    user = person(office="expert")
    Authenticator.objects.create(user=user, type="totp", data={"secret": ""})
    client.force_login(user)
    assert client.get(OWN_PAGE).status_code == 200


def test_a_delegate_is_asked_for_no_second_factor(client, person):
    client.force_login(person())
    assert client.get(OWN_PAGE).status_code == 200


def test_in_the_demonstration_nobody_is_asked_for_a_second_factor(client, person, settings):
    client.force_login(person(office="administrator"))
    assert client.get(BARE_PAGE).status_code == 302
    settings.DEMO = True
    assert client.get(BARE_PAGE).status_code == 200


def test_the_second_factor_is_asked_for_at_the_door_of_admin_too(client, person):
    user = person(office="administrator")
    Authenticator.objects.create(user=user, type="totp", data={"secret": ""})
    answer = client.post("/admin/login/", {"username": user.email, "password": "long-and-secret-words"})
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, SIGN_IN)


@pytest.mark.parametrize(
    ("kind", "limit"),
    [("application/x-www-form-urlencoded", 10_000_000), ("multipart/form-data", 21_000_000)],
)
def test_a_body_over_the_limit_meets_our_own_page(client, kind, limit):
    body = b"x" * (limit + 1)
    answer = client.post(SIGN_IN, data=body, content_type=f"{kind}; boundary=x")
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "text/html; charset=utf-8")


@pytest.mark.parametrize("length", ["-5", "1e9", "٩٩٩", ""])
def test_a_length_that_is_no_length_breaks_nothing(client, length):
    assert client.get(SIGN_IN, CONTENT_LENGTH=length).status_code == 200


def test_a_length_of_five_thousand_digits_is_too_large(rf):
    request = rf.get(SIGN_IN, CONTENT_LENGTH="9" * 5000)
    assert length_of(request) > limit_for(request)


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_a_foreign_host_never_gets_into_a_mail(client, person, header):
    person()
    client.post("/accounts/password/reset/", {"email": "jo@mission.example"}, **{header: "evil.example"})
    text = "".join(message.body for message in mail.outbox)
    assert ("evil.example" in text, re.findall(r"https?://([^/\s]+)", text)) in [
        (False, []),
        (False, ["testserver"]),
    ]


def test_a_foreign_host_is_refused(client):
    assert client.get(SIGN_IN, HTTP_HOST="evil.example").status_code == 400
