from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stakeholders.records import Records

BACKWARDS = _("It ends before it begins.")


class Mandate(models.Model):
    """What the Council created, and what its texts and questionnaires belong to."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    holder_title = models.CharField(_("title of the holder"), max_length=200, default="Independent Expert")

    history = Records()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("mandate", args=[self.slug])


class Resolution(models.Model):
    """A resolution that made the mandate, kept it going, or asked something of its holder."""

    class Act(models.TextChoices):
        CREATED = "created", _("created the mandate")
        RENEWED = "renewed", _("renewed the mandate")
        ASKED = "asked", _("made requests")

    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, related_name="resolutions", verbose_name=_("mandate")
    )
    source = models.ForeignKey(
        "mandate.Source", on_delete=models.PROTECT, related_name="resolutions", verbose_name=_("document")
    )
    act = models.CharField(_("what it did"), max_length=8, choices=Act)

    history = Records()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["source__date", "pk"]
        constraints = [models.UniqueConstraint(fields=["mandate", "source"], name="one_row_a_resolution")]

    def __str__(self):
        return str(self.source)


class TermQuerySet(models.QuerySet):
    def running_on(self, day):
        """Those that `day` falls into: begun, and not ended before it."""
        return self.filter(begins__lte=day).filter(
            Q(ended_on__gte=day) | Q(ended_on=None, until__gte=day) | Q(ended_on=None, until=None)
        )

    def to_close(self, day):
        """Those whose last day is over, while the person still has the rights of the office."""
        return self.filter(closed_at=None).filter(Q(ended_on__lt=day) | Q(ended_on=None, until__lt=day))


class Term(models.Model):
    """One person's time as holder. The name and title are those of that time, whatever the account says later."""

    class End(models.TextChoices):
        COMPLETED = "completed", _("completed")
        RESIGNED = "resigned", _("resigned")
        DIED = "died", _("died in office")
        OTHER = "other", _("ended otherwise")

    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, related_name="terms", verbose_name=_("mandate")
    )
    holder = models.CharField(_("name of the holder"), max_length=200)
    title = models.CharField(_("title"), max_length=200, default="Independent Expert")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="terms",
        verbose_name=_("account"),
        help_text=_("Whose rights close with the term. Empty for a holder of earlier years."),
    )
    begins = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end = models.CharField(_("how it ended"), max_length=10, choices=End, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    history = Records()
    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("begins")),
                name="term_ends_after_it_begins",
                violation_error_message=BACKWARDS,
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begins")),
                name="term_ended_after_it_began",
                violation_error_message=BACKWARDS,
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end="") | (Q(ended_on__isnull=False) & ~Q(end="")),
                name="term_ended_somehow",
                violation_error_message=_("The day on which a term ended, and how, belong together."),
            ),
        ]

    def __str__(self):
        return f"{self.holder}, {self.title}"

    @property
    def last_day(self):
        """The last day on which this person held the mandate, as far as it is known; None is open."""
        return self.ended_on or self.until

    @property
    def ended_early(self):
        return bool(self.ended_on and self.until and self.ended_on < self.until)

    def covers(self, day):
        return self.begins <= day and (self.last_day is None or day <= self.last_day)


class Stage(models.Model):
    """One stage of the workplan."""

    class State(models.TextChoices):
        AHEAD = "ahead", _("ahead")
        NOW = "now", _("under way")
        DONE = "done", _("done")

    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, related_name="stages", verbose_name=_("mandate")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.AHEAD)
    summary = models.TextField(_("what it is for"), blank=True)
    deliverables = models.TextField(_("deliverables"), blank=True, help_text=_("One a line."))

    history = Records()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["mandate", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "number"],
                name="one_stage_a_number",
                violation_error_message=_("There is a stage of that number already."),
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("begins")),
                name="stage_ends_after_it_begins",
                violation_error_message=BACKWARDS,
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    @property
    def delivered(self):
        """The deliverables, one a line."""
        return [line.strip() for line in self.deliverables.splitlines() if line.strip()]
