from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandate import symbols
from stakeholders import clock
from stakeholders.records import Records


class Source(models.Model):
    """A document that the work rests on: known by its symbol, or by its title where it has none."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", _("resolution or decision")
        REPORT = "report", _("report")
        INSTRUMENT = "instrument", _("instrument")
        OUTCOME = "outcome", _("outcome of a summit or ministerial meeting")
        STUDY = "study", _("study or working paper")
        OTHER = "other", _("other document")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True, validators=[symbols.possible_symbol])
    title = models.CharField(_("title"), max_length=400)
    date = models.DateField(_("date"), null=True, blank=True)
    body = models.CharField(_("body"), max_length=200, blank=True, help_text=_("Who issued or adopted it."))
    language = models.CharField(_("language"), max_length=10, default="en")
    link = models.URLField(_("link"), max_length=500, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    entered_at = models.DateTimeField(_("entered"), default=clock.now, editable=False)

    history = Records()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["date", "symbol", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol"],
                condition=~models.Q(symbol=""),
                name="one_source_a_symbol",
                violation_error_message=_("A source with this symbol is registered already."),
            )
        ]

    def __str__(self):
        return self.symbol or self.title

    def get_absolute_url(self):
        return reverse("source", args=[self.slug])

    @property
    def full_name(self):
        return f"{self.symbol}, {self.title}" if self.symbol else self.title

    @property
    def doubt(self):
        """What is unusual about the symbol, as a sentence, or ""."""
        verdict, why = symbols.check(self.symbol) if self.symbol else (symbols.VALID, "")
        return why if verdict == symbols.SUSPICIOUS else ""


class Passage(models.Model):
    """An article or paragraph of a source that is cited as a legal basis."""

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="passages", verbose_name=_("source")
    )
    place = models.CharField(_("article or paragraph"), max_length=120)
    words = models.TextField(_("what it says, in our words"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["source", "pk"]
        constraints = [models.UniqueConstraint(fields=["source", "place"], name="one_row_a_passage")]

    def __str__(self):
        return f"{self.source}, {self.place}"
