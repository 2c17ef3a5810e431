from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.drafts import Draft
from stakeholders import clock


class OfDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Read where the draft is: in its own delegation, and nowhere else."""
        return self.filter(draft__in=Draft.objects.visible_to(user))


class Clearance(models.Model):
    """How a delegation clears its comments in one round: in how many steps, until when, paused or not."""

    class Steps(models.IntegerChoices):
        TWO = 2, _("two steps: prepare, submit")
        THREE = 3, _("three steps: prepare, verify, submit")

    recipient = models.OneToOneField(
        "circulation.Recipient", on_delete=models.PROTECT, related_name="clearance"
    )
    steps = models.PositiveSmallIntegerField(_("clearance"), choices=Steps, default=Steps.TWO)
    deadline = models.DateTimeField(_("internal deadline"), null=True, blank=True)
    paused_at = models.DateTimeField(null=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return f"{self.recipient}: {self.get_steps_display()}"

    @classmethod
    def of(cls, recipient):
        """How `recipient` clears; two steps and no deadline until it has chosen."""
        return cls.objects.filter(recipient=recipient).select_related("set_by").first() or cls(
            recipient=recipient
        )

    @property
    def is_three_step(self):
        return self.steps == self.Steps.THREE

    @property
    def is_paused(self):
        return self.paused_at is not None


class Step(models.Model):
    """One step of a draft on its way to submission: to what state, by whom, when."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("state"), max_length=14, choices=Draft.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    words = models.CharField(max_length=300, blank=True)

    objects = OfDraftQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.draft_id}: {self.state}"


class Remark(models.Model):
    """What a delegation says to itself about a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField(_("remark"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = OfDraftQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text[:60]
