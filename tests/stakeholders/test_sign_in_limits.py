import re

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from stakeholders import sign_in

SIGN_IN, CODE, RESET = "/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/"
EMAIL, PASSWORD = "jo@mission.example", "long-and-secret-words"
RIGHT, WRONG = {"login": EMAIL, "password": PASSWORD}, {"login": EMAIL, "password": "a-wrong-guess"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def delegate():
    user = get_user_model().objects.create_user(EMAIL, PASSWORD, name="Jo")
    user.emailaddress_set.create(email=EMAIL, verified=True, primary=True)
    return user


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_the_right_password_signs_in(client):
    assert (client.post(SIGN_IN, RIGHT).status_code, is_signed_in(client)) == (302, True)


def test_a_guesser_is_stopped_at_the_sixth_attempt_even_with_the_right_password(client):
    for _ in range(50):
        assert client.post(SIGN_IN, WRONG).status_code == 200
    assert (client.post(SIGN_IN, RIGHT).status_code, is_signed_in(client)) == (200, False)


def test_after_five_minutes_one_may_try_again(client):
    with time_machine.travel("2026-03-02 09:00Z", tick=False) as clock:
        for _ in range(6):
            client.post(SIGN_IN, WRONG)
        clock.shift(301)
        assert client.post(SIGN_IN, RIGHT).status_code == 302


def test_four_wrong_attempts_are_forgiven(client):
    for _ in range(4):
        client.post(SIGN_IN, WRONG)
    assert client.post(SIGN_IN, RIGHT).status_code == 302


def test_a_guesser_locks_nobody_out_who_comes_from_elsewhere(client):
    for _ in range(50):
        client.post(SIGN_IN, WRONG, REMOTE_ADDR="192.0.2.66")
    assert client.post(SIGN_IN, RIGHT, REMOTE_ADDR="192.0.2.1").status_code == 302


def test_a_guesser_at_the_same_address_locks_nobody_out_whose_browser_is_known(client):
    client.post(SIGN_IN, RIGHT)
    client.logout()
    client.cookies["known_browser"] = sign_in.mark_of(EMAIL)  # logout() of the test client empties the jar
    guesser = Client()
    for _ in range(50):
        guesser.post(SIGN_IN, WRONG)
    assert client.post(SIGN_IN, RIGHT).status_code == 302


def test_signing_in_makes_the_browser_known_by_a_mark_that_no_script_reads(client):
    client.post(SIGN_IN, RIGHT)
    cookie = client.cookies["known_browser"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (sign_in.mark_of(EMAIL), True, "Lax")
    assert EMAIL not in cookie.OutputString()


def test_a_browser_known_to_one_person_is_not_known_to_another(rf):
    request = rf.get("/")
    request.COOKIES["known_browser"] = sign_in.mark_of("other@mission.example")
    assert sign_in.attempt_key(request, EMAIL, "192.0.2.1") == f"{EMAIL}:192.0.2.1"


def test_a_code_by_mail_signs_in(client):
    client.post(CODE, {"email": EMAIL})
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.outbox[0].body, re.M).group(1)
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert is_signed_in(client)


def test_requests_for_codes_flood_nobody_and_lock_nobody_out():
    for _ in range(20):
        Client().post(CODE, {"email": EMAIL}, REMOTE_ADDR="192.0.2.66")
    assert len(mail.outbox) == 6
    Client().post(CODE, {"email": EMAIL}, REMOTE_ADDR="192.0.2.1")
    assert len(mail.outbox) == 7


def test_a_code_for_an_unknown_address_gets_the_same_answer_and_no_mail(client):
    known = client.post(CODE, {"email": EMAIL})
    unknown = client.post(CODE, {"email": "nobody@mission.example"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert [message.to for message in mail.outbox] == [[EMAIL]]


def test_nobody_can_have_more_than_three_mails_an_hour_sent_to_another(client):
    for _ in range(20):
        client.post(RESET, {"email": EMAIL})
    assert len(mail.outbox) == 3


def test_a_reset_for_an_unknown_address_gets_the_same_answer_and_no_mail(client):
    known = client.post(RESET, {"email": EMAIL})
    unknown = client.post(RESET, {"email": "nobody@mission.example"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert [message.to for message in mail.outbox] == [[EMAIL]]


def test_nobody_can_sign_up(client):
    answer = client.post("/accounts/signup/", {"email": "new@mission.example", "password1": PASSWORD})
    assert (answer.status_code, get_user_model().objects.count()) == (200, 1)
