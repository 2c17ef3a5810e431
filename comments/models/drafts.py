import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.models.anchored import Anchored, stricter
from stakeholders import clock


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Drafts belong to the delegation that writes them: nobody else reads them, in whatever office."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(recipient__organisation__in=[m.organisation_id for m in user.active_memberships])

    def of_groups_of(self, organisation):
        """What the groups of `organisation` prepare and have shared internally: their members see it before it is
        submitted."""
        shared = (Draft.State.SHARED, Draft.State.VERIFIED, Draft.State.SELECTED)
        return self.filter(recipient__organisation__belongings__member=organisation, state__in=shared)

    def to_submit(self):
        """What a submission would contain now."""
        return self.exclude(state=Draft.State.NOT_RETAINED)

    def for_list(self):
        return (
            self.select_related(
                "entry__record",
                "entry__provision",
                "entry__version__declaration",
                "question",
                "author",
                "saved_by",
                "comment__submission",
            )
            .defer("comment__submission__record")
            .order_by(models.F("entry__order").asc(nulls_first=True), "question__letter", "start", "pk")
        )


class Draft(Anchored):
    """A comment under preparation, seen by the delegation only. Typing goes here, without history."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SHARED = "shared", _("shared internally")
        VERIFIED = "verified", _("verified")
        SELECTED = "selected", _("selected")
        NOT_RETAINED = "not_retained", _("not retained")

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    recipient = models.ForeignKey("circulation.Recipient", on_delete=models.PROTECT, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=14, choices=State, default=State.DRAFT)
    # Counts the saves, so that a stale copy is seen for what it is.
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Who last changed the words; a step of clearance changes none.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The comment it became, once it has been submitted.
    comment = models.OneToOneField(
        "comments.Comment", null=True, on_delete=models.PROTECT, related_name="draft"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft comment")
        verbose_name_plural = _("draft comments")
        ordering = ["pk"]

    def __str__(self):
        return str(self.place)

    def get_absolute_url(self):
        round = self.recipient.round
        return reverse(
            "draft", args=[round.declaration.slug, round.number, self.recipient.organisation.code, self.ref]
        )

    @property
    def is_retained(self):
        return self.state != self.State.NOT_RETAINED

    @property
    def corrected_since(self):
        """What a Corr. has corrected in its provision since the words were last saved: [(before, after)]."""
        version = self.entry.version if self.entry_id else None
        if (
            version is None
            or not version.corr
            or version.issued_at is None
            or self.saved_at > version.issued_at
        ):
            return []
        here = (self.entry.label, self.entry.language)
        return [
            (before, after)
            for label, language, before, after in version.corrected
            if (label, language) == here
        ]

    @property
    def is_verified(self):
        return self.state in (self.State.VERIFIED, self.State.SELECTED)

    @property
    def is_empty(self):
        """Nothing is said yet: no explanation, no other words, and no stance but the form's own."""
        if self.question_id:
            return not self.explanation.strip()
        return not self.explanation.strip() and not self.proposes and self.stance == "support_with_change"

    @property
    def differs_from_submitted(self):
        if self.comment is None:
            return True
        chosen = stricter(self.publication, self.comment.submission.publication)
        return self.comment.content != self.content | {"publication": chosen}
