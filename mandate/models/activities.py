from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandate import permissions
from mandate.models.workplan import BACKWARDS
from stakeholders import clock
from stakeholders.models import RegionalGroup
from stakeholders.records import Records

# What is entered later than this was entered afterwards, and says so.
IN_GOOD_TIME = timedelta(days=60)


class Activity(models.Model):
    """Something that was done in the discharge of the mandate, on one day or several."""

    class Kind(models.TextChoices):
        CONSULTATION = "consultation", _("consultation")
        WORKSHOP = "workshop", _("expert workshop")
        ONLINE = "online", _("online discussion")
        VISIT = "visit", _("country visit")
        PANEL = "panel", _("panel")
        STATEMENT = "statement", _("statement")
        SUMMIT = "summit", _("summit or forum")

    mandate = models.ForeignKey(
        "mandate.Mandate", on_delete=models.PROTECT, related_name="activities", verbose_name=_("mandate")
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=300)
    begins = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    programme = models.TextField(_("programme"), blank=True)
    summary = models.TextField(_("summary"), blank=True, help_text=_("Read by everybody."))
    stage = models.ForeignKey(
        "mandate.Stage",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("stage"),
    )
    report = models.ForeignKey(
        "mandate.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("reported in"),
    )
    entered_at = models.DateTimeField(_("entered"), default=clock.now, editable=False)

    history = Records()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-begins", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")),
                name="activity_ends_after_it_begins",
                violation_error_message=BACKWARDS,
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("activity", args=[self.mandate.slug, self.slug])

    @property
    def entered_afterwards(self):
        """The day on which it was entered, where that was long after it took place, or None."""
        entered = self.entered_at.date()
        return entered if entered - self.ends > IN_GOOD_TIME else None


class SegmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public segments are everybody's; closed ones belong to the expert and the secretariat."""
        return self if permissions.may_see_closed(user) else self.filter(is_public=True)


class Segment(models.Model):
    """A part of a meeting with a rule of its own."""

    class Rule(models.TextChoices):
        ATTRIBUTED = "attributed", _("views are attributed")
        CATEGORY = "category", _("views are recorded by category")
        UNATTRIBUTED = "unattributed", _("views are attributed to nobody")

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="segments", verbose_name=_("activity")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("title"), max_length=200)
    is_public = models.BooleanField(_("public"), default=True)
    rule = models.CharField(_("rule"), max_length=12, choices=Rule, default=Rule.UNATTRIBUTED)
    summary = models.TextField(_("summary"), blank=True)

    history = Records()
    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["activity", "order", "pk"]

    def __str__(self):
        return self.title


class WorkingGroup(models.Model):
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="working_groups", verbose_name=_("activity")
    )
    theme = models.CharField(_("theme"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["activity", "pk"]

    def __str__(self):
        return self.theme


class Capacity(models.TextChoices):
    PARTICIPANT = "participant", _("participants")
    OBSERVER = "observer", _("observers")


class Attending(models.Model):
    """A body that took part. Persons are counted in Attendance, and named nowhere."""

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="attending", verbose_name=_("activity")
    )
    capacity = models.CharField(_("as"), max_length=12, choices=Capacity, default=Capacity.PARTICIPANT)
    organisation = models.ForeignKey(
        "stakeholders.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("party"),
    )
    name = models.CharField(_("or in words"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("body that took part")
        verbose_name_plural = _("bodies that took part")
        ordering = ["activity", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(organisation=None) & ~Q(name="")) | Q(organisation__isnull=False, name=""),
                name="a_party_or_words",
                violation_error_message=_("Choose a party, or write a name: one of the two."),
            )
        ]

    def __str__(self):
        return self.organisation.short_name if self.organisation else self.name


class Attendance(models.Model):
    """How many persons of one gender and one region took part in one capacity."""

    class Gender(models.TextChoices):
        WOMEN = "women", _("women")
        MEN = "men", _("men")
        OTHER = "other", _("other, or not stated")

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("activity")
    )
    capacity = models.CharField(_("as"), max_length=12, choices=Capacity, default=Capacity.PARTICIPANT)
    region = models.CharField(_("region"), max_length=20, choices=RegionalGroup)
    gender = models.CharField(_("gender"), max_length=6, choices=Gender)
    count = models.PositiveIntegerField(_("persons"))

    class Meta:
        verbose_name = _("count of persons")
        verbose_name_plural = _("counts of persons")
        ordering = ["activity", "capacity", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "capacity", "region", "gender"],
                name="one_count_a_cell",
                violation_error_message=_("These persons have been counted already."),
            )
        ]

    def __str__(self):
        return f"{self.get_region_display()}, {self.get_gender_display()}: {self.count}"
