from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from circulation.models import Round
from comments import permissions
from stakeholders import clock
from stakeholders.records import Records


class ObservationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who draft see what is being written; everybody does once the replies are published."""
        if permissions.may_see_all_submissions(user):
            return self
        return self.filter(round__state__in=Round.PUBLISHED, round__publication=Round.Publication.ANSWERED)


class Observation(models.Model):
    """What the mandate holder observes on the replies to one question of a questionnaire."""

    round = models.ForeignKey("circulation.Round", on_delete=models.PROTECT, related_name="observations")
    question = models.ForeignKey("mandate.Question", on_delete=models.PROTECT, related_name="observations")
    text = models.TextField(_("observations"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    history = Records()
    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["round", "question__letter"]
        constraints = [
            models.UniqueConstraint(fields=["round", "question"], name="one_observation_a_question")
        ]

    def __str__(self):
        return f"{self.round.ref} {self.question}"
