from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.records import Records


class Request(models.Model):
    """One thing that a resolution asks of the holder."""

    resolution = models.ForeignKey(
        "mandate.Resolution", on_delete=models.PROTECT, related_name="requests", verbose_name=_("resolution")
    )
    letter = models.CharField(_("paragraph"), max_length=40)
    text = models.TextField(_("what is asked, in our words"))

    history = Records()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["resolution", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "letter"],
                name="one_request_a_paragraph",
                violation_error_message=_("That paragraph of the resolution has its row already."),
            )
        ]

    def __str__(self):
        return f"{self.resolution}, {self.letter}"


class RequestAnswer(models.Model):
    """An activity or a report that answers a request. Texts that answer one are tied to it in drafting."""

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="answers", verbose_name=_("request")
    )
    activity = models.ForeignKey(
        "mandate.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("activity"),
    )
    source = models.ForeignKey(
        "mandate.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("report or other document"),
    )
    words = models.TextField(_("how"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("answer to a request")
        verbose_name_plural = _("answers to requests")
        ordering = ["request", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity=None, source__isnull=False) | Q(activity__isnull=False, source=None),
                name="an_activity_or_a_document",
                violation_error_message=_("Choose an activity or a document: one of the two."),
            )
        ]

    def __str__(self):
        return f"{self.request}: {self.what}"

    @property
    def what(self):
        return self.activity or self.source
