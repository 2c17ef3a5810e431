"""Mail that arrives once: written in the transaction that causes it, sent by the worker, kept as sent."""

import re
import uuid
from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from stakeholders import clock
from stakeholders.languages import locale_of
from stakeholders.models import Notice
from stakeholders.queue import enqueue
from stakeholders.tasks import deliver, send

PATIENCE = timedelta(minutes=2)
# Letters in one job of the worker: what a killed one leaves undone waits for `tick`, so not too many.
AT_A_TIME = 50


def write_notice(**words):
    """Write one message inside the caller's transaction, and have it sent after it. Idempotent by `key`.

    `words` are those of `compose_notice`. Returns the Notice; a second call with the same key returns the first
    one and sends nothing.
    """
    notice = compose_notice(**words)
    write_notices([notice])
    return Notice.objects.get(key=notice.key)


def write_notices(notices):
    """Write composed notices inside the caller's transaction, in a few queries for hundreds of them.

    Whatever has a key that was written before is left as it is and not sent. Returns how many are new.
    """
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    # Those that were there keep the identity that they had: ours are the rest.
    ours = list(Notice.objects.filter(ref__in=[each.ref for each in notices]).values_list("pk", flat=True))
    ours.sort()
    for start in range(0, len(ours), AT_A_TIME):
        enqueue(deliver, *ours[start : start + AT_A_TIME])
    return len(ours)


def compose_notice(
    *, key, kind, to, subject, body, language="en", organisation=None, user=None, invitation=None, ref=None
):
    """One message as it will be kept and sent, not yet written. `ref` is for one that names its own page."""
    subject = " ".join(subject.split())[:250]  # one header line, whatever stands in a name
    return Notice(
        ref=ref or uuid.uuid4(),
        key=key[:200],
        kind=kind,
        to=to,
        subject=subject,
        body=body,
        html=html_of(subject, body, language),
        invitation=invitation,
        language=language,
        organisation=organisation,
        user=user,
        created_at=clock.now(),
    )


def html_of(subject, body, language):
    """The same words as HTML: paragraphs, links, and the direction of their language."""
    language = locale_of(language)
    context = {"subject": subject, "body": body, "language": language, "is_rtl": language == "ar"}
    return render_to_string("mail/notice.html", context)


@transaction.atomic
def send_again(notice, *, by, reason):
    """Queue an uncertain or given up notice again, because somebody has found that it did not arrive."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.state not in (Notice.State.UNCERTAIN, Notice.State.GIVEN_UP):
        raise ValueError(_("Only a notice that is uncertain or was given up can be sent again."))
    notice.claimed_at = notice.given_up_at = None
    notice.tries = 0
    notice.last_error = f"{by}: {reason}"[:200]
    notice.save(update_fields=["claimed_at", "given_up_at", "tries", "last_error"])
    enqueue(deliver, notice.pk)


@transaction.atomic
def settle_notice(notice, *, by, reason):
    """Count an uncertain notice as sent, because somebody has found that it arrived."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.state != Notice.State.UNCERTAIN:
        raise ValueError(_("Only an uncertain notice can be settled."))
    notice.sent_at, notice.claimed_at = clock.now(), None
    notice.last_error = f"{by}: {reason}"[:200]
    notice.save(update_fields=["sent_at", "claimed_at", "last_error"])


def note_bounce(message_id, reason):
    """A mail system says that a message did not arrive. Returns the Notice, or None where it is none of ours."""
    found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", message_id or "")
    notice = Notice.objects.filter(ref=found.group()).first() if found else None
    if notice and notice.bounced_at is None and notice.opened_at is None:
        notice.bounced_at, notice.bounce = clock.now(), " ".join(reason.split())[:300]
        notice.save(update_fields=["bounced_at", "bounce"])
    return notice


def acknowledge(notice):
    """Whoever got the message says so, by a button behind its link."""
    if notice.acknowledged_at is None:
        notice.acknowledged_at = clock.now()
        notice.opened_at = notice.opened_at or notice.acknowledged_at
        notice.save(update_fields=["acknowledged_at", "opened_at"])


def deliver_waiting():
    """Send what should have been sent by now and was not: the worker was killed, or the mail server refused.

    The wait doubles with every try, so that a server that is away for half a day loses nothing.
    """
    now = timezone.now()
    waiting = Notice.objects.waiting().filter(created_at__lt=now - PATIENCE).order_by("tries", "pk")
    for pk, created_at, tries in list(waiting.values_list("pk", "created_at", "tries")[:500]):
        if created_at + PATIENCE * 2**tries <= now:
            send(pk)
