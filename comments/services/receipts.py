"""The append-only chain of what was received. A receipt proves a submission; the chain proves none was dropped."""

from datetime import UTC
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from circulation.services.covers import tell_recipients
from comments.models import Attachment, Receipt, Submission
from stakeholders.queue import one_at_a_time

CHAIN = 7262  # the number under which appenders to the chain wait for one another


def content_hash(record):
    """SHA-256 (hex) of a submission's canonical record, a str."""
    return sha256(record.encode("utf-8", "surrogatepass")).hexdigest()


def append_receipt(submission, act, at):
    """Add one link to the chain, inside the caller's transaction."""
    one_at_a_time(CHAIN)
    last = Receipt.objects.order_by("-position").first()
    position, previous = (last.position + 1, last.link) if last else (1, "")
    receipt = Receipt(
        position=position,
        submission=submission,
        act=act,
        reference=submission.reference,
        at=at,
        sha256=submission.sha256,
        previous=previous,
    )
    receipt.link = link_of(receipt)
    receipt.save()
    return receipt


def leaf_of(receipt):
    """SHA-256 over position, act, reference, moment in UTC and content hash, each on a line."""
    # In UTC, whatever zone the moment was made in: the database gives it back so.
    lines = [str(receipt.position), receipt.act, receipt.reference, moment_of(receipt), receipt.sha256]
    return sha256("\n".join(lines).encode()).hexdigest()


def moment_of(receipt):
    return receipt.at.astimezone(UTC).isoformat(timespec="microseconds")


def link_of(receipt):
    """The link a receipt must have: SHA-256 over the previous link and the leaf, joined by a line feed."""
    return sha256(f"{receipt.previous}\n{leaf_of(receipt)}".encode()).hexdigest()


def verify_chain(head=None):
    """Every fault in the chain and in the texts behind it, as (position, what): empty where all is well.

    Texts are re-hashed, so a text that was changed together with its stored hash is found by its link. `head`
    is a (position, link) that was made known outside: only it tells that the tail was cut off with all behind it.
    """
    faults, previous, position, seen = [], "", 0, head is None
    for receipt in Receipt.objects.select_related("submission").order_by("position").iterator():
        position += 1
        if receipt.position != position:
            faults.append((position, "missing"))
            position = receipt.position
        if receipt.previous != previous or receipt.link != link_of(receipt):
            faults.append((receipt.position, "link"))
        if content_hash(receipt.submission.record) != receipt.sha256:
            faults.append((receipt.position, "text"))
        previous = receipt.link
        seen = seen or (receipt.position, receipt.link) == tuple(head)
    if not seen:
        faults.append((head[0], "head"))
    faults += [(None, f"attachment {each.ref}") for each in _tampered_attachments()]
    unreceipted = Submission.objects.filter(receipts=None).count()
    return faults + [(None, "submission without receipt")] * unreceipted


def _tampered_attachments():
    """Attachments of submissions whose content is not what the record says; one after the other, they may be large."""
    sent = Attachment.objects.exclude(submissions=None).iterator(chunk_size=1)
    for attachment in sent:
        if sha256(bytes(attachment.content)).hexdigest() != attachment.sha256:
            yield attachment


def check_receipt(reference, digest):
    """The Receipt of that reference and content hash, or None."""
    return Receipt.objects.filter(reference=reference, sha256=digest, act=Receipt.Act.SUBMITTED).first()


def public_chain():
    """The chain as anybody may have it: places, leaves and links.

    A leaf tells nothing to who does not hold its receipt: who has answered, and when, is that party's position.
    """
    receipts = Receipt.objects.order_by("position").iterator()
    return [{"position": r.position, "leaf": leaf_of(r), "link": r.link} for r in receipts]


def as_proof(receipt):
    """A receipt as the verifier reads it, with the text that it is about."""
    return {
        "position": receipt.position,
        "act": receipt.act,
        "reference": receipt.reference,
        "at": moment_of(receipt),
        "sha256": receipt.sha256,
        "previous": receipt.previous,
        "link": receipt.link,
        "record": receipt.submission.record,
    }


def mail_head(round):
    """Mail the head of the chain to all recipients of a round that has closed: no tail can be cut off unseen then."""
    last = Receipt.objects.order_by("-position").first()
    if last is None:
        return
    head, page = f"{last.position}:{last.link}", settings.BASE_URL + reverse("check")
    tell_recipients(
        round,
        f"head-{last.position}",
        lambda: (
            _("Round %(number)s has closed: the head of the chain of receipts") % {"number": round.number}
        ),
        lambda link: (
            _(
                "Keep this line. It proves later that nothing was taken out of what was received until now.\n\n"
                "%(head)s\n\nAnybody can check it: %(page)s\nYour receipts: %(link)s"
            )
            % {"head": head, "page": page, "link": link}
        ),
    )
