import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from stakeholders import clock


class Upload(models.Model):
    """A file as it was brought, with the text read out of it, while the drafter corrects what was understood."""

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=255)
    title = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, blank=True)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    # [kind, follows, heading, text, uid] of each unit, as understood and then corrected; uid "" where there is none.
    units = models.JSONField(default=list)
    # {"notes": [[template, params]], "unplaced": [[line, text, template, params]], "footnotes": [text]}.
    report = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    # What it became: the declaration it was imported into.
    declaration = models.ForeignKey(
        "drafting.Declaration", null=True, on_delete=models.PROTECT, related_name="uploads"
    )
    # What it was brought for: the next version of a text, or a version in another language; neither: a new text.
    next_of = models.ForeignKey("drafting.Declaration", null=True, on_delete=models.PROTECT, related_name="+")
    translation_of = models.ForeignKey(
        "drafting.Version", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_official = models.BooleanField(default=False)
    # What the drafter said of uncertain units: {place in `units`: uid it continues, or "" for new}.
    decided = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(next_of=None) | Q(translation_of=None), name="brought_for_one_thing"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def notes(self):
        """What was noticed while reading, as sentences in the reader's language."""
        return [_(template) % params for template, params in self.report.get("notes", [])]

    @property
    def unplaced(self):
        """The lines that could not be placed, each with the reason."""
        return [
            {"line": line, "text": text, "why": _(template) % params}
            for line, text, template, params in self.report.get("unplaced", [])
        ]

    @property
    def footnotes(self):
        return self.report.get("footnotes", [])
