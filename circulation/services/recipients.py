"""To whom a round goes: chosen by category, by regional group, or one by one; later additions are dated."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from circulation.models import Recipient, Round
from circulation.services.covers import send_cover
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Notice, Organisation

BEFORE_WORK = (Recipient.State.INVITED, Recipient.State.BOUNCED, Recipient.State.DELIVERED)


def matching_organisations(categories=(), groups=(), codes=(), belonging=(), last_time="", declaration=None):
    """Parties that meet every condition given (category, regional group, membership, what they did in the last
    closed round of `declaration`), and those named by code."""
    found = Organisation.objects.admitted()
    chosen = found if (categories or groups or belonging or last_time) else found.none()
    if categories:
        chosen = chosen.filter(category__in=categories)
    if groups:
        chosen = chosen.filter(regional_group__in=groups)
    if belonging:
        chosen = chosen.filter(groups__group__code__in=belonging)
    if last_time:
        chosen = chosen.filter(pk__in=_did_last_time(declaration, last_time))
    named = found.filter(code__in=codes) if codes else found.none()
    return (chosen.distinct() | named.distinct()).distinct().for_list()


LAST_TIME = {
    "commented": (Recipient.State.SUBMITTED,),
    "answered": Recipient.ANSWERED,
    "silent": (Recipient.State.NO_REPLY,),
}


def _did_last_time(declaration, what):
    last = (
        declaration.rounds.exclude(
            state__in=(Round.State.PREPARATION, Round.State.ANNOUNCED, Round.State.OPEN)
        )
        .order_by("-opens_at")
        .first()
    )
    rows = last.recipients.filter(state__in=LAST_TIME[what]) if last else Recipient.objects.none()
    return rows.values("organisation")


@transaction.atomic
def add_recipients(round, organisations, *, by):
    """Add parties to a round and return those that were new; in an open round they are invited at once."""
    if round.is_revealed:
        raise Refused(_("The round is being considered; it takes no more recipients."))
    there = set(round.recipients.values_list("organisation", flat=True))
    new = [
        Recipient.objects.create(round=round, organisation=organisation, added_at=clock.now())
        for organisation in organisations
        if organisation.pk not in there
    ]
    if round.state in (round.State.OPEN, round.State.ANNOUNCED):
        for recipient in new:
            invite_recipient(recipient, by=by)
    return new


def invite_recipient(recipient, *, by):
    """Write to one recipient, and record when."""
    send_cover(recipient, by=by)
    recipient.invited_at = clock.now()
    recipient.save(update_fields=["invited_at"])
    recipient.reach(Recipient.State.INVITED)


@transaction.atomic
def remove_recipients(round, codes):
    """Take parties off the list again, as long as nothing has been sent to anybody. Returns how many."""
    if round.is_announced:
        raise Refused(_("The round has been announced; whoever was written to stays on the record."))
    chosen = round.recipients.filter(organisation__code__in=codes, state=Recipient.State.LISTED)
    return chosen.delete()[0]


def letters_sent(round):
    """(letters that have left, letters written) of a round: how far the queue has drained."""
    letters = Notice.objects.filter(kind="opened", key__startswith=f"opened-{round.pk}-")
    counted = letters.aggregate(sent=Count("pk", filter=Q(sent_at__isnull=False)), written=Count("pk"))
    return counted["sent"], counted["written"]


def note_deliveries():
    """What became of the letters tells how far each recipient has come. Called each minute; idempotent."""
    waiting = Recipient.objects.filter(state__in=BEFORE_WORK).exclude(invited_at=None)
    for recipient in waiting.select_related("organisation"):
        letters = Notice.objects.filter(
            kind="opened", key__startswith=f"opened-{recipient.round_id}-{recipient.organisation.code}-"
        )
        if letters.filter(acknowledged_at__isnull=False).exists():
            recipient.reach(Recipient.State.ACKNOWLEDGED)
        elif letters.filter(sent_at__isnull=False, bounced_at=None).exists():
            recipient.reach(Recipient.State.DELIVERED)
        elif letters.filter(bounced_at__isnull=False).exists():
            recipient.bounce()
