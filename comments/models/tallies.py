from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """How many comments stand at one paragraph, by round and regional group.

    Kept as comments come and go, so that a page of the text costs the same at ten comments and at 60,000:
    its rows grow with the text, not with the comments. `standing` counts all, `public` those not withheld.
    """

    round = models.ForeignKey("circulation.Round", on_delete=models.PROTECT, related_name="tallies")
    entry = models.ForeignKey("drafting.VersionEntry", on_delete=models.PROTECT, related_name="tallies")
    paragraph = models.CharField(max_length=40, blank=True)
    group = models.CharField(max_length=20)
    standing = models.IntegerField(default=0)
    public = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [
            models.UniqueConstraint(fields=["entry", "paragraph", "round", "group"], name="one_tally_a_place")
        ]

    def __str__(self):
        return f"{self.entry_id} {self.paragraph}: {self.standing}"
