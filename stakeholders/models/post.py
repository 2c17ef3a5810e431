import uuid
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stakeholders import clock


class NoticeQuerySet(models.QuerySet):
    def waiting(self):
        """Those that may be sent: written, and not being sent. What was begun and not finished is never among them."""
        return self.filter(sent_at=None, given_up_at=None, claimed_at=None)

    def sending(self):
        return self.filter(sent_at=None, given_up_at=None, claimed_at__isnull=False)

    def uncertain(self, now):
        """Begun so long ago that whoever sent it was killed: it may have arrived, and is never sent again by itself."""
        return self.sending().filter(claimed_at__lte=now - Notice.CLAIM)


class Notice(models.Model):
    """One message to one address, written in the transaction that caused it and kept as it was sent.

    Its key says what it is about (`round-3-opened-AR-jo@…`), so that no act sends the same thing twice.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("sending")
        UNCERTAIN = "uncertain", _("uncertain: it may have arrived")
        GIVEN_UP = "given_up", _("given up")
        SENT = "sent", _("sent")
        BOUNCED = "bounced", _("bounced")
        OPENED = "opened", _("opened by its link")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")

    TRIES = 10
    # A conversation with the mail server ends long before; what takes longer was left behind by a killed worker.
    CLAIM = timedelta(minutes=10)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    to = models.EmailField(_("to"))
    organisation = models.ForeignKey(
        "stakeholders.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    invitation = models.ForeignKey(
        "stakeholders.Invitation", null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    subject = models.CharField(_("subject"), max_length=250)
    body = models.TextField(_("body"))
    html = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(_("written"), default=clock.now)
    claimed_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True)
    bounced_at = models.DateTimeField(_("bounced"), null=True, editable=False)
    bounce = models.CharField(_("why it bounced"), max_length=300, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened"), null=True, editable=False)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, editable=False)
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

    @property
    def message_id(self):
        """The same at every try, so that a mail system that gets it twice can tell."""
        return f"<{self.ref}@{urlsplit(settings.BASE_URL).hostname}>"

    @property
    def state(self):
        """How far it has come, the furthest that is known."""
        reached = (
            (self.acknowledged_at, self.State.ACKNOWLEDGED),
            (self.opened_at, self.State.OPENED),
            (self.bounced_at, self.State.BOUNCED),
            (self.sent_at, self.State.SENT),
            (self.given_up_at, self.State.GIVEN_UP),
            (self.is_uncertain, self.State.UNCERTAIN),
            (self.claimed_at, self.State.SENDING),
        )
        return next((state for fact, state in reached if fact), self.State.QUEUED)

    @property
    def is_uncertain(self):
        begun = self.sent_at is None and self.given_up_at is None and self.claimed_at
        return bool(begun and self.claimed_at <= timezone.now() - self.CLAIM)
