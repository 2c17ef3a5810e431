"""The append-only chain of what was received. A receipt proves a submission; the chain proves none was dropped."""

from datetime import UTC
from hashlib import sha256

from comments.models import Receipt, Submission
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


def link_of(receipt):
    """The link a receipt must have: SHA-256 over the previous link and the leaf, joined by line feeds."""
    # In UTC, whatever zone the moment was made in: the database gives it back so.
    moment = receipt.at.astimezone(UTC).isoformat(timespec="microseconds")
    leaf = "\n".join([str(receipt.position), receipt.act, receipt.reference, moment, receipt.sha256])
    return sha256(f"{receipt.previous}\n{sha256(leaf.encode()).hexdigest()}".encode()).hexdigest()


def verify_chain():
    """Every fault in the chain and in the texts behind it, as (position, what): empty where all is well.

    Texts are re-hashed, so a text that was changed together with its stored hash is found by its link.
    """
    faults, previous, position = [], "", 0
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
    unreceipted = Submission.objects.filter(receipts=None).count()
    return faults + [(None, "submission without receipt")] * unreceipted


def check_receipt(reference, digest):
    """The Receipt of that reference and content hash, or None."""
    return Receipt.objects.filter(reference=reference, sha256=digest, act=Receipt.Act.SUBMITTED).first()
