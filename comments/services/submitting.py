"""Submitting: one act, decided on one reading of the clock, with a receipt; and taking it back."""

import json
import uuid

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from circulation.models import Recipient
from comments.models import Comment, Receipt, Submission
from comments.models.anchored import Publication, stricter
from comments.models.naming import SMALLEST, new_public_ref
from comments.services.checking import chosen, hindrances
from comments.services.counting import Count
from comments.services.enclosing import Enclosed, enclosed_now
from comments.services.receipts import append_receipt, content_hash
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Office, User
from stakeholders.queue import fair_turn
from stakeholders.records import record_save


def preview_submission(recipient):
    """What a submission would contain now, in text order, and what stands in its way, as (draft, sentence)."""
    drafts, _behind, clearance = chosen(recipient)
    return drafts, list(hindrances(recipient, drafts, clearance))


def who_reads(round):
    """The names of the mandate holder now in office: the sentence beside the choice names who will read."""
    return [user.name for user in User.objects.filter(office=Office.EXPERT, is_active=True).order_by("pk")]


def canonical_record(recipient, kind, comments, ref, enclosed=None, publication=Publication.PUBLIC):
    """The frozen record: canonical JSON of the round, the party, the kind and each comment, in text order.

    With the replies to the guiding questions, the name and hash of each attachment, and what may be published.

    `ref` is the submission's own; without it anybody could guess the hash of a nil return and ask who sent one.
    """
    round, enclosed = recipient.round, enclosed or Enclosed()
    content = {
        "id": str(ref),
        "declaration": round.declaration.slug,
        "round": round.ref,
        "version": round.version.sha256 if round.version_id else None,
        "party": recipient.organisation.code,
        "kind": kind,
        "publication": str(publication),
        "comments": [_as_recorded(comment) for comment in comments],
        "replies": list(enclosed.replies),
        "attachments": [attachment.as_recorded for attachment in enclosed.attachments],
    }
    if round.questionnaire_id:
        content["questionnaire"] = round.questionnaire.sha256
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def submit(recipient, *, by, publication=Publication.PUBLIC):
    """Submit what `recipient` has prepared and return the Submission; a standing one is superseded.

    Its drafts, its replies to the guiding questions and its attachments go together. `publication` holds for all
    of it; a comment's own choice may only be stricter. Raises Refused after closing (unless late input is taken),
    with nothing to send, or with unfinished comments.
    """
    # On SQLite writers queue fairly here, not in the database's own retry loop.
    with fair_turn(), transaction.atomic():
        recipient = (
            Recipient.objects.select_for_update(of=("self",))
            .select_related("round__declaration")
            .get(pk=recipient.pk)
        )
        now = clock.now()
        late = minutes_late(recipient, now)
        drafts, faults = preview_submission(recipient)
        enclosed = enclosed_now(recipient)
        if not drafts and not enclosed:
            raise Refused(_("There is no comment to submit. To say so officially, send a nil return."))
        if faults:
            raise Refused(faults[0][1])
        return receive(
            recipient, Submission.Kind.COMMENTS, drafts, by, now, late, enclosed, publication=publication
        )


def answer_without_comments(recipient, kind, *, by):
    """Send a nil return, or decline: official answers of their own, with a receipt."""
    with fair_turn(), transaction.atomic():
        recipient = (
            Recipient.objects.select_for_update(of=("self",))
            .select_related("round__declaration")
            .get(pk=recipient.pk)
        )
        now = clock.now()
        return receive(recipient, kind, [], by, now, minutes_late(recipient, now))


def withdraw_submission(submission, *, by):
    """Take a standing submission back. Its comments leave every page but a stub; what was received is kept."""
    with fair_turn(), transaction.atomic():
        submission = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("recipient__round")
            .get(pk=submission.pk)
        )
        if submission.state != Submission.State.STANDING:
            raise Refused(_("This submission does not stand any more."))
        if submission.recipient.round.is_revealed:
            raise Refused(_("The comments are being considered already; write to the secretariat."))
        now = clock.now()
        submission.state, submission.withdrawn_at, submission.withdrawn_by = (
            Submission.State.WITHDRAWN,
            now,
            by,
        )
        submission.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
        count = Count()
        for comment in submission.comments.standing().select_related("organisation"):
            _withdraw(comment, by, now, count)
        recipient = submission.recipient
        recipient.state, recipient.answered_at = Recipient.State.AT_WORK, None
        recipient.save(update_fields=["state", "answered_at"])
        append_receipt(submission, Receipt.Act.WITHDRAWN, now)
        count.write()
        return submission


