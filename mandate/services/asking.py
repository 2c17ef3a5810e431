"""A questionnaire goes out, and is from then on what people answered."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mandate.models import Questionnaire
from stakeholders import clock
from stakeholders.moments import GENEVA
from stakeholders.records import record_save


@transaction.atomic
def send_questionnaire(questionnaire, *, by, on=None):
    """Freeze a questionnaire as sent, today or on the day given (one of earlier years).

    ValidationError with a sentence where it was sent before, or has no question.
    """
    locked = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    locked.refuse_if_sent()
    if not locked.questions.exists():
        raise ValidationError(_("A questionnaire without a question is not sent."))
    locked.sent_on, locked.sent_by = on or clock.now().astimezone(GENEVA).date(), by
    record_save(locked, by=by)
    questionnaire.refresh_from_db()
    return questionnaire
