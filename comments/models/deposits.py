from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments import permissions
from comments.models.intakes import Brought
from comments.models.submissions import Submission
from stakeholders.models import Category, Office

# Bodies of several experts that speak by a paper with a symbol.
COLLECTIVE = (Category.ADVISORY_COMMITTEE, Category.TREATY_BODY, Category.SPECIAL_PROCEDURES)


class DepositQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Once entered, with the submission that it became; before, on the side that brought it and nowhere else."""
        if not user.is_authenticated:
            return self.none()
        entered = Q(submission__in=Submission.objects.visible_to(user))
        by_office = Q(brought_by__office__in=(Office.EXPERT, Office.SECRETARIAT))
        if permissions.may_see_all_submissions(user):
            return self.filter(entered | Q(by_office, submission=None))
        mine = Q(recipient__organisation__in=[m.organisation_id for m in user.active_memberships])
        return self.filter(entered | Q(mine, ~by_office, submission=None))


class Deposit(Brought):
    """What came on paper or by mail, or as a paper of a collective body: the file as it was received, its passages
    placed by hand or by its rows, and the submission that it became once it was entered."""

    PAGE = "deposit_report"

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        LETTER = "letter", _("letter")
        NOTE = "note", _("note verbale")
        PAPER = "paper", _("paper of a collective body")

    # None: its rows are still being placed.
    submission = models.OneToOneField(Submission, null=True, on_delete=models.PROTECT, related_name="deposit")
    channel = models.CharField(_("came by"), max_length=8, choices=Channel)
    reference = models.CharField(_("reference or symbol"), max_length=120)
    received_at = models.DateTimeField(_("received"))
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    correction = models.TextField(_("what the party corrects"), blank=True)

    set_aside_reason = models.TextField(_("why it was set aside"), blank=True)
    set_aside_at = models.DateTimeField(_("set aside"), null=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DepositQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("deposit")
        verbose_name_plural = _("deposits")

    def __str__(self):
        return self.reference

    @property
    def is_paper(self):
        return self.channel == self.Channel.PAPER

    @property
    def is_own(self):
        """Brought by the body itself: nobody has to confirm it."""
        return self.brought_by.office not in (Office.EXPERT, Office.SECRETARIAT)

    @property
    def unsent(self):
        """Rows that are not part of a submission yet."""
        return [row for row in self.rows if not row.get("draft")]
