"""What keeps people's work when a form is sent twice, or sent without a session."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models

from stakeholders import clock


class SentForm(models.Model):
    """A form that was accepted: its key, what was in it, and where its answer stands."""

    key = models.UUIDField(unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=500)
    sent_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return str(self.key)


class KeptForm(models.Model):
    """A form that met the sign-in page: kept for the person who filled it in, and for nobody else."""

    LIFETIME = timedelta(days=14)

    ref = models.UUIDField(unique=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=500)
    fields = models.JSONField()
    kept_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return f"{self.path} ({self.kept_at:%Y-%m-%d %H:%M})"
