"""To whom a round goes: chosen by category, by regional group, or one by one; later additions are dated."""

from django.db import transaction
from django.utils.translation import gettext as _

from circulation.models import Recipient
from circulation.services.covers import send_cover
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Notice, Organisation


def matching_organisations(categories=(), groups=(), codes=()):
    """Active parties of any of the categories or groups (both given: of both), and those named by code."""
    found = Organisation.objects.filter(is_active=True)
    chosen = found.none()
    if categories or groups:
        chosen = found
        chosen = chosen.filter(category__in=categories) if categories else chosen
        chosen = chosen.filter(regional_group__in=groups) if groups else chosen
    named = found.filter(code__in=codes) if codes else found.none()
    return (chosen | named).distinct().order_by("sort_key")


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


def note_deliveries():
    """Whoever's letter has left is delivered, as far as anybody knows. Called each minute; idempotent."""
    waiting = Recipient.objects.filter(state=Recipient.State.INVITED).exclude(invited_at=None)
    for recipient in waiting.select_related("organisation"):
        letters = Notice.objects.filter(
            kind="opened",
            key__startswith=f"opened-{recipient.round_id}-{recipient.organisation.code}-",
            sent_at__isnull=False,
        )
        if letters.exists():
            recipient.reach(Recipient.State.DELIVERED)
