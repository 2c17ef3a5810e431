from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.drafts import Draft
from stakeholders import clock


class DraftShareQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(revoked_at=None)

    def with_parties_of(self, user):
        """What other parties show to the delegations of `user`, as long as it is not revoked and not set aside."""
        if not user.is_authenticated:
            return self.none()
        mine = [m.organisation_id for m in user.active_memberships]
        return self.in_force().filter(organisation__in=mine).exclude(draft__state=Draft.State.NOT_RETAINED)


class DraftShare(models.Model):
    """A draft that its party shows read-only to another party before submitting, until it revokes that."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(
        "stakeholders.Organisation",
        on_delete=models.PROTECT,
        related_name="drafts_shown",
        verbose_name=_("shown to"),
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DraftShareQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "organisation"], condition=Q(revoked_at=None), name="one_share_a_party"
            )
        ]

    def __str__(self):
        return f"{self.draft_id} → {self.organisation}"
