"""What goes with the comments of a submission: attached files, and replies to the round's guiding questions."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from circulation.models import Round
from comments.models.anchored import Publication
from comments.models.submissions import Submission
from stakeholders import clock


class AttachmentQuerySet(models.QuerySet):
    def to_submit(self):
        """What a submission would contain now."""
        return self.filter(removed_at=None)

    def visible_to(self, user):
        """As received. In the workspace: its delegation alone; once submitted: those who draft too. Everybody reads
        it with a published submission, where the screening has passed it as received."""
        passed = ScreenedFile.objects.standing().filter(way=ScreenedFile.Way.RECEIVED)
        seen = Q(submissions__in=Submission.objects.visible_to(user).values("pk"))
        seen |= Q(
            submissions__in=Submission.objects.published().values("pk"), pk__in=passed.values("attachment")
        )
        if user.is_authenticated:
            seen |= Q(recipient__organisation__in=[m.organisation_id for m in user.active_memberships])
        sealed = Submission.objects.filter(state=Submission.State.DISAVOWED)
        found = self.model.objects.filter(seen).exclude(submissions__in=sealed.values("pk"))
        return self.filter(pk__in=found.values("pk"))

    def to_screen(self, round):
        """Those that become public with the answers of `round`, unless the screening says otherwise."""
        sent = Submission.objects.standing().filter(
            recipient__round=round,
            recipient__round__publication=Round.Publication.ANSWERED,
            publication=Publication.PUBLIC,
        )
        return self.filter(submissions__in=sent.values("pk"))

    def for_list(self):
        """Without the file itself; `decided` holds what the screening has said of it, if anything."""
        said = ScreenedFile.objects.standing().defer("content").select_related("by")
        return (
            self.defer("content").order_by("pk").prefetch_related(Prefetch("said", said, to_attr="decided"))
        )


class Attachment(models.Model):
    """A Word or PDF file that a party encloses. Its content never changes; taken out, it stays on the record."""

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        "circulation.Recipient", on_delete=models.PROTECT, related_name="attachments"
    )
    submissions = models.ManyToManyField(Submission, related_name="attachments")
    name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self):
        return self.name

    @property
    def as_recorded(self):
        """What the record of a submission says of it: the hash stands for the content."""
        return {"name": self.name, "kind": self.kind, "size": self.size, "sha256": self.sha256}


class ScreenedFileQuerySet(models.QuerySet):
    def standing(self):
        """What holds of each file: what was said of it last."""
        newer = self.model.objects.filter(
            attachment=models.OuterRef("attachment"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(newer))

    def visible_to(self, user):
        """What becomes of a file: its delegation's and the drafters', and everybody's with a published submission."""
        sent = Submission.objects.readable_by(user).exclude(state=Submission.State.DISAVOWED)
        enclosed = Attachment.submissions.through.objects.filter(submission__in=sent.values("pk"))
        return self.standing().filter(attachment__in=enclosed.values("attachment"))


class ScreenedFile(models.Model):
    """What the public gets of an enclosed file: it as received, a redacted copy, or nothing. The last one holds."""

    class Way(models.TextChoices):
        RECEIVED = "received", _("as received")
        REDACTED = "redacted", _("redacted")
        WITHHELD = "withheld", _("withheld")

    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="said")
    way = models.CharField(_("what becomes public"), max_length=8, choices=Way)
    reason = models.TextField(_("reason"), blank=True)
    content = models.BinaryField(null=True)  # the redacted copy alone
    kind = models.CharField(max_length=4, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = ScreenedFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("screened file")
        verbose_name_plural = _("screened files")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.attachment_id}: {self.get_way_display()}"


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A reply under preparation is a draft: its delegation's alone. What was sent stands in the submission."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(recipient__organisation__in=[m.organisation_id for m in user.active_memberships])


class Reply(models.Model):
    """What a delegation prepares in reply to one guiding question of the round, by its number from 1."""

    recipient = models.ForeignKey("circulation.Recipient", on_delete=models.PROTECT, related_name="replies")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="en")
    # Counts the saves, so that a stale copy is seen for what it is.
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=clock.now)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply to a guiding question")
        verbose_name_plural = _("replies to guiding questions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["recipient", "number"], name="one_reply_a_question")]

    def __str__(self):
        return f"{self.recipient_id}: {self.number}"
