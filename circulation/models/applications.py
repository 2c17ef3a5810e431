"""What somebody writes who answers an open call: kept as typed, a party once the address is confirmed."""

import secrets
import uuid
from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from circulation.models.rounds import Round
from stakeholders import clock
from stakeholders.models import Category, Ecosoc, Organisation


class Application(models.Model):
    """A request to take part in a round that is an open call. Only the hash of its link's token is kept."""

    LIFETIME = timedelta(days=7)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="applications", verbose_name=_("round")
    )
    name = models.CharField(_("name of the organization"), max_length=290)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    category = models.CharField(_("category"), max_length=30, choices=Category)
    country = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("country of its seat"),
    )
    ecosoc = models.CharField(_("ECOSOC status"), max_length=10, choices=Ecosoc, default=Ecosoc.NONE)
    person = models.CharField(_("your name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=10, default="en")
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(editable=False)
    spent_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("party"),
    )

    class Meta:
        verbose_name = _("request to take part")
        verbose_name_plural = _("requests to take part")
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return f"{self.name} ({self.round.ref})"

    @staticmethod
    def new_token():
        return secrets.token_urlsafe(24)

    @staticmethod
    def address(token):
        return reverse("participation_confirmation", args=[token])

    def is_live(self, now):
        """Its link has not been used and has not expired, and the round still takes requests."""
        return self.spent_at is None and now < self.expires_at and self.round.takes_applications(now)
