"""What the worker does for people: send one message. Never twice, and never with an error that stops the queue."""

import logging

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from stakeholders import clock
from stakeholders.models import Notice

logger = logging.getLogger("travaux.post")


@task()
def deliver(pk):
    """Send the notice of that primary key, if it has not been sent."""
    send(pk)


def send(pk):
    """Send one notice; what goes wrong is kept with it and tried again by `tick`.

    It is claimed in one transaction and marked in another, with none open while the mail server is spoken to:
    on SQLite an open one would stop every writer for as long as the server likes.
    """
    notice = _claim(pk)
    if notice is None:
        return
    try:
        EmailMessage(notice.subject, notice.body, to=[notice.to]).send()
    except Exception as problem:  # whatever one message does, the next ones are sent
        logger.warning("Notice %s was not sent: %s", pk, type(problem).__name__)
        notice.last_error = type(problem).__name__
        if notice.tries >= Notice.TRIES:
            notice.given_up_at = clock.now()
    else:
        notice.sent_at = clock.now()
        notice.last_error = ""
    notice.claimed_at = None
    notice.save(update_fields=["claimed_at", "last_error", "sent_at", "given_up_at"])


def _claim(pk):
    """The notice, ours to send; None where it was sent, given up, or is being sent by another worker."""
    now = timezone.now()
    with transaction.atomic():
        notice = Notice.objects.select_for_update().waiting().filter(pk=pk).first()
        if notice is None or (notice.claimed_at and now < notice.claimed_at + Notice.CLAIM):
            return None
        Notice.objects.filter(pk=pk).update(tries=F("tries") + 1, claimed_at=now)
        notice.tries += 1
        return notice
