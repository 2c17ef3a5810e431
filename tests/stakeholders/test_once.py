"""A form acts once, however often it is sent (T5)."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from comments.models import Receipt, Submission
from stakeholders.models import SentForm

pytestmark = pytest.mark.django_db
NIL = "/declarations/declaration-on-a-small-matter/rounds/1/parties/AR/nil-return/"
THREADS = 12


def key():
    return str(uuid.uuid4())


@pytest.fixture
def anna_in(client_of, anna, round_one):
    return client_of(anna)


def test_every_form_that_acts_carries_a_key_of_its_own(anna_in):
    pages = [anna_in.get(NIL).content.decode() for _ in range(2)]
    keys = [re.findall(r'name="once" value="([0-9a-f-]{36})"', page) for page in pages]
    assert [len(each) for each in keys] == [1, 1]
    assert keys[0] != keys[1]


def test_the_same_form_again_gets_the_first_answer_and_nothing_is_done(anna_in):
    form = {"once": key()}
    first, second = anna_in.post(NIL, form), anna_in.post(NIL, form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    assert (Submission.objects.count(), Receipt.objects.count()) == (1, 1)


def test_the_same_key_with_other_words_is_refused_and_the_words_are_shown(anna_in):
    once = key()
    first = anna_in.post(NIL, {"once": once, "words": "As first written"})
    second = anna_in.post(NIL, {"once": once, "words": "Quite <b>other</b> words"})
    assert second.status_code == 422
    page = second.content.decode()
    assert "Quite &lt;b&gt;other&lt;/b&gt; words" in page
    assert first["Location"] in page
    assert Submission.objects.count() == 1


def test_the_same_key_on_another_page_is_refused(anna_in):
    once = key()
    anna_in.post(NIL, {"once": once})
    other = anna_in.post(NIL.replace("nil-return", "declination"), {"once": once})
    assert (other.status_code, Submission.objects.get().kind) == (422, "nil")


def test_another_person_who_sends_the_key_learns_nothing_of_the_first_answer(
    anna_in, client_of, tomas, round_one
):
    once = key()
    first = anna_in.post(NIL, {"once": once})
    answer = client_of(tomas).post(NIL.replace("/AR/", "/TK/"), {"once": once})
    assert answer.status_code == 422
    assert first["Location"] not in answer.content.decode()
    assert Submission.objects.count() == 1


def test_a_form_that_was_refused_may_be_sent_again_with_its_key(anna_in, round_one):
    once = key()
    empty = NIL.replace("nil-return", "submission")
    assert [anna_in.post(empty, {"once": once}).status_code for _ in range(2)] == [422, 422]
    assert not SentForm.objects.exists()


@pytest.mark.parametrize("once", ["", "no key", "0" * 500])
def test_a_form_without_a_good_key_is_a_new_one(anna_in, once):
    assert anna_in.post(NIL, {"once": once}).status_code == 302
    assert not SentForm.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twelve_sendings_of_one_form_at_one_moment_act_once(client_of, anna, round_one):
    form = {"once": key()}
    browsers = [client_of(anna) for _ in range(THREADS)]

    def send(browser):
        try:
            return browser.post(NIL, form)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(send, browsers))
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert (Submission.objects.count(), Receipt.objects.count(), SentForm.objects.count()) == (1, 1, 1)
