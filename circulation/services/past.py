"""Rounds of earlier years: entered afterwards with the dates they had, and never sent again."""

from django.db import transaction
from django.utils.translation import gettext as _

from circulation.models import Recipient, Round
from circulation.services.opening import announce_questionnaire
from drafting.models import Version
from drafting.services import Refused, issue_version
from stakeholders import clock
from stakeholders.moments import GENEVA
from stakeholders.records import record_save


@transaction.atomic
def enter_past_round(round, *, by):
    """Put a round in preparation on the record as one that took place, and return it. Nobody is written to.

    It is closed, and says when it was entered; what came in its time is then entered as received (deposits).
    Raises Refused where it has not ended, where its recipients are not known, or where it was opened already.
    """
    round = (
        Round.objects.select_for_update(of=("self",))
        .select_related("declaration", "version", "questionnaire")
        .get(pk=round.pk)
    )
    now = clock.now()
    for obstacle in past_obstacles(round, now):
        raise Refused(obstacle)
    if round.version_id and round.version.state == Version.State.FROZEN:
        issue_version(round.version, by=by)
    if round.questionnaire_id:
        announce_questionnaire(round, by=by, on=round.opens_at.astimezone(GENEVA).date())
    round.state, round.opened_by, round.entered_afterwards = Round.State.CLOSED, by, now
    record_save(round, by=by, reason=_("Entered afterwards"))
    # What each of them did is said by what is entered for it.
    round.recipients.update(state=Recipient.State.NO_REPLY, invited_at=round.opens_at)
    return round


def past_obstacles(round, now):
    """Sentences that say why this round cannot be entered as one of earlier years."""
    if round.state != Round.State.PREPARATION:
        yield _("This round has been opened already.")
    if round.closes_at >= now:
        yield _("It has not ended yet: open it.")
    if round.version_id and round.version.state == Version.State.SET_ASIDE:
        yield _("The version was set aside; choose another one.")
    if not round.recipients.exists():
        yield _("There are no recipients yet.")
