from django.db import models
from django.utils.translation import gettext_lazy as _

from mandate.models.workplan import Mandate
from stakeholders.records import Records


class Theme(models.Model):
    """One heading of the list by which the secretariat orders the views expressed; applied by hand, never inferred."""

    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, related_name="themes", verbose_name=_("mandate")
    )
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    history = Records()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["mandate", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "name"],
                name="one_theme_a_name",
                violation_error_message=_("There is a theme of that name already."),
            )
        ]

    def __str__(self):
        return self.name
