"""Files that lie beside the words: documents in which versions were issued, and what parties enclosed."""

from comments.models import Attachment, ScreenedFile, Submission
from drafting.models import IssuedFile


def issued_files(declaration, user):
    """{address in the application: (name in the archive, primary key)} of the documents of its versions."""
    rows = IssuedFile.objects.visible_to(user).filter(version__declaration=declaration).for_list()
    folder = f"texts/{declaration.slug}/issued"
    rows = rows.select_related("version").order_by("version__number", "language", "pk")
    return {
        row.get_absolute_url(): (f"{folder}/v{row.version.number}-{row.language}-{n}.{row.kind}", row.pk)
        for n, row in enumerate(rows, start=1)
    }


def put_issued(bag, found):
    """Put those documents in, to the byte, one after the other."""
    for name, pk in found.values():
        bag.put(name, bytes(IssuedFile.objects.get(pk=pk).content))


def put_attachments(bag, folder, rounds, user):
    """Put what parties enclosed with submissions that `user` may read into `folder`; a row for each, as a dict.

    What was redacted or withheld has a row of its own, with the reason: the copy is all that the public gets.
    """
    standing = Submission.objects.readable_by(user).standing().filter(recipient__round__in=rounds)
    sent = Attachment.submissions.through.objects.filter(submission__in=standing.values("pk"))
    whole = set(Attachment.objects.visible_to(user).values_list("pk", flat=True))
    other = ScreenedFile.objects.visible_to(user).exclude(way=ScreenedFile.Way.RECEIVED)
    screened = dict(other.values_list("attachment", "pk"))
    rows = []
    for pk in sorted(set(sent.values_list("attachment", flat=True))):
        if pk in whole:
            rows.append(_as_received(bag, folder, pk, len(rows) + 1))
        if pk in screened:
            rows.append(_as_screened(bag, folder, screened[pk], len(rows) + 1))
    return rows


def _as_received(bag, folder, pk, n):
    row = Attachment.objects.select_related("recipient__organisation", "recipient__round").get(pk=pk)
    name = _put(bag, folder, n, row.recipient, row.kind, row.content)
    return _said(row.recipient) | row.as_recorded | {"file": name, "way": "received", "reason": ""}


def _as_screened(bag, folder, pk, n):
    recipient = "attachment__recipient"
    row = ScreenedFile.objects.select_related(f"{recipient}__organisation", f"{recipient}__round").get(pk=pk)
    recipient = row.attachment.recipient
    told = {"name": "", "kind": row.kind, "size": "", "sha256": row.sha256, "file": ""}
    if row.way == ScreenedFile.Way.REDACTED:
        told["size"] = len(row.content)
        told["file"] = _put(bag, folder, n, recipient, row.kind, row.content)
    return _said(recipient) | told | {"way": row.way, "reason": row.reason}


def _said(recipient):
    return {"round": recipient.round.number, "party": recipient.organisation.short_name}


def _put(bag, folder, n, recipient, kind, content):
    name = f"{folder}/{recipient.round.ref}-{recipient.organisation.code}-{n}.{kind}"
    bag.put(name, bytes(content))
    return name


def replies(rounds, user):
    """What parties replied to guiding questions, in submissions that `user` may read: a dict each."""
    standing = Submission.objects.readable_by(user).standing().filter(recipient__round__in=rounds)
    for row in standing.for_list().order_by("recipient__round__number", "recipient__organisation__sort_key"):
        said = {"round": row.recipient.round.number, "party": row.recipient.organisation.short_name}
        yield from (said | reply for reply in row.replies)
