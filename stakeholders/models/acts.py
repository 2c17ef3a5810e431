from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders import clock


class OfficeAct(models.Model):
    """One act of somebody who holds an office: who, when, where, and why if the act asked. It is never changed."""

    at = models.DateTimeField(_("when"), default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="office_acts",
        verbose_name=_("who"),
        help_text=_("Empty: somebody at the command line of the server."),
    )
    office = models.CharField(_("office"), max_length=20)
    act = models.CharField(_("act"), max_length=120)
    path = models.CharField(_("address"), max_length=300)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("act of office")
        verbose_name_plural = _("acts of office")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} UTC {self.act}"
