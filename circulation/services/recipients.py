"""To whom a round goes: chosen by category, by regional group, or one by one; later additions are dated."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django_tasks import task

from circulation.models import Recipient, Round
from circulation.services.covers import addresses_of, send_covers, with_addresses
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Notice, Organisation
from stakeholders.queue import enqueue

RUNNING = (Round.State.ANNOUNCED, Round.State.OPEN)
AT_ONCE = 50  # parties written to in one transaction: on SQLite nobody else writes meanwhile
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
    now = clock.now()
    new = Recipient.objects.bulk_create(
        Recipient(round=round, organisation=organisation, added_at=now)
        for organisation in dict.fromkeys(organisations)
        if organisation.pk not in there
    )
    if round.state in RUNNING:
        invite_recipients(round, by=by)
    return new


def invite_recipients(round, *, by):
    """Write to all of an announced round who have not been written to: the first few in this transaction, hundreds
    more by the worker, so that whoever opens the round is answered at once. Once each, whoever is killed."""
    if _invite_next(round, by):
        enqueue(write_letters, round.pk)


@task()
def write_letters(round_pk):
    """Write to those of an announced round who have not been written to, some at a time, each time committed."""
    while _write_some(round_pk):
        pass


def write_waiting_letters():
    """Write the letters that a killed worker left unwritten. Called each minute; idempotent."""
    waiting = Recipient.objects.filter(round__state__in=RUNNING, invited_at=None)
    for round_pk in waiting.order_by().values_list("round", flat=True).distinct():
        write_letters.call(round_pk)


@transaction.atomic
def _write_some(round_pk):
    subject = ("declaration", "version__declaration", "questionnaire", "opened_by")
    round = Round.objects.select_related(*subject).prefetch_related("covers").get(pk=round_pk)
    return round.state in RUNNING and _invite_next(round, round.opened_by)


def _invite_next(round, by):
    """Write to the next recipients, nobody else at the same time; whether some are left."""
    Round.objects.select_for_update().get(pk=round.pk)
    left = round.recipients.filter(invited_at=None).order_by("pk").values_list("pk", flat=True)
    pks = list(left[: AT_ONCE + 1])
    chosen = round.recipients.filter(pk__in=pks[:AT_ONCE])
    send_covers(round, with_addresses(chosen), by=by)
    chosen.filter(state=Recipient.State.LISTED).update(state=Recipient.State.INVITED)
    chosen.update(invited_at=clock.now())
    return len(pks) > AT_ONCE


@transaction.atomic
def remove_recipients(round, codes):
    """Take parties off the list again, as long as nothing has been sent to anybody. Returns how many."""
    if round.is_announced:
        raise Refused(_("The round has been announced; whoever was written to stays on the record."))
    chosen = round.recipients.filter(organisation__code__in=codes, state=Recipient.State.LISTED)
    return chosen.delete()[0]


def letters_sent(round):
    """(letters that have left, letters in all) of a round, those not yet written too: how far the worker has come."""
    letters = Notice.objects.filter(kind="opened", key__startswith=f"opened-{round.pk}-")
    counted = letters.aggregate(sent=Count("pk", filter=Q(sent_at__isnull=False)), written=Count("pk"))
    left = with_addresses(round.recipients.filter(invited_at=None)) if round.state in RUNNING else []
    return counted["sent"], counted["written"] + sum(len(addresses_of(each.organisation)) for each in left)


def note_deliveries():
    """What became of the letters tells how far each recipient has come. Called each minute; idempotent."""
    waiting = Recipient.objects.filter(state__in=BEFORE_WORK).exclude(invited_at=None)
    letters = {}
    for recipient in waiting:
        if recipient.round_id not in letters:
            letters[recipient.round_id] = _letters_by_party(recipient.round_id)
        letter = letters[recipient.round_id].get(recipient.organisation_id, NO_LETTER)
        if letter["acknowledged"]:
            recipient.reach(Recipient.State.ACKNOWLEDGED)
        elif letter["arrived"]:
            recipient.reach(Recipient.State.DELIVERED)
        elif letter["bounced"]:
            recipient.bounce()


NO_LETTER = {"acknowledged": 0, "arrived": 0, "bounced": 0}


def _letters_by_party(round_pk):
    """How many letters of a round were acknowledged, arrived and bounced, for each party: one query."""
    letters = Notice.objects.filter(kind="opened", key__startswith=f"opened-{round_pk}-")
    counted = (
        letters.order_by()
        .values("organisation")
        .annotate(
            acknowledged=Count("acknowledged_at"),
            arrived=Count("sent_at", filter=Q(bounced_at=None)),
            bounced=Count("bounced_at"),
        )
    )
    return {row["organisation"]: row for row in counted}
