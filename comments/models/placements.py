from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from drafting.text import alignment


class Placement(models.Model):
    """Where a comment falls in a later version. The comment's own anchor never changes."""

    class Status(models.TextChoices):
        EXACT = "exact", _("the same words")
        SHIFTED = "shifted", _("the same words, elsewhere in the paragraph")
        EDITED = "edited", _("words changed")
        MOVED = "moved", _("moved")
        SPLIT = "split", _("split")
        PARAGRAPH = "paragraph only", _("paragraph only")
        PROVISION = "provision only", _("provision only")
        GONE = "gone", _("gone")

    comment = models.ForeignKey("comments.Comment", on_delete=models.PROTECT, related_name="placements")
    version = models.ForeignKey("drafting.Version", on_delete=models.PROTECT, related_name="placements")
    entry = models.ForeignKey(
        "drafting.VersionEntry", null=True, on_delete=models.PROTECT, related_name="placements"
    )
    status = models.CharField(_("status"), max_length=16, choices=Status)
    paragraph = models.CharField(max_length=40, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)
    score = models.FloatField(null=True)
    method = models.CharField(max_length=40, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    # What was computed, where the drafter has said otherwise.
    proposed = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "version"], name="one_placement_a_version")]
        indexes = [models.Index(fields=["entry", "paragraph"], name="placements_by_place")]

    def __str__(self):
        return f"{self.comment_id} → {self.version_id}: {self.status}"

    @property
    def ops(self):
        """The words commented on against the words they have become; [] where either is missing or nothing changed."""
        then = self.comment.quote
        return alignment.diff(then, self.quote) if then and self.quote and then != self.quote else []
