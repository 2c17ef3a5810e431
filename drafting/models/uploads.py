import uuid

from django.conf import settings
from django.db import models

from stakeholders import clock


class Upload(models.Model):
    """A file as it was brought, with the text read out of it, while the drafter corrects what was understood."""

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=255)
    title = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, blank=True)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    # [kind, follows, heading, text] of each unit, as understood and then corrected.
    units = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    declaration = models.ForeignKey(
        "drafting.Declaration", null=True, on_delete=models.PROTECT, related_name="uploads"
    )

    def __str__(self):
        return self.name
