"""Who has lost the second factor comes in by a recovery code, once for each code."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

pytestmark = pytest.mark.django_db
SECOND = "/accounts/2fa/authenticate/"


@pytest.fixture
def codes(administrator):
    """The administrator's recovery codes, generated as enrolling does."""
    TOTP.activate(administrator, generate_totp_secret())
    return RecoveryCodes.activate(administrator).get_unused_codes()


def at_the_second_door(user):
    """A browser that has given the code mailed to its address, and is asked for the second factor."""
    client = Client()
    client.post("/accounts/login/code/", {"email": user.email})
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.outbox[-1].body, re.M).group(1)
    answer = client.post("/accounts/login/code/confirm/", {"code": code})
    assert answer.url.startswith(SECOND)
    return client


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_a_recovery_code_lets_in_once(administrator, codes):
    client = at_the_second_door(administrator)
    assert not is_in(client)
    assert client.post(SECOND, {"code": codes[0]}).status_code == 302
    assert is_in(client)
    again = at_the_second_door(administrator)
    assert again.post(SECOND, {"code": codes[0]}).status_code == 200
    assert not is_in(again)
    assert again.post(SECOND, {"code": codes[1]}).status_code == 302
    assert is_in(again)


def test_a_wrong_code_lets_nobody_in_and_uses_none_up(administrator, codes):
    client = at_the_second_door(administrator)
    for wrong in ("", "00000000", "x" * 200):
        assert client.post(SECOND, {"code": wrong}).status_code == 200
    assert not is_in(client)
    assert client.post(SECOND, {"code": codes[0]}).status_code == 302


def test_new_codes_make_the_old_ones_worthless(administrator, codes):
    administrator.authenticator_set.filter(type="recovery_codes").delete()
    fresh = RecoveryCodes.activate(administrator).get_unused_codes()
    client = at_the_second_door(administrator)
    assert client.post(SECOND, {"code": codes[0]}).status_code == 200
    assert client.post(SECOND, {"code": fresh[0]}).status_code == 302
