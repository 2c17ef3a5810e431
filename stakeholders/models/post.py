from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders import clock


class NoticeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, given_up_at=None)


class Notice(models.Model):
    """One message to one address, written in the transaction that caused it and kept as it was sent.

    Its key says what it is about (`round-3-opened-AR-jo@…`), so that no act sends the same thing twice.
    """

    TRIES = 10
    # For so long a message counts as being sent by whoever took it up.
    CLAIM = timedelta(minutes=10)

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    to = models.EmailField(_("to"))
    organisation = models.ForeignKey(
        "stakeholders.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    subject = models.CharField(_("subject"), max_length=250)
    body = models.TextField(_("body"))
    created_at = models.DateTimeField(_("written"), default=clock.now)
    claimed_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["sent_at", "given_up_at"], name="notices_waiting")]

    def __str__(self):
        return f"{self.subject} → {self.to}"
