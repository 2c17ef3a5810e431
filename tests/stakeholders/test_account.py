"""One's own language and time zone are settled by oneself."""

import pytest

from stakeholders import moments
from stakeholders.models import User

pytestmark = pytest.mark.django_db
PAGE = "/account/"


def test_language_and_time_zone_are_ones_own_and_shown_beside_geneva(client_of, anna, round_one):
    browser = client_of(anna)
    assert browser.get(PAGE).status_code == 200
    answer = browser.post(PAGE, {"language": "fr", "time_zone": "Asia/Kathmandu"})
    assert (answer.status_code, answer.url) == (302, PAGE)
    anna.refresh_from_db()
    assert (anna.language, anna.time_zone) == ("fr", "Asia/Kathmandu")
    shown = browser.get(f"{round_one.get_absolute_url()}parties/AR/").content.decode()
    assert '<html lang="fr"' in shown
    browser.cookies["django_language"] = "en"
    shown = browser.get(f"{round_one.get_absolute_url()}parties/AR/").content.decode()
    assert moments.in_zone(round_one.closes_at, "Asia/Kathmandu") in shown
    assert moments.in_geneva(round_one.closes_at) in shown


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"time_zone": "Mars/Olympus"}, {"time_zone": ""}])
def test_what_does_not_exist_is_refused(client_of, anna, wrong):
    said = {"language": "fr", "time_zone": "Asia/Kathmandu"} | wrong
    assert client_of(anna).post(PAGE, said).status_code == 422
    assert User.objects.get(pk=anna.pk).language == "en"


def test_a_visitor_signs_in_first(client):
    answer = client.get(PAGE)
    assert (answer.status_code, answer.url.startswith("/accounts/login/")) == (302, True)
