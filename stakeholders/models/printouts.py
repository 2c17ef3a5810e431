"""A document that somebody asked the worker for: how far it is, and the file once it is made."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders import clock


class PrintoutQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A printout is its reader's own: what is in it is what that person may read."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class Printout(models.Model):
    """`what` names the document; `mark` tells what it was made of, so that it is offered again if nothing changed."""

    KEPT_OF_EACH = 20
    # A worker that has not said anything for so long is gone; another one goes on.
    PATIENCE = timedelta(minutes=2)

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the worker")
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("could not be made")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="printouts")
    what = models.JSONField()
    mark = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=120)
    content = models.BinaryField(null=True)
    asked_at = models.DateTimeField(default=clock.now)
    beat_at = models.DateTimeField(default=clock.now)

    objects = PrintoutQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "mark"], name="printouts_by_mark")]

    def __str__(self):
        return self.name

    @property
    def is_under_way(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_done(self):
        return self.state == self.State.DONE

    def is_left(self, now):
        """Whether the worker that took it has gone."""
        return self.state == self.State.RUNNING and now - self.beat_at > self.PATIENCE


class PrintoutPart(models.Model):
    """Rows of a document that is not finished, packed: up to the row of this number they need not be made again."""

    printout = models.ForeignKey(Printout, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    rows = models.BinaryField()

    class Meta:
        ordering = ["printout", "number"]
        constraints = [models.UniqueConstraint(fields=["printout", "number"], name="one_part_a_number")]

    def __str__(self):
        return f"{self.printout}: {self.number}"