def minutes_late(recipient, now):
    """How late a submission at `now` is, 0 in time. Raises Refused where the round does not take it."""
    if recipient.round.takes_from(recipient, now):
        return 0
    if recipient.round.takes_late_from(recipient, now):
        return int((now - recipient.closing).total_seconds() // 60) + 1
    raise Refused(
        _(
            "The round does not take submissions now. Your drafts are kept; the secretariat can tell you what to do."
        )
    )


def receive(recipient, kind, drafts, by, now, late, enclosed=None, *, publication=Publication.PUBLIC):
    """Freeze `drafts` and what is `enclosed` as a submission, inside the caller's transaction, with its receipt."""
    standing = recipient.submissions.standing().first()
    if standing:
        standing.state = Submission.State.SUPERSEDED
        standing.save(update_fields=["state"])
        append_receipt(standing, Receipt.Act.SUPERSEDED, now)
    ref = uuid.uuid4()
    enclosed = enclosed or Enclosed()
    record = canonical_record(recipient, kind, drafts, ref, enclosed, publication)
    newest = recipient.submissions.aggregate(Max("number"))["number__max"] or 0
    submission = Submission.objects.create(
        ref=ref,
        recipient=recipient,
        number=newest + 1,
        kind=kind,
        publication=publication,
        submitted_by=by,
        received_at=now,
        minutes_late=late,
        record=record,
        sha256=content_hash(record),
        supersedes=standing,
    )
    submission.attachments.set(enclosed.attachments)
    count = Count()
    _turn_into_comments(submission, recipient, drafts, by, now, count)
    recipient.answer(_ANSWER[kind], now)
    # From here on submissions go one at a time, so the tallies are written after it.
    append_receipt(submission, Receipt.Act.SUBMITTED, now)
    count.write()
    return submission


_ANSWER = {
    Submission.Kind.COMMENTS: Recipient.State.SUBMITTED,
    Submission.Kind.NIL: Recipient.State.NIL,
    Submission.Kind.DECLINED: Recipient.State.DECLINED,
}


def _turn_into_comments(submission, recipient, drafts, by, now, count):
    """Each draft keeps the number it got the first time; what is no longer among them is withdrawn."""
    mine = Comment.objects.filter(round=recipient.round, organisation=recipient.organisation)
    serial = mine.aggregate(Max("serial"))["serial__max"] or 0
    for draft in drafts:
        comment = draft.comment
        if comment is None:
            serial += 1
            comment = _new_comment(recipient, draft, serial)
        comment.submission = submission
        sent = draft.content | {"publication": stricter(draft.publication, submission.publication)}
        changed = comment.pk is None or comment.content != sent or comment.withdrawn_at
        if changed:
            count.leaves(comment)
            _take_over(comment, sent, now)
            count.comes(comment)
        record_save(comment, by=by, reason=submission.reference)
        if draft.comment_id is None:
            draft.comment = comment
            draft.save(update_fields=["comment"])
    kept = [draft.comment_id for draft in drafts]
    for comment in mine.standing().exclude(pk__in=kept).select_related("organisation"):
        _withdraw(comment, by, now, count)


def _new_comment(recipient, draft, serial):
    return Comment(
        ref=f"{recipient.round.ref}-{recipient.organisation.code}-{serial:03d}",
        round=recipient.round,
        organisation=recipient.organisation,
        serial=serial,
        entry=draft.entry,
        question=draft.question,
    )


def _take_over(comment, sent, now):
    for name, value in sent.items():
        setattr(comment, name, value)
    comment.received_at, comment.withdrawn_at = now, None
    if comment.publication == Publication.UNNAMED and not comment.public_ref:
        category = comment.organisation.category
        alike = comment.round.recipients.filter(organisation__category=category).count()
        comment.public_ref = new_public_ref(comment.round)
        comment.unnamed_as = category if alike >= SMALLEST else ""


def _withdraw(comment, by, now, count):
    count.leaves(comment)
    comment.withdrawn_at = now
    record_save(comment, by=by, reason=_("Withdrawn"), fields=["withdrawn_at"])


def _as_recorded(comment):
    entry = comment.entry
    place = {"uid": str(entry.provision.uid), "label": entry.label} if entry else None
    return {"place": place, "question": comment.question_id and comment.question.letter} | comment.content
