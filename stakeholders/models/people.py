import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from stakeholders import clock
from stakeholders.models.organisations import Role


class Office(models.TextChoices):
    NONE = "", _("none")
    EXPERT = "expert", _("Independent Expert")
    SECRETARIAT = "secretariat", _("Secretariat")
    ADMINISTRATOR = "administrator", _("Administrator")


class People(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, office=Office.ADMINISTRATOR, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. People are deactivated, never deleted; what they did keeps their name."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    office = models.CharField(_("office"), max_length=20, choices=Office, blank=True, default=Office.NONE)
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Zurich")
    is_active = models.BooleanField(_("active"), default=True)
    sessions_ended_at = models.DateTimeField(_("sessions ended"), null=True, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=clock.now)

    objects = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self):
        return self.name or self.email

    def get_session_auth_hash(self):
        """What every session must match: another password, or an act that ended the sessions, makes it another."""
        ended = self.sessions_ended_at.isoformat() if self.sessions_ended_at else ""
        return super().get_session_auth_hash() + ended

    def settle(self, *, language, time_zone):
        """Say in which language to be written to, and whose time to be shown beside Geneva's."""
        self.language, self.time_zone = language, time_zone
        self.save(update_fields=["language", "time_zone"])

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @property
    def is_staff(self):
        """May enter Django admin: administrators, and the secretariat to look."""
        return self.is_administrator or self.holds(Office.SECRETARIAT)

    @property
    def is_expert(self):
        return self.holds(Office.EXPERT)

    @property
    def is_drafter(self):
        """The expert and the secretariat: those who see the working text and every submission."""
        return self.holds(Office.EXPERT, Office.SECRETARIAT)

    @property
    def is_administrator(self):
        """Runs circulation in admin. A superuser has this and no more."""
        return self.is_active and (self.office == Office.ADMINISTRATOR or self.is_superuser)

    def holds(self, *offices):
        return self.is_active and self.office in offices

    @cached_property
    def active_memberships(self):
        """What this person may act for, with the organisations, in one query a request."""
        return list(self.memberships.filter(is_active=True).select_related("organisation"))

    @property
    def admitted_memberships(self):
        """Those of parties that take part: whoever came by an open call and waits reads what the public reads."""
        return [m for m in self.active_memberships if m.organisation.is_admitted]

    def membership_of(self, organisation):
        """This person's active membership of `organisation`, or None."""
        return next((m for m in self.active_memberships if m.organisation_id == organisation.pk), None)

    @property
    def standing(self):
        """What stands beside the name at the top of a page: the office, or the delegation and role."""
        if self.office:
            return self.get_office_display()
        return " · ".join(
            f"{m.organisation.short_name}, {m.get_role_display()}" for m in self.active_memberships
        )


class Invitation(models.Model):
    """A single-use link to one address. Only the hash of its token, and of the code mailed after it, is kept."""

    LIFETIME = timedelta(days=7)
    CODE_LIFETIME = timedelta(minutes=15)
    TRIES = 5

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "stakeholders.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    office = models.CharField(_("office"), max_length=20, choices=Office, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_sent_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    invited_by = models.ForeignKey(
        User,
        null=True,
        on_delete=models.PROTECT,
        related_name="invitations_sent",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField(_("invited"), default=clock.now)
    expires_at = models.DateTimeField(_("expires"))
    spent_at = models.DateTimeField(_("link used"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="invitations_accepted", editable=False
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]

    def __str__(self):
        return f"{self.email} ({self.organisation or self.get_office_display()})"

    @staticmethod
    def new_token():
        return secrets.token_urlsafe(24)

    @staticmethod
    def hash(secret):
        return sha256(secret.encode()).hexdigest()

    @staticmethod
    def address(token):
        return reverse("invitation", args=[token])

    def is_open(self, now):
        """The link has not been spent and has not expired."""
        return self.spent_at is None and now < self.expires_at

    @property
    def is_renewable(self):
        """Whoever holds the link may ask for a fresh one, to the same address."""
        return self.accepted_at is None and self.withdrawn_at is None

    def takes_code(self, now):
        """A code was mailed, it has not expired, and there are tries left."""
        sent = self.code_sent_at
        return bool(
            sent and self.accepted_at is None and now < sent + self.CODE_LIFETIME and self.tries < self.TRIES
        )
