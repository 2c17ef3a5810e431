from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from circulation.models.rounds import Round
from stakeholders import clock
from stakeholders.models import Standing, in_protocol


class RecipientQuerySet(models.QuerySet):
    def answered(self):
        return self.filter(state__in=Recipient.ANSWERED)

    def silent(self):
        return self.exclude(state__in=Recipient.ANSWERED)

    def awaited(self):
        """Those that may answer and have not: who is pending cannot, and who was declined will not."""
        return self.silent().exclude(organisation__standing__in=(Standing.PENDING, Standing.DECLINED))

    def of(self, user):
        """The recipients that `user` acts for."""
        return self.filter(organisation__in=[m.organisation_id for m in user.active_memberships])

    def for_list(self):
        return self.select_related("organisation", "round").order_by(*in_protocol("organisation__"))


class Recipient(models.Model):
    """A party to which a round went out, and how far it has come."""

    class State(models.TextChoices):
        LISTED = "listed", _("listed")
        INVITED = "invited", _("invited")
        DELIVERED = "delivered", _("delivered")
        BOUNCED = "bounced", _("bounced")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        AT_WORK = "at_work", _("in progress")
        SUBMITTED = "submitted", _("submitted")
        NIL = "nil", _("nil return")
        DECLINED = "declined", _("declined")
        NO_REPLY = "no_reply", _("no reply at close")

    ANSWERED = (State.SUBMITTED, State.NIL, State.DECLINED)

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="recipients", verbose_name=_("round")
    )
    organisation = models.ForeignKey(
        "stakeholders.Organisation",
        on_delete=models.PROTECT,
        related_name="received",
        verbose_name=_("party"),
    )
    state = models.CharField(_("state"), max_length=14, choices=State, default=State.LISTED)
    added_at = models.DateTimeField(_("added"), default=clock.now)
    invited_at = models.DateTimeField(_("invited"), null=True, editable=False)
    closes_at = models.DateTimeField(_("own closing time"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["organisation__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="one_recipient_a_party")
        ]

    def __str__(self):
        return f"{self.organisation} ({self.round.ref})"

    @property
    def has_answered(self):
        return self.state in self.ANSWERED

    @property
    def shown_state(self):
        """How far it has come, in words. Being at work is a position: only of a party that agreed to show it."""
        if self.state == self.State.AT_WORK and not self.organisation.shows_progress:
            return self.State.ACKNOWLEDGED.label
        return self.get_state_display()

    @property
    def closing(self):
        return self.round.closing_for(self)

    # How far a recipient has come never goes back by itself: a late bounce does not undo a submission.
    _ORDER = (State.LISTED, State.INVITED, State.BOUNCED, State.DELIVERED, State.ACKNOWLEDGED, State.AT_WORK)

    def reach(self, state):
        """Move on to `state`, unless the recipient is there or further already."""
        if self.state not in self._ORDER or self._ORDER.index(state) <= self._ORDER.index(self.state):
            return
        self.state = state
        self.save(update_fields=["state"])

    def bounce(self):
        """Every letter came back: the party was not reached after all, unless it has shown that it was."""
        if self.state in (self.State.INVITED, self.State.DELIVERED):
            self.state = self.State.BOUNCED
            self.save(update_fields=["state"])

    def answer(self, state, now):
        """Record that the party has submitted, sent a nil return or declined, at `now`."""
        self.state = state
        self.answered_at = now
        self.save(update_fields=["state", "answered_at"])


class Extension(models.Model):
    """More time, for all or for one party, with its reason and authority: a row, disclosed to all."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="extensions")
    recipient = models.ForeignKey(
        Recipient, null=True, blank=True, on_delete=models.PROTECT, related_name="extensions"
    )
    before = models.DateTimeField(_("closed before"))
    closes_at = models.DateTimeField(_("closes now"))
    reason = models.TextField(_("reason"))
    authority = models.CharField(_("authority"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("decided"), default=clock.now)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.round.ref} → {self.closes_at:%Y-%m-%d %H:%M} UTC"
