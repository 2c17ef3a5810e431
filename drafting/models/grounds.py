from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from drafting.models.versions import HistoricalWording
from stakeholders import clock


class Ground(models.Model):
    """What a record rests on, where that is not the drafter's own reason given at saving or a comment."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("a meeting")
        INITIATIVE = "initiative", _("own initiative")
        # Came in with a file that said nothing of why: to be tied before the text is issued.
        BROUGHT = "brought", _("brought with a file")

    record = models.OneToOneField(HistoricalWording, on_delete=models.PROTECT, related_name="ground")
    kind = models.CharField(_("where it comes from"), max_length=12, choices=Kind)
    note = models.TextField(_("which meeting, or why"), blank=True)
    activity = models.ForeignKey(
        "mandate.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="grounds",
        verbose_name=_("the meeting that decided it"),
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("ground of a change")
        verbose_name_plural = _("grounds of changes")

    def __str__(self):
        said = ", ".join(filter(None, (str(self.activity or ""), self.note)))
        return f"{self.get_kind_display()}: {said}" if said else str(self.get_kind_display())


class Override(models.Model):
    """A gate that was passed with something missing: who, why, and what was missing. It is printed."""

    class Gate(models.TextChoices):
        TEXT = "text", _("before the text was issued")
        ANSWERS = "answers", _("before the answers were published")

    declaration = models.ForeignKey(
        "drafting.Declaration", on_delete=models.PROTECT, related_name="overrides"
    )
    gate = models.CharField(max_length=8, choices=Gate)
    number = models.PositiveIntegerField()  # of the version, or of the round
    reason = models.TextField(_("reason"))
    missing = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_gate_display()}: {self.reason}"
