"""What is written in a round besides its cover: approval, trial letters, reminders, corrections."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from circulation.models import Approval, Correction, Round
from circulation.services.covers import letter_for, tell_recipients
from circulation.services.recipients import write_letters
from drafting.services import Refused
from stakeholders import clock, moments
from stakeholders.models import Notice
from stakeholders.services import compose_notice, write_notice, write_notices

REST = timedelta(hours=20)


@transaction.atomic
def approve_round(round, *, by):
    """Record that the expert approves text, cover and dates as they are now. Whatever changes undoes it."""
    round = Round.objects.select_for_update(of=("self",)).select_related("version").get(pk=round.pk)
    if round.is_announced:
        raise Refused(_("This round has been opened already."))
    return round.approval or Approval.objects.create(round=round, digest=round.digest, by=by, at=clock.now())


@transaction.atomic
def send_trial(round, organisation, language, *, by):
    """Send `by` what the party would get in that language, with nobody's link in it."""
    letter = letter_for(round, organisation, language)
    now = clock.now()
    return write_notice(
        key=f"trial-{round.pk}-{organisation.code}-{letter.language}-{by.pk}-{now.isoformat()}",
        kind="trial",
        to=by.email,
        subject=_("Trial: %(subject)s") % {"subject": letter.subject},
        body=letter.body,
        language=letter.language,
        user=by,
    )


@transaction.atomic
def correct(round, words, *, by):
    """Mend an error in what was sent: the same words to exactly the addresses that got the cover. Returns how many."""
    words = words.strip()
    if not words:
        raise Refused(_("Say what is corrected."))
    if not round.is_announced:
        raise Refused(_("Nothing has been sent yet: mend the cover itself."))
    write_letters.call(round.pk)  # whoever is written to later would miss what is mended
    correction = Correction.objects.create(round=round, words=words, by=by, at=clock.now())
    letters = Notice.objects.filter(kind="opened", key__startswith=f"opened-{round.pk}-")
    written = [
        _correction_of(letter, correction) for letter in letters.select_related("organisation", "user")
    ]
    write_notices(written)
    return len(written)


def _correction_of(letter, correction):
    return compose_notice(
        key=f"correction-{correction.pk}-{letter.pk}",
        kind="correction",
        to=letter.to,
        subject=_("Correction: %(subject)s") % {"subject": letter.subject},
        body=correction.words,
        language=letter.language,
        organisation=letter.organisation,
        user=letter.user,
    )


@transaction.atomic
def remind(round, *, by):
    """Remind, by hand, all who have not answered. Returns how many messages. Not twice within a day."""
    round = Round.objects.select_for_update(of=("self",)).select_related("declaration").get(pk=round.pk)
    now = clock.now()
    if not round.is_open_at(now):
        raise Refused(_("Only an open round has anybody to remind."))
    if _reminded(round).filter(created_at__gt=now - REST).exists():
        raise Refused(_("They were reminded within the last day."))
    return _remind(round, f"reminder-{now.date().isoformat()}", round.recipients.awaited(), by)


def send_reminders(now):
    """Remind by rule, each recipient by its own closing time. Called each minute; idempotent."""
    for round in Round.objects.filter(state=Round.State.OPEN).select_related("declaration"):
        due = {}
        for recipient in round.recipients.awaited().exclude(invited_at=None):
            closes = round.closing_for(recipient)
            passed = [
                ahead for ahead in round.reminders if recipient.invited_at < closes - ahead <= now < closes
            ]
            if passed:
                due.setdefault(f"reminder-{passed[-1].days}d-{closes:%Y%m%d}", []).append(recipient.pk)
        for kind, pks in due.items():
            if not _reminded(round).filter(key__startswith=f"{kind}-{round.pk}-").count() >= len(pks):
                with transaction.atomic():
                    _remind(round, kind, round.recipients.awaited().filter(pk__in=pks), None)


def _reminded(round):
    return Notice.objects.filter(kind="reminder", key__contains=f"-{round.pk}-")


def _remind(round, kind, recipients, by):
    def body(link):
        return _(
            "%(round)s closes on %(closes)s, and nothing has been received from you yet.\n\n%(link)s\n\n"
            "If you have no comments, a nil return says so. "
            "If you have answered by other means, there is nothing to do."
        ) % {"round": round, "closes": moments.in_geneva(round.closes_at), "link": link}

    return tell_recipients(
        round, kind, lambda: _("Reminder: %(round)s") % {"round": round}, body, recipients, by=by
    )
