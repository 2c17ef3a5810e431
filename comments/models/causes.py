from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments import permissions
from stakeholders import clock


class CauseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if permissions.may_see_all_submissions(user) else self.none()


class Cause(models.Model):
    """Why a comment asks what it asks, as the drafters see it. Theirs alone: it is no word of the party's."""

    class Code(models.TextChoices):
        OBLIGATION = "new_obligation", _("new obligation")
        LEGAL = "legal_implications", _("legal implications")
        FINANCIAL = "financial_implications", _("financial implications")
        AGREED = "agreed_language", _("agreed language")
        SOVEREIGNTY = "sovereignty", _("sovereignty")
        SCOPE = "scope", _("scope and holders of rights")
        DEFINITION = "definition", _("definitions")
        MONITORING = "monitoring", _("monitoring and reporting")
        CLARITY = "clarity", _("clarity")

    comment = models.ForeignKey("comments.Comment", on_delete=models.PROTECT, related_name="causes")
    code = models.CharField(_("cause"), max_length=24, choices=Code)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = CauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["comment", "code"], name="one_cause_a_code")]

    def __str__(self):
        return str(self.get_code_display())
