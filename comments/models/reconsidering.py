from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments import permissions
from comments.models.answers import Outcome, Response
from comments.models.comments import Comment
from comments.models.letters import Reaction
from stakeholders import clock
from stakeholders.records import Records


class ReconsiderationQuerySet(models.QuerySet):
    def open(self):
        """Those whose new answer is not published yet: the earlier one stands, and says that it is reconsidered."""
        return self.filter(published_at=None)

    def to_publish(self):
        return self.open().filter(decided_at__isnull=False)

    def published(self):
        return self.filter(published_at__isnull=False)

    def told_to(self, user):
        """Those whose information `user` is told: the party's own, and the drafters'."""
        if permissions.may_see_all_submissions(user):
            return self
        mine = [m.organisation_id for m in user.active_memberships] if user.is_authenticated else []
        return self.filter(response__comment__organisation__in=mine)

    def visible_to(self, user):
        """The drafters' while it is open; once its new answer is published, with the comment: it is the record."""
        if permissions.may_see_all_submissions(user):
            return self
        seen = Comment.objects.visible_to(user).values("pk")
        return self.published().filter(response__comment__in=seen)


class Reconsideration(models.Model):
    """A published answer taken up again on new information: the new answer until it is published, then the earlier one.

    The Response is always the answer that holds. `outcome` and `reason` are the new one while it is prepared; when it
    is published they go into the Response, and what the Response said until then is kept here with its dates.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="reconsiderations")
    information = models.TextField(_("new information"))
    reaction = models.ForeignKey(Reaction, null=True, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("taken up again"), default=clock.now)
    outcome = models.CharField(_("outcome"), max_length=30, choices=Outcome, blank=True)
    reason = models.TextField(_("reason (public)"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    published_at = models.DateTimeField(_("new answer published"), null=True)
    earlier_outcome = models.CharField(max_length=30, choices=Outcome, blank=True)
    earlier_reason = models.TextField(blank=True)
    earlier_published_at = models.DateTimeField(null=True)

    history = Records()
    objects = ReconsiderationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reconsideration")
        verbose_name_plural = _("reconsiderations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response"], condition=models.Q(published_at=None), name="one_open_reconsideration"
            )
        ]

    def __str__(self):
        return f"{self.response_id}: {self.opened_at:%Y-%m-%d}"

    @property
    def is_decided(self):
        return self.decided_at is not None
