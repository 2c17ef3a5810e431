import pytest

from mandate.models import Mandate

pytestmark = pytest.mark.django_db
LIST = "/admin/mandate/mandate/"
WORDS = {"slug": "solidarity", "title": "Solidarity", "holder_title": "Independent Expert"}


def test_an_administrator_adds_a_mandate_whose_address_then_stays(client_of, administrator):
    browser = client_of(administrator)
    assert browser.post(f"{LIST}add/", WORDS).status_code == 302
    made = Mandate.objects.get()
    browser.post(f"{LIST}{made.pk}/change/", WORDS | {"slug": "other", "title": "International solidarity"})
    made.refresh_from_db()
    assert (made.slug, made.title) == ("solidarity", "International solidarity")


def test_the_secretariat_looks_and_adds_none(mandate, client_of, secretariat):
    browser = client_of(secretariat)
    assert (browser.get(LIST).status_code, browser.post(f"{LIST}add/", WORDS).status_code) == (200, 403)


def test_a_mandate_is_kept(mandate, client_of, superuser):
    page = client_of(superuser).post(f"{LIST}{mandate.pk}/delete/", {"post": "yes"})
    assert (page.status_code, Mandate.objects.count()) == (403, 1)
