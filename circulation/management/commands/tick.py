from datetime import timedelta

from django.core.management.base import BaseCommand
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from circulation import services
from stakeholders import clock
from stakeholders.models import KeptForm, SentForm
from stakeholders.services import deliver_waiting

# A task that runs longer than this was left behind by a worker that was killed.
LONGEST_TASK = timedelta(hours=1)
SENT_FORMS_KEPT = timedelta(days=30)


class Command(BaseCommand):
    """What the clock does: rounds open and close, mail left behind is sent, what has expired goes. Idempotent."""

    help = "Do what is due. The supervisor calls it each minute."

    def handle(self, *args, **options):
        now = clock.now()
        services.advance_rounds(now)
        deliver_waiting()
        services.note_deliveries()
        left_behind = DBTaskResult.objects.filter(
            status=TaskResultStatus.RUNNING, started_at__lt=now - LONGEST_TASK
        )
        left_behind.update(status=TaskResultStatus.READY, started_at=None)
        KeptForm.objects.filter(kept_at__lt=now - KeptForm.LIFETIME).delete()
        SentForm.objects.filter(sent_at__lt=now - SENT_FORMS_KEPT).delete()
