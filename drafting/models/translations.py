from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from drafting.models.versions import HistoricalWording, Version
from stakeholders import clock


class Translation(models.Model):
    """A frozen version in another language. Its words are entries of the version, brought after it was frozen."""

    class Standing(models.TextChoices):
        OFFICIAL = "official", _("official translation")
        COURTESY = "courtesy", _("courtesy translation")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(_("language"), max_length=10)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing)
    # Over the entries in this language alone; the version's own hash stands as it was.
    sha256 = models.CharField("SHA-256", max_length=64)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(_("brought"), default=clock.now)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["version", "language"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="one_translation_a_language")
        ]

    def __str__(self):
        return f"{self.version}: {self.language}"


class Rendering(models.Model):
    """Which words of the original a record in another language renders. What changed since is translation debt."""

    record = models.ForeignKey(HistoricalWording, on_delete=models.PROTECT, related_name="renders")
    source = models.ForeignKey(HistoricalWording, on_delete=models.PROTECT, related_name="renderings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "source"], name="one_rendering_a_source")]

    def __str__(self):
        return f"{self.source_id} → {self.record_id}"
