from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stakeholders.records import Records


class GoodPractice(models.Model):
    """What was done somewhere in solidarity, by whom, and where one can read of it."""

    mandate = models.ForeignKey(
        "mandate.Mandate", on_delete=models.PROTECT, related_name="practices", verbose_name=_("mandate")
    )
    title = models.CharField(_("title"), max_length=300)
    place = models.CharField(_("place"), max_length=200)
    actors = models.CharField(_("actors"), max_length=300)
    summary = models.TextField(_("what was done"))
    source = models.ForeignKey(
        "mandate.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="practices",
        verbose_name=_("source"),
    )
    activity = models.ForeignKey(
        "mandate.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="practices",
        verbose_name=_("learnt of at"),
    )

    history = Records()

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        ordering = ["mandate", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('practices', args=[self.mandate.slug])}#practice-{self.pk}"


class Consideration(models.Model):
    """What the holder concluded in the second stage, or took as given in the third."""

    class Kind(models.TextChoices):
        CONSIDERATION = "consideration", _("consideration")
        ASSUMPTION = "assumption", _("assumption")

    mandate = models.ForeignKey(
        "mandate.Mandate", on_delete=models.PROTECT, related_name="considerations", verbose_name=_("mandate")
    )
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    letter = models.CharField(_("letter"), max_length=4)
    text = models.TextField(_("in our words"))
    source = models.ForeignKey(
        "mandate.Source", on_delete=models.PROTECT, related_name="considerations", verbose_name=_("source")
    )
    paragraph = models.CharField(_("paragraph cited"), max_length=40)
    activities = models.ManyToManyField(
        "mandate.Activity", blank=True, related_name="considerations", verbose_name=_("drawn from")
    )

    history = Records(m2m_fields=[activities])

    class Meta:
        verbose_name = _("consideration or assumption")
        verbose_name_plural = _("considerations and assumptions")
        ordering = ["mandate", "-kind", "letter"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "kind", "letter"],
                name="one_consideration_a_letter",
                violation_error_message=_("There is one of that letter already."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.letter})"

    def get_absolute_url(self):
        return f"{reverse('considerations', args=[self.mandate.slug])}#{self.anchor}"

    @property
    def anchor(self):
        return f"{self.kind}-{self.letter}"
