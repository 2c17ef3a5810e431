"""A round while it runs: extended, closed, compiled, considered. The clock moves it; people move it on."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circulation.models import Extension, Recipient, Round
from circulation.services.covers import tell_recipients
from drafting.services import Refused
from stakeholders import clock, moments
from stakeholders.records import record_save

_after_closing = []
_OVER = (Round.State.CLOSED, Round.State.LATE)


@transaction.atomic
def extend_round(round, closes_at, *, reason, authority, by, recipient=None):
    """Give more time, to all or to one recipient, with reason and authority; disclosed to all recipients.

    Raises Refused where the new time is not later than the present one and than now.
    """
    round = _lock(round)
    now = clock.now()
    before = round.closing_for(recipient)
    if round.state not in (Round.State.OPEN, Round.State.ANNOUNCED, Round.State.CLOSED, Round.State.LATE):
        raise Refused(_("Only a round that is running can be extended."))
    if closes_at <= before or closes_at <= now:
        raise Refused(_("An extension ends later than the closing time that holds now, and later than now."))
    if not reason.strip() or not authority.strip():
        raise Refused(_("An extension needs its reason and the authority that granted it."))
    extension = Extension.objects.create(
        round=round,
        recipient=recipient,
        before=before,
        closes_at=closes_at,
        reason=reason.strip(),
        authority=authority.strip(),
        by=by,
        at=now,
    )
    _set_closing(round, recipient, closes_at, by)
    _announce_extension(round, extension)
    return extension


@transaction.atomic
def close_round(round, *, by):
    """Close a round: after its closing time, or earlier only when every recipient has answered."""
    round = _lock(round)
    now = clock.now()
    if round.state != Round.State.OPEN:
        raise Refused(_("Only an open round can be closed."))
    if now < _last_closing(round) and round.recipients.awaited().exists():
        raise Refused(
            _("Not every recipient has answered, and the time that was promised them has not passed.")
        )
    _close(round, by, now)
    return round


def advance_rounds(now):
    """Move every round on by the clock: announced rounds open, open ones close. Called each minute; idempotent."""

    def close(round):
        if _last_closing(round) <= now:
            _close(round, None, now)

    opening, ending = _("The opening time has come"), _("The late window has ended")
    _each(
        Round.State.ANNOUNCED, lambda round: _move(round, Round.State.OPEN, None, opening), opens_at__lte=now
    )
    _each(Round.State.OPEN, close, closes_at__lte=now)
    _each(Round.State.LATE, lambda round: _move(round, Round.State.CLOSED, None, ending), late_until__lte=now)
    # A party that was given more time after the closing has let that pass too.
    reopened = Recipient.objects.silent().filter(round__state__in=_OVER, closes_at__lte=now)
    reopened.exclude(state=Recipient.State.NO_REPLY).update(state=Recipient.State.NO_REPLY)


@transaction.atomic
def begin_compilation(round, *, by):
    """End all windows: from now on nothing is taken, and compiling begins."""
    round = _lock(round)
    if round.state not in (Round.State.CLOSED, Round.State.LATE):
        raise Refused(_("A round is compiled after it has closed."))
    if round.recipients.filter(closes_at__gt=clock.now()).exists():
        raise Refused(_("A recipient was given more time, and it has not passed."))
    return _move(round, Round.State.COMPILED, by, _("Compilation begun"))


@transaction.atomic
def begin_consideration(round, *, by):
    """The comments are with the expert."""
    round = _lock(round)
    if round.state != Round.State.COMPILED:
        raise Refused(_("A round is considered after it has been compiled."))
    return _move(round, Round.State.CONSIDERATION, by, _("Consideration begun"))


def _lock(round):
    return Round.objects.select_for_update(of=("self",)).select_related("declaration").get(pk=round.pk)


def _each(state, act, **due):
    """Do `act` to each round in `state` that is due, locked and looked at again: it may just have been extended."""
    for pk in list(Round.objects.filter(state=state, **due).values_list("pk", flat=True)):
        with transaction.atomic():
            round = Round.objects.select_for_update().filter(pk=pk, state=state, **due).first()
            if round:
                act(round)


def _move(round, state, by, reason):
    round.state = state
    return record_save(round, by=by, reason=reason)


def after_closing(act):
    """Have `act(round)` done inside every closing, in the order in which they are given: for the apps above."""
    if act not in _after_closing:
        _after_closing.append(act)


def _close(round, by, now):
    late = round.late_policy == Round.Late.MARKED and (round.late_until is None or now < round.late_until)
    _move(round, Round.State.LATE if late else Round.State.CLOSED, by, _("Closed"))
    for recipient in round.recipients.silent():
        recipient.state = Recipient.State.NO_REPLY
        recipient.save(update_fields=["state"])
    for act in _after_closing:
        act(round)


def _last_closing(round):
    """When the last recipient's time ends: one party's own extension keeps the round open for it."""
    own = (
        round.recipients.filter(closes_at__isnull=False)
        .order_by("-closes_at")
        .values_list("closes_at", flat=True)
    )
    return max([round.closes_at, *own[:1]])


def _set_closing(round, recipient, closes_at, by):
    if recipient:
        recipient.closes_at = closes_at
        if recipient.state == Recipient.State.NO_REPLY:
            recipient.state = Recipient.State.INVITED
        recipient.save(update_fields=["closes_at", "state"])
        return
    round.closes_at = closes_at
    if round.late_until and round.late_until <= closes_at:
        round.late_until = None
    if round.state in (Round.State.CLOSED, Round.State.LATE):
        round.state = Round.State.OPEN
        round.recipients.filter(state=Recipient.State.NO_REPLY).update(state=Recipient.State.INVITED)
    record_save(round, by=by, reason=_("Extended"))


def _announce_extension(round, extension):
    whom = extension.recipient.organisation.name if extension.recipient else gettext_lazy("all recipients")

    def body(link):
        return _(
            "Extended for %(whom)s until %(closes)s.\nReason: %(reason)s\nAuthority: %(authority)s\n\n%(link)s"
        ) % {
            "whom": whom,
            "closes": moments.in_geneva(extension.closes_at),
            "reason": extension.reason,
            "authority": extension.authority,
            "link": link,
        }

    tell_recipients(
        round,
        f"extended-{extension.pk}",
        lambda: _("Extension: %(round)s") % {"round": round},
        body,
        by=extension.by,
    )
