"""Mail that arrives once: written with its cause, sent after it, tried again, and never twice."""

import hmac
import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from stakeholders import clock, tasks
from stakeholders.languages import speaking
from stakeholders.models import Notice
from stakeholders.services import deliver_waiting, note_bounce, write_notice
from stakeholders.services.bounces import reported_in

pytestmark = pytest.mark.django_db
FAILING = "tests.stakeholders.broken_post.Backend"


def write(key="round-1-opened", subject="A round", **others):
    wanted = {"kind": "opened", "to": "anna@arvenia.example", "body": "Please read."} | others
    return write_notice(key=key, subject=subject, **wanted)


def test_a_notice_leaves_after_the_transaction_that_wrote_it(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notice = write()
        assert mail.outbox == []
    notice.refresh_from_db()
    assert [(m.to, m.subject, m.body) for m in mail.outbox] == [
        (["anna@arvenia.example"], "A round", "Please read.")
    ]
    assert (notice.sent_at is not None, notice.tries, notice.claimed_at) == (True, 1, None)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_writes_to_nobody():
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert (Notice.objects.count(), mail.outbox) == (0, [])


def test_the_same_key_writes_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = write(), write(subject="Another subject")
    assert (first, len(mail.outbox)) == (second, 1)
    assert Notice.objects.get().subject == "A round"


def test_a_notice_that_was_sent_is_never_sent_again(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notice = write()
    tasks.send(notice.pk)
    with clock.at(timezone.now() + timedelta(days=2)):
        deliver_waiting()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("subject", ["Round\r\nBcc: all@un.example", "Round\nBcc: all@un.example"])
def test_a_line_break_in_a_name_makes_no_header(django_capture_on_commit_callbacks, subject):
    with django_capture_on_commit_callbacks(execute=True):
        write(subject=subject)
    (message,) = mail.outbox
    assert message.subject == "Round Bcc: all@un.example"
    assert message.recipients() == ["anna@arvenia.example"]


def test_a_mail_server_that_fails_loses_nothing(settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = FAILING
    with django_capture_on_commit_callbacks(execute=True):
        notice = write()
    notice.refresh_from_db()
    assert (notice.sent_at, notice.tries, notice.last_error) == (None, 1, "SMTPServerDisconnected")
    assert list(Notice.objects.waiting()) == [notice]


def grow_older(notice, age):
    Notice.objects.filter(pk=notice.pk).update(created_at=timezone.now() - age)


def test_tick_tries_again_and_waits_longer_each_time(settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = FAILING
    with django_capture_on_commit_callbacks(execute=True):
        notice = write()
    tried = []
    for minutes in (1, 3, 5, 7, 9):
        grow_older(notice, timedelta(minutes=minutes))
        call_command("tick")
        notice.refresh_from_db()
        tried.append(notice.tries)
    assert tried == [1, 1, 2, 2, 3]


def test_what_failed_is_sent_once_the_server_is_back(settings, django_capture_on_commit_callbacks):
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = FAILING
    with django_capture_on_commit_callbacks(execute=True):
        notice = write()
    settings.EMAIL_BACKEND = works
    grow_older(notice, timedelta(hours=1))
    for _ in range(2):
        call_command("tick")
    notice.refresh_from_db()
    assert (len(mail.outbox), notice.last_error, notice.sent_at is not None) == (1, "", True)


def test_after_the_last_try_a_notice_is_given_up_and_says_so(settings):
    settings.EMAIL_BACKEND = FAILING
    notice = write()
    for _ in range(Notice.TRIES + 3):
        tasks.send(notice.pk)
    notice.refresh_from_db()
    assert (notice.tries, notice.given_up_at is not None) == (Notice.TRIES, True)
    assert not Notice.objects.waiting().exists()


def test_what_a_worker_has_begun_nobody_sends_again_by_itself():
    notice = write()
    Notice.objects.update(claimed_at=timezone.now() - Notice.CLAIM)
    for _ in range(2):
        tasks.send(notice.pk)
        with clock.at(timezone.now() + timedelta(days=3)):
            deliver_waiting()
    notice.refresh_from_db()
    assert (mail.outbox, notice.state) == ([], Notice.State.UNCERTAIN)


def test_a_server_that_hangs_up_in_the_middle_leaves_it_uncertain(settings):
    settings.EMAIL_BACKEND = "tests.stakeholders.broken_post.HangsUp"
    notice = write()
    tasks.send(notice.pk)
    notice.refresh_from_db()
    assert (notice.state, notice.last_error) == (Notice.State.SENDING, "SMTPServerDisconnected")
    assert not Notice.objects.waiting().exists()


def test_a_worker_killed_in_the_middle_leaves_the_mark(monkeypatch):
    notice = write()

    def killed(*args):
        raise SystemExit

    monkeypatch.setattr(tasks, "message_of", killed)
    with pytest.raises(SystemExit):
        tasks.send(notice.pk)
    monkeypatch.undo()
    tasks.send(notice.pk)
    notice.refresh_from_db()
    assert (notice.claimed_at is not None, notice.tries, mail.outbox) == (True, 1, [])


def test_the_message_keeps_its_identity_and_says_the_same_in_html():
    notice = write(language="ar", body="Read https://testserver/x <now>")
    first, second = tasks.message_of(notice), tasks.message_of(Notice.objects.get())
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"] == notice.message_id
    (html,) = [part.content for part in first.alternatives]
    assert '<html lang="ar" dir="rtl">' in html
    assert '<a href="https://testserver/x" rel="nofollow">' in html and "&lt;now&gt;" in html


def test_an_administrator_settles_what_is_uncertain_or_sends_it_again(
    client_of, administrator, secretariat, django_capture_on_commit_callbacks
):
    client, page = client_of(administrator), "/admin/stakeholders/notice/"
    first, second = write("a"), write("b")
    Notice.objects.update(claimed_at=timezone.now() - Notice.CLAIM)
    assert client_of(secretariat).post(f"{page}{first.pk}/repetition/", {"reason": "x"}).status_code == 403
    assert client.post(f"{page}{first.pk}/repetition/", {"reason": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page}{first.pk}/repetition/", {"reason": "Not in their log."})
        client.post(f"{page}{second.pk}/settlement/", {"reason": "They have it."})
    states = {notice.key: notice.state for notice in Notice.objects.all()}
    assert (states, len(mail.outbox)) == ({"a": Notice.State.SENT, "b": Notice.State.SENT}, 1)
    assert client.get(f"{page}{first.pk}/repetition/").status_code == 403


# --- What comes back ----------------------------------------------------------------------------------------
REPORT = """From: MAILER-DAEMON@mx.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; anna@arvenia.example
Status: {status}
Diagnostic-Code: smtp; 550 no such mailbox

--b
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: A round

Please read.
--b--
"""


@pytest.mark.parametrize(("status", "bounced"), [("5.1.1", True), ("4.2.2", False)])
def test_a_report_of_a_message_that_did_not_arrive_is_read(status, bounced):
    notice = write()
    raw = REPORT.format(status=status, message_id=notice.message_id).replace("\n", "\r\n").encode()
    report = reported_in(raw)
    assert (report == (notice.message_id, "smtp; 550 no such mailbox")) is bounced
    if report:
        note_bounce(*report)
        notice.refresh_from_db()
        assert (notice.state, notice.bounce) == (Notice.State.BOUNCED, "smtp; 550 no such mailbox")


def signed(client, body, key="k"):
    signature = hmac.new(key.encode(), body, sha256).hexdigest()
    headers = {"X-Travaux-Signature": signature}
    return client.post("/bounces/", body, content_type="application/json", headers=headers)


def test_a_provider_tells_of_bounces_under_its_signature(settings, client):
    notice = write()
    body = json.dumps([{"message_id": notice.message_id, "reason": "mailbox full"}]).encode()
    assert signed(client, body).status_code == 404
    settings.BOUNCE_KEY = "k"
    assert signed(client, body, "wrong").status_code == 403
    assert signed(client, b"[1]").status_code == 400
    assert signed(client, body).status_code == 204
    notice.refresh_from_db()
    assert (notice.state, notice.bounce) == (Notice.State.BOUNCED, "mailbox full")


def test_looking_at_a_letter_changes_nothing_and_its_button_acknowledges_it(client_of, anna, dara):
    notice = write(user=anna)
    client, page = client_of(anna), f"/letters/{notice.ref}/"
    assert client.get(page).status_code == 200
    notice.refresh_from_db()
    assert notice.acknowledged_at is None
    assert client_of(dara).get(page).status_code == client_of(dara).post(page).status_code == 404
    assert client.post(page).status_code == 302
    notice.refresh_from_db()
    assert notice.state == Notice.State.ACKNOWLEDGED


def test_what_is_written_in_a_language_of_correspondence_is_translated_into_it():
    for language, locale in (("zh", "zh-hans"), ("ar", "ar"), ("fr", "fr")):
        with speaking(language):
            assert get_language() == locale
