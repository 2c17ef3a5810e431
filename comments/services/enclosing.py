"""What a delegation sends beside its comments: files, and replies to the round's guiding questions."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from circulation.models import Recipient
from comments.models import Attachment, Reply, Submission
from comments.services.preparing import guard_pause
from drafting import enclosed
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Organisation

MOST = 10


@dataclass(frozen=True)
class Asked:
    """A guiding question with what the delegation replies to it, and what stands there when two have written."""

    number: int
    question: str
    text: str
    language: str
    revision: int
    newer: Reply | None = None


@dataclass(frozen=True)
class Enclosed:
    """What one submission holds beside its comments: replies as the record has them, and Attachments."""

    replies: tuple = ()
    attachments: tuple = ()

    def __bool__(self):
        return bool(self.replies or self.attachments)


@transaction.atomic
def attach(recipient, name, content, *, by):
    """Keep a file (name, bytes) in the workspace of `recipient`; the same file again is the same attachment.

    Raises Refused: what is neither Word nor PDF by its content, holds macros, scripts or a password, is too large.
    """
    recipient = Recipient.objects.select_for_update(of=("self",)).get(pk=recipient.pk)
    guard_pause(recipient, by)
    name = name.replace("\\", "/").rpartition("/")[2].strip()[-200:]
    if Organisation.has_hidden_marks(name):
        raise Refused(_("The name of this file holds marks that cannot be seen. Give it another name."))
    try:
        kind = enclosed.kind_of(name, content)
    except enclosed.Unreadable as problem:
        raise Refused(str(problem)) from None
    kept, digest = recipient.attachments.to_submit(), sha256(content).hexdigest()
    same = kept.filter(sha256=digest, name=name).first()
    if same:
        return same
    if kept.count() >= MOST:
        raise Refused(_("A submission holds at most %(n)d files.") % {"n": MOST})
    return Attachment.objects.create(
        recipient=recipient,
        name=name,
        kind=kind,
        size=len(content),
        sha256=digest,
        content=content,
        brought_by=by,
        brought_at=clock.now(),
    )


@transaction.atomic
def take_out(attachment, *, by):
    """Leave a file out of what will be submitted; where it went with an earlier submission it stays."""
    guard_pause(attachment.recipient, by)
    attachment.removed_at = clock.now()
    attachment.save(update_fields=["removed_at"])


def asked_of(recipient, typed=None):
    """[Asked] for each guiding question of the round; `typed` is {number: Asked} of a form that was not saved."""
    kept = {reply.number: reply for reply in recipient.replies.select_related("saved_by")}
    typed = typed or {}
    language = recipient.organisation.language
    return [
        typed.get(number)
        or Asked(
            number,
            question,
            kept[number].text if number in kept else "",
            kept[number].language if number in kept else language,
            kept[number].revision if number in kept else 0,
        )
        for number, question in enumerate(recipient.round.questions, start=1)
    ]


@transaction.atomic
def keep_replies(recipient, texts, *, by):
    """Save {number: (revision, text)} and return {number: the newer Reply} of those that had moved on meanwhile.

    What has moved on is not overwritten; the others are saved. A number without a question is passed over.
    """
    Recipient.objects.select_for_update(of=("self",)).get(pk=recipient.pk)
    guard_pause(recipient, by)
    kept = {reply.number: reply for reply in recipient.replies.select_related("saved_by")}
    newer = {}
    for number, (revision, text) in sorted(texts.items()):
        text = text.replace("\r\n", "\n")
        reply = kept.get(number) or Reply(recipient=recipient, number=number, revision=0)
        if number > len(recipient.round.questions) or reply.text == text:
            continue
        if reply.revision != revision:
            newer[number] = reply
            continue
        reply.text, reply.revision, reply.language = text, revision + 1, recipient.organisation.language
        reply.saved_by, reply.saved_at = by, clock.now()
        reply.save()
    if len(newer) < len(texts):
        recipient.reach(Recipient.State.AT_WORK)
    return newer


def enclosed_now(recipient):
    """What would be sent now beside the comments."""
    replies = [
        {
            "number": asked.number,
            "question": asked.question,
            "text": asked.text,
            "language": asked.language,
        }
        for asked in asked_of(recipient)
        if asked.text.strip()
    ]
    return Enclosed(tuple(replies), tuple(recipient.attachments.to_submit().for_list()))


def enclosed_in(submission):
    """What was sent beside the comments of `submission`; nothing of one that is sealed, or where there is none."""
    if submission is None or submission.is_sealed:
        return Enclosed()
    return Enclosed(tuple(submission.replies), tuple(submission.attachments.for_list()))


def beside_comments(round, user):
    """[(Submission, Enclosed)] of the standing submissions of `round` that hold more than comments for `user`."""
    found = Submission.objects.visible_to(user).standing().filter(recipient__round=round)
    found = found.filter(kind=Submission.Kind.COMMENTS).select_related("recipient__organisation")
    files = Prefetch("attachments", Attachment.objects.for_list())
    rows = [
        (each, Enclosed(tuple(each.replies), tuple(each.attachments.all())))
        for each in found.prefetch_related(files).order_by("recipient__organisation__sort_key")
    ]
    return [(submission, enclosed) for submission, enclosed in rows if enclosed]
