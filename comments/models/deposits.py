from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.submissions import Submission
from stakeholders import clock


class DepositQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the submission that it became."""
        return self.filter(submission__in=Submission.objects.visible_to(user))


class Deposit(models.Model):
    """A submission that came on paper or by mail and was entered by the secretariat: the file as it was received."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        LETTER = "letter", _("letter")
        NOTE = "note", _("note verbale")
        PAPER = "paper", _("paper of a collective body")

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="deposit")
    channel = models.CharField(_("came by"), max_length=8, choices=Channel)
    reference = models.CharField(_("reference or symbol"), max_length=120)
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # The placement report in figures, as it was when the secretariat entered it.
    counts = models.JSONField(default=dict)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"), default=clock.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    correction = models.TextField(_("what the party corrects"), blank=True)

    objects = DepositQuerySet.as_manager()

    class Meta:
        verbose_name = _("deposit")
        verbose_name_plural = _("deposits")

    def __str__(self):
        return self.reference
