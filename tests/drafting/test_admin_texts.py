"""Declarations and versions in admin: to look at, and never to change."""

import pytest
from django.urls import NoReverseMatch, reverse

from drafting.models import Version

pytestmark = pytest.mark.django_db
VERSIONS, TEXTS = "/admin/drafting/version/", "/admin/drafting/declaration/"


@pytest.mark.parametrize("address", [VERSIONS, TEXTS])
@pytest.mark.parametrize("who", ["administrator", "superuser", "secretariat"])
def test_those_who_enter_admin_find_the_texts(version, client_of, request, who, address):
    page = client_of(request.getfixturevalue(who)).get(address)
    assert (page.status_code, len(page.context["cl"].result_list)) == (200, 1)


@pytest.mark.parametrize("address", [VERSIONS, TEXTS])
def test_nobody_else_does(version, client_of, expert, anna, address):
    assert [client_of(user).get(address, follow=True).status_code for user in (expert, anna)] == [403, 403]


def test_a_frozen_version_does_not_change_by_admin(version, client_of, superuser):
    browser, address = client_of(superuser), f"{VERSIONS}{version.pk}/"
    assert browser.get(f"{address}change/").status_code == 200
    assert browser.post(f"{address}change/", {"name": "final", "note": "Changed"}).status_code == 403
    page = browser.post(f"{address}delete/", {"post": "yes"})
    assert page.status_code == 403
    assert "kept for good" in page.content.decode()
    assert Version.objects.get().note == ""


def test_a_declaration_is_neither_added_changed_nor_deleted(declaration, client_of, superuser):
    browser, address = client_of(superuser), f"{TEXTS}{declaration.pk}/"
    answers = [
        browser.post(f"{TEXTS}add/", {"title": "Another"}),
        browser.post(f"{address}change/", {"title": "Another"}),
        browser.post(f"{address}delete/", {"post": "yes"}),
        browser.get(f"{address}history/"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 404]
    declaration.refresh_from_db()
    assert declaration.title == "Declaration on a small matter"


@pytest.mark.parametrize("model", ["wording", "provision", "step", "typingbuffer", "upload", "versionentry"])
def test_the_working_text_is_not_in_admin(model):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:drafting_{model}_changelist")
