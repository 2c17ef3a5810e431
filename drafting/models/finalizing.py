from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from drafting.models.declarations import Declaration
from drafting.models.versions import Version
from stakeholders import clock


class FinalizationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(reopened_at=None)


class Finalization(models.Model):
    """The text is being made final: dated, public, and no further round opens unless it is reopened with a reason."""

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="finalizations")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="finalizations")
    begun_at = models.DateTimeField(_("begun"), default=clock.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(_("reopened"), null=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("reason for reopening"), blank=True)
    submitted_at = models.DateTimeField(_("submitted to the Council"), null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The sealed package: final text, report, sustained concerns, chain, manifest; and its hash.
    package = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = FinalizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("finalization")
        verbose_name_plural = _("finalizations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration"],
                condition=models.Q(reopened_at=None),
                name="one_standing_finalization",
            )
        ]

    def __str__(self):
        return f"{self.declaration}: {self.version}"

    @property
    def is_submitted(self):
        return self.submitted_at is not None
