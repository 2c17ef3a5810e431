"""Files that lie beside the words: documents in which versions were issued, and what parties enclosed."""

from comments.models import Attachment, Submission
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
    """Put what parties enclosed with submissions that `user` may read into `folder`; a row for each, as a dict."""
    standing = Submission.objects.readable_by(user).standing().filter(recipient__round__in=rounds)
    seen = Attachment.objects.visible_to(user).filter(submissions__in=standing.values("pk")).distinct()
    rows = []
    for n, pk in enumerate(seen.order_by("pk").values_list("pk", flat=True), start=1):
        row = Attachment.objects.select_related("recipient__organisation", "recipient__round").get(pk=pk)
        name = f"{folder}/{row.recipient.round.ref}-{row.recipient.organisation.code}-{n}.{row.kind}"
        bag.put(name, bytes(row.content))
        party = row.recipient.organisation.short_name
        rows.append({"round": row.recipient.round.number, "party": party, **row.as_recorded, "file": name})
    return rows


def replies(rounds, user):
    """What parties replied to guiding questions, in submissions that `user` may read: a dict each."""
    standing = Submission.objects.readable_by(user).standing().filter(recipient__round__in=rounds)
    for row in standing.for_list().order_by("recipient__round__number", "recipient__organisation__sort_key"):
        said = {"round": row.recipient.round.number, "party": row.recipient.organisation.short_name}
        yield from (said | reply for reply in row.replies)
