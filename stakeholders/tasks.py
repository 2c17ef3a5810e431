"""What the worker does for people: send one message. Never twice, and never with an error that stops the queue."""

import logging
from smtplib import SMTPConnectError, SMTPResponseException

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from stakeholders import clock
from stakeholders.models import Notice

logger = logging.getLogger("travaux.post")


@task()
def deliver(*pks):
    """Send the notices of those primary keys, each unless it has been sent."""
    for pk in pks:
        send(pk)


def send(pk):
    """Send one notice; what goes wrong is kept with it and, where it surely did not arrive, tried again by `tick`.

    It is marked *sending* in one transaction and *sent* in another, with none open while the mail server is spoken
    to: on SQLite an open one would stop every writer for as long as the server likes. A worker that is killed in
    between leaves it marked, and nobody sends it again by itself: it may have arrived.
    """
    notice = _claim(pk)
    if notice is None:
        return
    is_reached = False
    try:
        with get_connection() as connection:
            is_reached = True
            message_of(notice, connection).send()
    except Exception as problem:  # whatever one message does, the next ones are sent
        _note_failure(notice, problem, is_reached)
    else:
        notice.sent_at, notice.claimed_at, notice.last_error = clock.now(), None, ""
        notice.save(update_fields=["claimed_at", "last_error", "sent_at"])


def message_of(notice, connection=None):
    """The message as it leaves: text and, beside it, the same in HTML, with an identity that never changes."""
    headers = {"Message-ID": notice.message_id, "Content-Language": notice.language}
    message = EmailMultiAlternatives(
        notice.subject, notice.body, to=[notice.to], headers=headers, connection=connection
    )
    if notice.html:
        message.attach_alternative(notice.html, "text/html")
    return message


def _note_failure(notice, problem, is_reached):
    logger.warning("Notice %s was not sent: %s", notice.pk, type(problem).__name__)
    notice.last_error = type(problem).__name__
    # A server that could not be reached, or that refused in so many words, has not taken the message. One that hung
    # up in the middle may have: the mark stays, and after a while the notice is shown as uncertain.
    if (
        not is_reached
        or isinstance(problem, SMTPResponseException | SMTPConnectError)
        or _is_refusal(problem)
    ):
        notice.claimed_at = None
        if notice.tries >= Notice.TRIES:
            notice.given_up_at = clock.now()
    notice.save(update_fields=["claimed_at", "last_error", "given_up_at"])


def _is_refusal(problem):
    """Every recipient was refused, or the message could not even be written down."""
    return bool(getattr(problem, "recipients", None)) or isinstance(problem, ValueError | UnicodeError)


def _claim(pk):
    """The notice, ours to send; None where it was sent, given up, or was taken up before."""
    now = timezone.now()
    with transaction.atomic():
        notice = Notice.objects.select_for_update().waiting().filter(pk=pk).first()
        if notice is None:
            return None
        notice.tries, notice.claimed_at = notice.tries + 1, now
        notice.save(update_fields=["tries", "claimed_at"])
        return notice
