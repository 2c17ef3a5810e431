"""What came by e-mail, letter or note verbale: entered by the secretariat, kept as received, confirmed by the party."""

import uuid
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from circulation.models import Recipient
from circulation.services.covers import tell_recipients
from comments.intake import Unreadable
from comments.intake.places import OPEN
from comments.models import Deposit, Draft, Submission
from comments.models.anchored import Publication
from comments.services.enclosing import enclosed_in
from comments.services.intake import draft_of_row, finder_for, read_form
from comments.services.preparing import save_draft
from comments.services.submitting import minutes_late, receive
from drafting.services import Refused
from stakeholders import clock
from stakeholders.queue import fair_turn


def enter_submission(recipient, *, name, content, channel, reference, received_at, by, words=""):
    """Record a submission that did not come through these pages, and return it.

    `received_at` (aware) is the date of receipt, which decides lateness. The rows of a form become comments at
    their places, those without a place on the whole text; of a file that is no form, `words` become one comment.
    What the party has submitted itself stands beside it. Raises Refused.
    """
    now = clock.now()
    if received_at > now:
        raise Refused(_("The date of receipt is not in the future."))
    if not content or not reference.strip():
        raise Refused(_("The file as it was received and its reference are needed."))
    with fair_turn(), transaction.atomic():
        recipient = (
            Recipient.objects.select_for_update(of=("self",))
            .select_related("round__declaration", "round__version", "organisation")
            .get(pk=recipient.pk)
        )
        late = minutes_late(recipient, received_at)
        drafts, counts = _drafts(recipient, name, content, words, by)
        submission = _receive(recipient, drafts, by, received_at, late)
        Deposit.objects.create(
            submission=submission,
            channel=channel,
            reference=reference.strip(),
            name=name[:200],
            content=content,
            sha256=sha256(content).hexdigest(),
            counts=counts,
            entered_by=by,
            entered_at=now,
        )
        _ask_to_confirm(recipient, submission)
        return submission


@transaction.atomic
def answer_deposit(deposit, *, by, correction=""):
    """The party confirms what was entered for it, or says what is wrong; either stays on the record."""
    deposit = Deposit.objects.select_for_update().get(pk=deposit.pk)
    if deposit.confirmed_at:
        raise Refused(_("This was confirmed already."))
    deposit.answered_by, deposit.correction = by, correction.strip()
    deposit.confirmed_at = None if deposit.correction else clock.now()
    deposit.save(update_fields=["answered_by", "correction", "confirmed_at"])
    return deposit


def _receive(recipient, drafts, by, received_at, late):
    """Submit `drafts` beside what the party has sent itself: its comments, replies, files and its choice stand."""
    own = Draft.objects.filter(recipient=recipient, comment__withdrawn_at=None).exclude(comment=None)
    standing = recipient.submissions.standing().first()
    return receive(
        recipient,
        Submission.Kind.COMMENTS,
        [*own.for_list(), *drafts],
        by,
        received_at,
        late,
        enclosed_in(standing),
        publication=standing.publication if standing else Publication.PUBLIC,
    )


def _drafts(recipient, name, content, words, by):
    """The drafts that the file makes, and the placement report in figures."""
    try:
        intake = read_form(recipient, name, content, by=by, save=False)
    except Unreadable as problem:
        if not words.strip():
            raise Refused(
                _("%(why)s Type what the letter says, so that it can be answered.") % {"why": problem}
            ) from None
        return [_general(recipient, words, by)], {"rows": 1, "placed": 1, "comments": 1}
    if not intake.rows:
        raise Refused(_("Nothing is filled in in this file."))
    counts = intake.counts
    known = {entry.slug: entry for entry in finder_for(recipient).entries}
    for row in intake.rows:
        row["how"] = row["how"] if row["how"] != OPEN else "whole"
    return [draft_of_row(intake, row, known.get(row["slug"]), by) for row in intake.rows], counts


def _general(recipient, words, by):
    said = {"explanation": words, "type": "general", "stance": "support_with_change", "proposed_text": ""}
    language = recipient.organisation.language
    return save_draft(recipient, uuid.uuid4(), by=by, revision=0, language=language, **said)


def _ask_to_confirm(recipient, submission):
    link = settings.BASE_URL + submission.get_absolute_url()
    tell_recipients(
        recipient.round,
        f"deposit-{submission.pk}",
        lambda: _("Entered for you: please confirm %(reference)s") % {"reference": submission.reference},
        lambda _workspace: (
            _(
                "The secretariat has entered what your delegation sent outside this site. Please confirm it, or say "
                "what is wrong:\n\n%(link)s"
            )
            % {"link": link}
        ),
        recipients=recipient.round.recipients.filter(pk=recipient.pk),
    )
