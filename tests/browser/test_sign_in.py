import pytest
from django.contrib.auth import get_user_model

PASSWORD = "long-and-secret-words"


@pytest.fixture
def delegate(transactional_db):
    user = get_user_model().objects.create_user("jo@mission.example", PASSWORD, name="Jo")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def sign_in_by_password(page, user):
    page.goto("/accounts/login/")
    page.get_by_label("Email").first.fill(user.email)
    page.get_by_label("Password").first.fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_label("Password").first.press("Enter")


def test_our_own_forms_pass_our_own_guard_against_forged_ones(page, delegate):
    sign_in_by_password(page, delegate)
    page.goto("/accounts/email/")
    assert page.locator("body").inner_text().count(delegate.email) == 1


def test_one_signs_in_without_scripts(page_without_scripts, delegate):
    sign_in_by_password(page_without_scripts, delegate)
    page_without_scripts.goto("/accounts/email/")
    assert page_without_scripts.locator("body").inner_text().count(delegate.email) == 1


def test_the_sign_in_page_breaks_no_rule_of_accessibility(page_of_either_width, axe):
    page_of_either_width.goto("/accounts/login/")
    axe(page_of_either_width)
