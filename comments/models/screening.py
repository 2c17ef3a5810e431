from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comments import Comment
from stakeholders import clock


class Screening(models.Model):
    """Somebody has gone through what becomes public of a round: before that nothing of it does."""

    round = models.ForeignKey("circulation.Round", on_delete=models.PROTECT, related_name="screenings")
    comments = models.PositiveIntegerField(_("comments that become public"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.round.ref}, {self.at:%Y-%m-%d}"


class Redaction(models.Model):
    """Words taken out of a comment in every output, with the reason. The original is sealed in the submission."""

    class Field(models.TextChoices):
        EXPLANATION = "explanation", _("explanation")
        PROPOSED = "proposed_text", _("proposed text")

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="redactions")
    field = models.CharField(_("where"), max_length=14, choices=Field)
    length = models.PositiveIntegerField(_("characters taken out"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.comment}: {self.reason}"
