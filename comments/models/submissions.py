import json
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from circulation.models import Round
from comments import permissions
from comments.models.anchored import Publication


class SubmissionQuerySet(models.QuerySet):
    def standing(self):
        """Those that count: neither superseded nor withdrawn."""
        return self.filter(state=Submission.State.STANDING)

    def visible_to(self, user):
        """A submission as a whole is read by its own delegation, and by those who draft the text."""
        if permissions.may_see_all_submissions(user):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(recipient__organisation__in=[m.organisation_id for m in user.active_memberships])

    def readable_by(self, user):
        """What of a submission is read beside its comments, replies and files: its delegation, those who draft;
        and everybody, once the answers are published and the party has chosen that."""
        return self.filter(Submission.PUBLISHED | Q(pk__in=self.visible_to(user).values("pk")))

    def published(self):
        """What everybody may know of: sent under its party's name, in a round whose answers are published."""
        return self.filter(Submission.PUBLISHED)

    def for_list(self):
        return self.select_related("recipient__organisation", "recipient__round__declaration", "submitted_by")


class Submission(models.Model):
    """What a party sent in one act: frozen as canonical JSON, with its hash. A later one supersedes it."""

    class Kind(models.TextChoices):
        COMMENTS = "comments", _("comments")
        NIL = "nil", _("nil return")
        DECLINED = "declined", _("declined")

    class State(models.TextChoices):
        STANDING = "standing", _("standing")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DISAVOWED = "disavowed", _("disowned by the party")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        "circulation.Recipient", on_delete=models.PROTECT, related_name="submissions"
    )
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.STANDING)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication, default=Publication.PUBLIC
    )
    received_at = models.DateTimeField(_("received"))
    minutes_late = models.PositiveIntegerField(_("minutes late"), default=0)
    record = models.TextField()
    sha256 = models.CharField(max_length=64)
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    # What stands under its party's name, once the round's answers are out and its policy publishes.
    PUBLISHED = Q(
        recipient__round__state__in=Round.PUBLISHED,
        recipient__round__publication=Round.Publication.ANSWERED,
        publication=Publication.PUBLIC,
        state=State.STANDING,
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "number"], name="one_submission_a_number"),
            models.UniqueConstraint(
                fields=["recipient"], condition=models.Q(state="standing"), name="one_standing_submission"
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("receipt", args=[self.ref])

    @property
    def replies(self):
        """The replies to the guiding questions, as the record has them: number, question, text, language."""
        return json.loads(self.record).get("replies", [])

    @property
    def is_sealed(self):
        """Disowned: kept under its hash, and shown to nobody."""
        return self.state == self.State.DISAVOWED

    @property
    def reference(self):
        """What the party quotes: R1-AR/2 is the second submission of AR in round 1."""
        return f"{self.recipient.round.ref}-{self.recipient.organisation.code}/{self.number}"


class Receipt(models.Model):
    """One link of the append-only chain of what was received: a leaf for what it is, a link over all before it."""

    class Act(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DISAVOWED = "disavowed", _("disowned by the party")

    position = models.PositiveBigIntegerField(unique=True)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="receipts")
    act = models.CharField(max_length=10, choices=Act)
    reference = models.CharField(max_length=60)
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    link = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return f"{self.position}: {self.reference}"
