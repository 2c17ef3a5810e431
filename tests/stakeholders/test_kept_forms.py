"""What is sent when the session is gone is kept, for the person whose form it was (T6)."""

import re

import pytest
from django.core import signing
from django.test import Client

from comments.models import Draft
from stakeholders.models import KeptForm
from stakeholders.templatetags.forms import KEPT_FOR
from tests.cast import BACKEND

pytestmark = pytest.mark.django_db
DRAFTS = "/declarations/declaration-on-a-small-matter/rounds/1/parties/AR/drafts/"
WORDS = "Line one\nLine two with “quotes” & <angles>\n" + "x" * 3000


def signed_for(user):
    return signing.dumps(user.pk, salt=KEPT_FOR)


def form_of(browser):
    """The address and the fields of the form for a new draft on Article 1, as the page has them."""
    page = browser.get(DRAFTS + "?place=article-1&paragraph=1", follow=True)
    body = page.content.decode()
    form = re.search(r'<form[^>]*action="([^"]*drafts/[^"]*)"', body)
    address = form.group(1) if form else page.request["PATH_INFO"]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))
    return address, hidden | {
        "type": "substantive",
        "stance": "support_with_change",
        "weight": "comment",
        "publication": "public",
        "language": "en",
        "revision": "0",
        "quote": "",
        "proposed_text": "",
        "explanation": WORDS,
    }


@pytest.fixture
def lost(client_of, anna, round_one):
    """Anna's browser after her session has gone, and the answer to what she sent then."""
    browser = client_of(anna)
    address, fields = form_of(browser)
    browser.session.flush()
    return browser, browser.post(address, fields), address


def test_a_form_without_a_session_is_kept_to_the_last_character(lost, anna):
    _browser, answer, address = lost
    kept = KeptForm.objects.get()
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/kept/")
    assert (kept.user, kept.path, dict(kept.fields)["explanation"]) == (anna, address, WORDS)
    assert not Draft.objects.exists()


def test_the_person_finds_the_words_and_one_button_that_sends_them(lost, anna):
    browser, _answer, _address = lost
    kept = KeptForm.objects.get()
    browser.force_login(anna, backend=BACKEND)
    page = browser.get(f"/kept/{kept.ref}/")
    body = page.content.decode()
    assert page.status_code == 200
    assert body.count("Send it now") == 1
    assert "Line two with “quotes” &amp; &lt;angles&gt;" in body
    assert browser.post(kept.path, dict(kept.fields)).status_code == 302
    assert Draft.objects.get().explanation == WORDS


def test_nobody_else_finds_them(lost, dara, expert, superuser, client_of):
    address = f"/kept/{KeptForm.objects.get().ref}/"
    assert [client_of(user).get(address).status_code for user in (dara, expert, superuser)] == [404, 404, 404]
    assert Client().get(address).status_code == 302


def test_a_strangers_post_keeps_nothing(anna, round_one):
    for forged in ("", "forged", signing.dumps(anna.pk, salt="another")):
        answer = Client().post(DRAFTS, {"for": forged, "explanation": WORDS})
        assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={DRAFTS}")
    assert not KeptForm.objects.exists()


def test_neither_passwords_nor_tokens_are_kept(anna, round_one):
    Client().post(DRAFTS, {"for": signed_for(anna), "password": "secret", "code": "123456", "words": "kept"})
    assert KeptForm.objects.get().fields == [["words", "kept"]]


def test_nothing_is_kept_for_a_person_who_has_left(anna, round_one):
    anna.is_active = False
    anna.save()
    Client().post(DRAFTS, {"for": signed_for(anna), "words": "kept"})
    assert not KeptForm.objects.exists()


def test_a_form_refused_as_forged_shows_what_was_typed(anna, round_one):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(DRAFTS, {"explanation": "A long explanation, typed with care"})
    assert answer.status_code == 403
    assert "A long explanation, typed with care" in answer.content.decode()
