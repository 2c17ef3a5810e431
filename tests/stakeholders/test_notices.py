"""Mail that arrives once: written with its cause, sent after it, tried again, and never twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from stakeholders import clock, tasks
from stakeholders.models import Notice
from stakeholders.services import deliver_waiting, write_notice

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


def test_what_one_worker_is_sending_another_leaves_alone():
    notice = write()
    Notice.objects.update(claimed_at=timezone.now())
    tasks.send(notice.pk)
    assert mail.outbox == []
    Notice.objects.update(claimed_at=timezone.now() - Notice.CLAIM)
    tasks.send(notice.pk)
    assert len(mail.outbox) == 1
