import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model

PASSWORD = "long-and-secret-words"


@pytest.fixture
def administrator(transactional_db):
    user = get_user_model().objects.create_user(
        "ada@travaux.example", PASSWORD, name="Ada", office="administrator"
    )
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def code_for(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def enter(page, name, words):
    field = page.locator(f"input[name={name}]")
    field.fill(words)
    with page.expect_navigation():
        field.press("Enter")


def test_an_administrator_enrols_a_second_factor_and_only_then_enters_admin(page, administrator):
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(administrator.email)
    enter(page, "password", PASSWORD)
    page.goto("/admin/")
    assert page.url.endswith("/accounts/2fa/")
    page.goto("/accounts/2fa/totp/activate/")
    enter(page, "password", PASSWORD)  # once more: a door left open must not be a way to change the lock
    assert page.locator("img[src^='data:image/svg']").count() == 1
    secret = page.locator("#authenticator_secret").input_value()
    enter(page, "code", code_for(secret))
    assert Authenticator.objects.filter(user=administrator, type="totp").count() == 1
    page.goto("/admin/")
    assert page.url.endswith("/admin/")
