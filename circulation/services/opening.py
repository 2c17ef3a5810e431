"""Opening a round: guards first, then one transaction in which everything is written."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, prefetch_related_objects
from django.utils.translation import gettext as _

from circulation.models import Round
from circulation.services.covers import addresses_of, letter_for, with_addresses
from circulation.services.recipients import invite_recipients
from drafting.models import Version
from drafting.services import Refused, finalization_of, issue_version
from mandate.services import send_questionnaire
from stakeholders import clock, moments
from stakeholders.records import record_save

USUAL_LENGTH = timedelta(days=42)
FRIDAY = 4


def suggested_round(declaration):
    """A new round of `declaration` with the settings of the last one, unsaved."""
    last = declaration.rounds.order_by("-opens_at").first()
    now = clock.now()
    carried = (
        "is_open_call",
        "visibility",
        "publication",
        "late_policy",
        "limit",
        "support_needed",
        "cover",
        "cover_text",
        "reminder_days",
        "legal_basis",
        "guiding_questions",
    )
    settings = {name: getattr(last, name) for name in carried} if last else {}
    number = (declaration.rounds.aggregate(Max("number"))["number__max"] or 0) + 1
    return Round(
        declaration=declaration,
        version=declaration.versions.kept().order_by("-number").first(),
        number=number,
        kind=Round.Kind.FIRST if number == 1 else Round.Kind.SECOND,
        opens_at=now,
        closes_at=_usual_closing(now),
        **({"cover_text": _("{mission} is invited to comment until {closes}.\n\n{link}")} | settings),
    )


def _usual_closing(now):
    """The first Friday after the usual length, at six in the evening in Geneva."""
    day = (now + USUAL_LENGTH).astimezone(moments.GENEVA)
    day += timedelta(days=(FRIDAY - day.weekday()) % 7)
    return day.replace(hour=18, minute=0, second=0, microsecond=0)


def preview_opening(round):
    """What opening would do: parties, mails, one letter as an example, and what stands in the way, as sentences."""
    recipients = list(with_addresses(round.recipients))
    addresses = {recipient: addresses_of(recipient.organisation) for recipient in recipients}
    example = None
    if recipients:
        first = recipients[0].organisation
        example = letter_for(round, first, first.language).body
    return {
        "recipients": recipients,
        "mails": sum(len(each) for each in addresses.values()),
        "unreachable": [recipient for recipient, each in addresses.items() if not each],
        "example": example,
        "obstacles": list(_obstacles(round, bool(recipients), clock.now())),
        "issues": round.version_id is not None and round.version.state == Version.State.FROZEN,
    }


@transaction.atomic
def open_round(round, *, by):
    """Open (or, before its time, announce) a round and write to every recipient. Raises Refused with a sentence.

    A frozen version that has not been issued is issued with it, and a questionnaire is from then on as it was
    sent: what is circulated is public.
    """
    round = (
        Round.objects.select_for_update(of=("self",))
        .select_related("declaration", "version", "questionnaire")
        .get(pk=round.pk)
    )
    now = clock.now()
    prefetch_related_objects([round], "covers")
    for obstacle in _obstacles(round, round.recipients.exists(), now):
        raise Refused(obstacle)
    if round.version_id and round.version.state == Version.State.FROZEN:
        issue_version(round.version, by=by)
    if round.questionnaire_id:
        announce_questionnaire(round, by=by)
    round.state = Round.State.OPEN if round.opens_at <= now else Round.State.ANNOUNCED
    round.opened_by = by
    record_save(round, by=by, reason=_("Opened"))
    invite_recipients(round, by=by)
    return round


def announce_questionnaire(round, *, by, on=None):
    """Send the questionnaire of `round`, unless it was sent before, and let the public know of the declaration."""
    if not round.questionnaire.is_sent:
        send_questionnaire(round.questionnaire, by=by, on=on)
    round.declaration.announce(by=by)


def _obstacles(round, has_recipients, now):
    if round.state != Round.State.PREPARATION:
        yield _("This round has been opened already.")
    if round.version_id and round.version.declaration_id != round.declaration_id:
        yield _("The version is one of another declaration.")
    if round.version_id and round.version.state == Version.State.SET_ASIDE:
        yield _("The version was set aside; choose another one.")
    if round.declaration_id and finalization_of(round.declaration):
        yield _("The text is being made final, or has been submitted: reopen it first, with a reason.")
    if round.questionnaire_id and round.questionnaire.mandate_id != round.declaration.mandate_id:
        yield _("The questionnaire is one of another mandate.")
    if round.questionnaire_id and not round.questionnaire.questions.exists():
        yield _("A questionnaire without a question is not sent.")
    if not has_recipients and not round.is_open_call:
        yield _("There are no recipients yet.")
    if round.closes_at <= now:
        yield _("The closing time has passed already.")
    if any("{link}" not in text for text in [round.cover_text, *(c.text for c in round.covers.all())]):
        yield _("The cover text must contain {link}, so that each party finds its place.")
    if round.approval is None:
        yield _("The Independent Expert has not approved text, cover and dates as they are now.")
