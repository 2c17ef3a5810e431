"""The files that parties enclose, as the public gets them: as received, redacted or not at all; and the list of
submissions they stand in."""

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from circulation.services.covers import tell_recipients
from comments.models import Attachment, ScreenedFile, Submission
from comments.models.anchored import Publication
from drafting import enclosed
from drafting.services import Refused
from stakeholders import clock

Way = ScreenedFile.Way


@dataclass(frozen=True)
class ListedFile:
    """One file of a submission as its reader knows it: `name` and `sha256` of what is given out, else ""."""

    ref: object
    number: int
    name: str
    sha256: str
    said: ScreenedFile | None = None

    @property
    def is_given(self):
        return self.said is not None and self.said.way != Way.WITHHELD


@transaction.atomic
def screen_file(attachment, *, way, by, reason="", brought=None):
    """Say what the public gets of `attachment`; what was said last holds. Returns the ScreenedFile.

    `brought` is (name, bytes) of the redacted copy. The original stays as it was received, under its hash. The party
    is told at once of whatever is not given out as received. Raises Refused without a reason, without a copy, or
    where the copy is no harmless Word or PDF file, or the very file that was received.
    """
    reason, copy = reason.strip(), {}
    if way != Way.RECEIVED and not reason:
        raise Refused(_("Give the reason: the party reads it, and it stands in the public list."))
    if way == Way.REDACTED:
        copy = _copy_of(attachment, brought)
    said = ScreenedFile.objects.create(
        attachment=attachment, way=way, reason=reason, by=by, at=clock.now(), **copy
    )
    if way != Way.RECEIVED:
        _tell(said)
    return said


def files_to_screen(round):
    """[(Attachment, what was said of it or None)] of all that becomes public with the answers of `round`."""
    found = Attachment.objects.to_screen(round).for_list()
    found = found.select_related("recipient__organisation")
    return [(each, each.decided[0] if each.decided else None) for each in found]


def are_files_screened(round):
    """Whether of each file something was said."""
    return not Attachment.objects.to_screen(round).filter(said=None).exists()


def published_submissions(round, asked):
    """The submissions of `round` that everybody may know of, in alphabetical order; `asked` narrows them.

    Each has `public_comments`, how many of its comments stand under its name. What was sent without the name has no
    row: a row would tie its comments to one another, and to who replied on that day.
    """
    named = Q(comments__publication=Publication.PUBLIC, comments__withdrawn_at=None)
    rows = (
        Submission.objects.published().filter(recipient__round=round).exclude(kind=Submission.Kind.DECLINED)
    )
    rows = rows.annotate(public_comments=Count("comments", filter=named)).defer("record")
    if asked.get("category"):
        rows = rows.filter(recipient__organisation__category=asked["category"])
    if asked.get("files") == "yes":
        rows = rows.filter(pk__in=Attachment.objects.to_screen(round).values("submissions"))
    if words := asked.get("words", "").strip()[:100]:
        party = "recipient__organisation"
        rows = rows.filter(
            Q(**{f"{party}__name__icontains": words}) | Q(**{f"{party}__short_name__icontains": words})
        )
    return rows.select_related("recipient__organisation", "recipient__round").order_by(
        "recipient__organisation__sort_key"
    )


def files_in(submissions, user=None):
    """{submission id: [ListedFile]} for `user`: who sent them, and who drafts, know each as it was received.

    Everybody else, and with None the public, knows what the screening said: no name of what is withheld or redacted.
    """
    ids = [each.pk for each in submissions]
    whole = set()
    if user is not None:
        whole = set(Submission.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    rows = Attachment.submissions.through.objects.filter(submission__in=ids).order_by("attachment")
    files = {each.pk: each for each in Attachment.objects.filter(pk__in=rows.values("attachment")).for_list()}
    found = {}
    for submission, attachment in rows.values_list("submission", "attachment"):
        listed = found.setdefault(submission, [])
        listed.append(_listed(files[attachment], len(listed) + 1, submission in whole))
    return found


def public_name(said):
    """The name under which the public saves a file: a redacted copy has a neutral one."""
    if said.way == Way.RECEIVED:
        return said.attachment.name
    recipient = said.attachment.recipient
    return f"{recipient.round.ref}-{recipient.organisation.code}-redacted-{said.sha256[:6]}.{said.kind}"


def _listed(attachment, number, whole):
    said = attachment.decided[0] if attachment.decided else None
    if whole or (said and said.way == Way.RECEIVED):
        return ListedFile(attachment.ref, number, attachment.name, attachment.sha256, said)
    return ListedFile(attachment.ref, number, "", said.sha256 if said else "", said)


def _copy_of(attachment, brought):
    if brought is None:
        raise Refused(_("Bring the redacted copy."))
    name, content = brought
    try:
        kind = enclosed.kind_of(name, content)
    except enclosed.Unreadable as problem:
        raise Refused(str(problem)) from None
    digest = sha256(content).hexdigest()
    if digest == attachment.sha256:
        raise Refused(_("This is the file as it was received: nothing is taken out of it."))
    return {"content": content, "kind": kind, "sha256": digest}


def _tell(said):
    attachment = said.attachment
    round = attachment.recipient.round
    sent = attachment.submissions.standing().first()

    def body(_workspace):
        link = settings.BASE_URL + sent.get_absolute_url() if sent else ""
        if said.way == Way.REDACTED:
            first = _("Of your file “%(name)s” a redacted copy will be published. Reason: %(reason)s")
        else:
            first = _("Your file “%(name)s” will not be published. Reason: %(reason)s")
        rest = _("The original stays sealed under its hash; you can download it with your receipt.")
        return "\n\n".join((first % {"name": attachment.name, "reason": said.reason}, rest, link))

    tell_recipients(
        round,
        f"file-{said.pk}",
        lambda: _("A file of yours before it is published: %(round)s") % {"round": round},
        body,
        recipients=round.recipients.filter(pk=attachment.recipient_id),
        by=said.by,
    )
