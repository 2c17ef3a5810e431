from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments import permissions
from comments.models.comments import Comment
from drafting.models import HistoricalWording, Version, VersionEntry
from stakeholders import clock
from stakeholders.records import Records


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    MODIFIED = "accepted_with_modification", _("accepted with modification")
    PARTLY = "partly_accepted", _("partly accepted")
    NOTED = "noted", _("noted")
    ELSEWHERE = "taken_into_account_elsewhere", _("taken into account elsewhere")
    NOT_ACCEPTED = "not_accepted", _("not accepted")
    OUT_OF_SCOPE = "out_of_scope", _("out of scope")
    DEFERRED = "deferred", _("deferred")
    DUPLICATE = "duplicate", _("duplicate")
    WITHDRAWN = "withdrawn", _("withdrawn")


# "Accepted" without words in the text is an error the drafter must see before publishing.
CLAIMS_WORDS = (Outcome.ACCEPTED, Outcome.MODIFIED, Outcome.PARTLY)


class ResponseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A response is seen with its comment, once published; before that by those who draft."""
        if permissions.may_see_all_submissions(user):
            return self
        return self.filter(comment__in=Comment.objects.visible_to(user), published_at__isnull=False)

    def to_publish(self):
        return self.filter(decided_at__isnull=False, published_at=None)

    def for_reader(self, user):
        """Those `user` may see, each knowing since when it is being reconsidered, if it is."""
        open_again = apps.get_model("comments.Reconsideration").objects.open()
        since = open_again.filter(response=models.OuterRef("pk")).values("opened_at")[:1]
        return self.visible_to(user).annotate(being_reconsidered_since=models.Subquery(since))


class Response(models.Model):
    """The answer to a comment: proposed by one, decided by the expert, published with all the others."""

    # Told by `for_reader`, else not asked.
    being_reconsidered_since = None

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="response")
    outcome = models.CharField(_("outcome"), max_length=30, choices=Outcome)
    reason = models.TextField(_("reason (public)"), blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    published_at = models.DateTimeField(_("published"), null=True)
    # One master answer for several comments: `reason` holds its words whole, `remainder` what this one alone is told.
    master = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followers")
    remainder = models.TextField(_("to this comment alone"), blank=True)

    history = Records()
    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")

    def __str__(self):
        return f"{self.comment}: {self.get_outcome_display()}"

    @property
    def is_decided(self):
        return self.decided_at is not None

    @property
    def is_published(self):
        return self.published_at is not None

    @property
    def chip(self):
        """The kind of outcome chip: ok, warn or no. Its words say the rest."""
        if self.outcome in (Outcome.ACCEPTED, Outcome.MODIFIED, Outcome.PARTLY, Outcome.ELSEWHERE):
            return "ok"
        return "no" if self.outcome in (Outcome.NOT_ACCEPTED, Outcome.OUT_OF_SCOPE) else "warn"


class InternalNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if permissions.may_see_all_submissions(user) else self.none()


class InternalNote(models.Model):
    """What the drafters tell each other about a comment. Never published: apart from the response in its table."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("internal note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = InternalNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text[:60]


class ChangeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at=None)

    def visible_to(self, user):
        """Which words a comment led to: with its comment, once the answer is published and the text issued.

        What was undone is seen by nobody here; the history of the provision keeps it.
        """
        if permissions.may_see_all_submissions(user):
            return self.standing()
        issued = VersionEntry.objects.filter(
            version__in=Version.objects.public(),
            provision=models.OuterRef("record__provision"),
            language=models.OuterRef("record__language"),
            record_id__gte=models.OuterRef("record_id"),
        )
        return self.standing().filter(
            models.Exists(issued),
            comment__in=Comment.objects.visible_to(user),
            comment__response__published_at__isnull=False,
        )


class Change(models.Model):
    """One comment, one history record it led to, and the exact words before and after."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="changes")
    record = models.ForeignKey(HistoricalWording, on_delete=models.PROTECT, related_name="changes")
    before = models.TextField(_("words before"), blank=True)
    after = models.TextField(_("words after"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["comment", "record"], name="one_change_a_record")]

    def __str__(self):
        return f"{self.comment} → {self.record_id}"
