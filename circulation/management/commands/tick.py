import fcntl
import logging
from contextlib import contextmanager
from datetime import timedelta
from imaplib import IMAP4

from django.conf import settings
from django.core.management.base import BaseCommand
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from circulation import services
from mandate.services import close_ended_terms
from stakeholders import clock
from stakeholders.models import KeptForm, SentForm
from stakeholders.services import deliver_waiting, read_mailbox

logger = logging.getLogger("travaux.ticker")

# A task that runs longer than this was left behind by a worker that was killed.
LONGEST_TASK = timedelta(hours=1)
SENT_FORMS_KEPT = timedelta(days=30)


class Command(BaseCommand):
    """What the clock does: rounds open and close, mail left behind is sent, what has expired goes. Idempotent."""

    help = "Do what is due. The supervisor calls it each minute."

    def handle(self, *args, **options):
        with only_one() as is_first:
            if is_first:
                self.tick(clock.now())

    def tick(self, now):
        services.beat(now)
        services.advance_rounds(now)
        close_ended_terms(now)
        services.send_reminders(now)
        services.write_waiting_letters()
        deliver_waiting()
        services.note_deliveries()
        left_behind = DBTaskResult.objects.filter(
            status=TaskResultStatus.RUNNING, started_at__lt=now - LONGEST_TASK
        )
        left_behind.update(status=TaskResultStatus.READY, started_at=None)
        KeptForm.objects.filter(kept_at__lt=now - KeptForm.LIFETIME).delete()
        SentForm.objects.filter(sent_at__lt=now - SENT_FORMS_KEPT).delete()
        if settings.BOUNCES_URL:
            try:
                read_mailbox(settings.BOUNCES_URL)
            except (OSError, IMAP4.error):  # the next minute tries again
                logger.exception("The mailbox of bounces could not be read.")


@contextmanager
def only_one():
    """True for the first tick of this machine; one that finds another at work does nothing.

    Two machines may tick at the same time: every act of a tick is idempotent and locks its rows.
    """
    with open(settings.VAR_DIR / "tick.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
