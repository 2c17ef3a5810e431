from django.db import models

from drafting.models.versions import HistoricalWording, Version


class Aside(models.Model):
    """A record of the text as circulated, corrected by a Corr. after the working text had moved on.

    The history of the working text goes on from `base` as if it were not there; `after` is the record in which the
    working text took over those of the corrected words that still stood in it. `left` are the others.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="asides")
    record = models.OneToOneField(HistoricalWording, on_delete=models.PROTECT, related_name="aside")
    base = models.ForeignKey(HistoricalWording, on_delete=models.PROTECT, related_name="+")
    after = models.OneToOneField(HistoricalWording, on_delete=models.PROTECT, related_name="beside")
    left = models.JSONField(default=list)  # [[words as they stood, words as they should read]]

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.version} {self.record.provision_id}"
