import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments import permissions
from comments.models.anchored import Weight
from comments.models.comments import Comment
from stakeholders import clock
from stakeholders.records import Records


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A letter is read by the delegation it went to, and by those who draft."""
        if permissions.may_see_all_submissions(user):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=[m.organisation_id for m in user.active_memberships])


class Letter(models.Model):
    """The answer to one party: its comments of one round, what became of each, and until when it may react."""

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("circulation.Round", on_delete=models.PROTECT, related_name="letters")
    organisation = models.ForeignKey(
        "stakeholders.Organisation", on_delete=models.PROTECT, related_name="letters"
    )
    written_at = models.DateTimeField(_("written"), default=clock.now)
    react_until = models.DateTimeField(_("may react until"))

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["organisation__sort_key"]
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="one_letter_a_party")]

    def __str__(self):
        return f"{self.round.ref}: {self.organisation}"

    def get_absolute_url(self):
        return reverse("letter", args=[self.ref])


class ReactionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A reaction is its party's and the drafters'; once sustained it stands in the open record with the comment."""
        if permissions.may_see_all_submissions(user):
            return self
        mine = [m.organisation_id for m in user.active_memberships] if user.is_authenticated else []
        public = Reaction.SUSTAINED & Q(comment__in=Comment.objects.visible_to(user).values("pk"))
        return self.filter(public | Q(comment__organisation__in=mine))

    def sustained(self):
        return self.filter(Reaction.SUSTAINED, comment__withdrawn_at=None)


class Reaction(models.Model):
    """What a party says to the answer: it accepts it, or contests it in its own words. Silence has no row."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("accepted by the party")
        CONTESTED = "contested", _("contested by the party")

    # Contested, and weighty or declared so: annexed to the submission to the Council in the party's own words.
    SUSTAINED = Q(kind=Kind.CONTESTED) & (
        Q(is_declared=True) | Q(comment__weight__in=[Weight.CONCERN, Weight.OBJECTION])
    )

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="reaction")
    kind = models.CharField(_("reaction"), max_length=10, choices=Kind)
    words = models.TextField(_("in your own words"), blank=True)
    is_declared = models.BooleanField(_("to be annexed as a sustained concern"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    history = Records()
    objects = ReactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.comment}: {self.get_kind_display()}"

    @property
    def is_sustained(self):
        weighty = self.comment.weight in (Weight.CONCERN, Weight.OBJECTION)
        return self.kind == self.Kind.CONTESTED and (self.is_declared or weighty)
