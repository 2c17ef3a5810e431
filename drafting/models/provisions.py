import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders import clock
from stakeholders.records import Records

# Ranks are sparse, so that an insertion seldom touches its neighbours.
RANK_STEP = 1024


class Kind(models.TextChoices):
    TITLE = "title", _("title")
    OPENING = "opening", _("opening words")
    PREAMBULAR = "preambular", _("preambular paragraph")
    PART = "part", _("Part")
    ARTICLE = "article", _("Article")
    CLOSING = "closing", _("closing words")


class ProvisionQuerySet(models.QuerySet):
    def standing(self):
        """Those that are in the working text now, in its order."""
        return self.filter(deleted_at=None).order_by("rank", "pk")


class Provision(models.Model):
    """Identity before text: a provision keeps its `uid` through every rewording, move and renumbering."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    declaration = models.ForeignKey(
        "drafting.Declaration", on_delete=models.PROTECT, related_name="provisions"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    rank = models.BigIntegerField(_("rank"))
    # Numbered bis, ter … after the one before it, so that what follows keeps its number.
    follows = models.BooleanField(_("numbered bis"), default=False)
    deleted_at = models.DateTimeField(_("deleted"), null=True)

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["rank", "pk"]
        indexes = [models.Index(fields=["declaration", "rank"], name="provisions_in_order")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.uid}"


class Wording(models.Model):
    """A provision's heading and text in one language. Each save is a history record that never changes."""

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="wordings")
    language = models.CharField(_("language"), max_length=10)
    heading = models.TextField(_("heading"), blank=True)
    text = models.TextField(_("text"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(fields=["provision", "language"], name="one_wording_a_language")
        ]

    def __str__(self):
        return self.heading or self.text[:60]

    @property
    def current_record(self):
        """The record that holds what stands now: the highest id, for a clock may step back but ids do not."""
        return self.history.order_by("-history_id").first()


class Step(models.Model):
    """What happened to a provision besides its words: one row an act, so that nothing is guessed on display."""

    class Act(models.TextChoices):
        IMPORTED = "imported", _("imported")
        ADDED = "added", _("added")
        MOVED = "moved", _("moved")
        SPLIT = "split", _("split")
        MERGED = "merged", _("merged")
        DELETED = "deleted", _("deleted")
        RESTORED = "restored", _("restored")
        RENUMBERED = "renumbered", _("renumbered")

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(_("act"), max_length=12, choices=Act)
    # The other half: what it was split from, or merged into.
    other = models.ForeignKey(Provision, null=True, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(_("before"), max_length=80, blank=True)
    after = models.CharField(_("after"), max_length=80, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=clock.now)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["pk"]

    def __str__(self):
        return self.get_act_display()


class TypingBuffer(models.Model):
    """What a drafter is typing, private to that drafter, without history. Saving with a reason empties it."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="buffers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    base = models.BigIntegerField()  # the history record that the typing began from
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wording", "user"], name="one_buffer_a_drafter")]

    def __str__(self):
        return f"{self.user}: {self.text[:40]}"
