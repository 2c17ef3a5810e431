from django.db import models
from django.utils.translation import gettext_lazy as _

from mandate import permissions
from stakeholders.records import Records


class PromiseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who was promised confidentiality is itself confidential: the expert and the secretariat."""
        return self if permissions.may_see_closed(user) else self.none()

    def standing(self):
        return self.filter(lifted_on=None)


class Promise(models.Model):
    """Confidentiality that was promised to somebody, which the next holder inherits and keeps."""

    mandate = models.ForeignKey(
        "mandate.Mandate", on_delete=models.PROTECT, related_name="promises", verbose_name=_("mandate")
    )
    activity = models.ForeignKey(
        "mandate.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("given at"),
    )
    to_whom = models.CharField(_("to whom"), max_length=300)
    words = models.TextField(_("what was promised"))
    made_on = models.DateField(_("given on"))
    made_by = models.CharField(_("by, and in what office"), max_length=200)
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)

    history = Records()
    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("promise of confidentiality")
        verbose_name_plural = _("promises of confidentiality")
        ordering = ["made_on", "pk"]

    def __str__(self):
        return self.to_whom
