"""Mail that arrives once: written in the transaction that causes it, sent by the worker, kept as sent."""

from datetime import timedelta

from django.utils import timezone

from stakeholders import clock
from stakeholders.models import Notice
from stakeholders.queue import enqueue
from stakeholders.tasks import deliver, send

PATIENCE = timedelta(minutes=2)


def write_notice(*, key, kind, to, subject, body, language="en", organisation=None, user=None):
    """Write one message inside the caller's transaction, and have it sent after it. Idempotent by `key`.

    Returns the Notice; a second call with the same key returns the first one and sends nothing.
    """
    notice, created = Notice.objects.get_or_create(
        key=key[:200],
        defaults={
            "kind": kind,
            "to": to,
            # A subject is one header line, whatever stands in a name.
            "subject": " ".join(subject.split())[:250],
            "body": body,
            "language": language,
            "organisation": organisation,
            "user": user,
            "created_at": clock.now(),
        },
    )
    if created:
        enqueue(deliver, notice.pk)
    return notice


def deliver_waiting():
    """Send what should have been sent by now and was not: the worker was killed, or the mail server refused.

    The wait doubles with every try, so that a server that is away for half a day loses nothing.
    """
    now = timezone.now()
    waiting = Notice.objects.waiting().filter(created_at__lt=now - PATIENCE).order_by("tries", "pk")
    for pk, created_at, tries in list(waiting.values_list("pk", "created_at", "tries")[:500]):
        if created_at + PATIENCE * 2**tries <= now:
            send(pk)
