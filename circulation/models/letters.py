"""What is written in a round: its cover in each language, the approval of it, and what mends an error."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from circulation.models.rounds import Round
from stakeholders import clock


class CoverText(models.Model):
    """The cover document in one more language; who reads that language gets it in it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="covers")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(
        _("text"), help_text=_("{mission}, {party}, {closes} and {link} are filled in for each recipient.")
    )

    class Meta:
        verbose_name = _("cover in another language")
        verbose_name_plural = _("cover in other languages")
        ordering = ["round", "language"]
        constraints = [models.UniqueConstraint(fields=["round", "language"], name="one_cover_a_language")]

    def __str__(self):
        return f"{self.round.ref} ({self.language})"


class Approval(models.Model):
    """The expert has approved text, cover and dates; `digest` says of which, so that a later change undoes it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="approvals")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("approved by")
    )
    at = models.DateTimeField(_("approved"), default=clock.now)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.round.ref} {self.at:%Y-%m-%d %H:%M} UTC"


class Correction(models.Model):
    """A notice that mends an error in what was sent, to exactly those to whom it was sent."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="corrections")
    words = models.TextField(_("words"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("sent"), default=clock.now)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.round.ref} {self.at:%Y-%m-%d %H:%M} UTC"


class Heartbeat(models.Model):
    """One minute of the server: the clock ticked, and so many requests were answered, so many with an error."""

    minute = models.DateTimeField(unique=True)
    ticked = models.BooleanField(default=False)
    requests = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["minute"]

    def __str__(self):
        return f"{self.minute:%Y-%m-%d %H:%M} UTC"
