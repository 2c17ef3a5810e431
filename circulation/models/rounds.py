import json
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from circulation import permissions
from drafting.models import SYMBOL
from stakeholders.records import Records


class RoundQuerySet(models.QuerySet):
    def announced(self):
        """Those that the public may know of."""
        return self.exclude(state=Round.State.PREPARATION)

    def visible_to(self, user):
        """A round in preparation belongs to those who draft and circulate; the rest is announced to all."""
        return self if permissions.may_see_unannounced(user) else self.announced()

    def open_at(self, now):
        """Those that take submissions at `now`, by the closing time that holds for all."""
        return self.filter(state=Round.State.OPEN, opens_at__lte=now, closes_at__gt=now)

    def revealed(self):
        """Those whose other recipients may read the submissions: all windows have closed, compiling has begun."""
        return self.filter(state__in=Round.REVEALED)

    def for_list(self):
        found = self.select_related("declaration", "version__declaration", "questionnaire__mandate")
        return found.order_by("declaration", "number")


class Round(models.Model):
    """One circulation: what goes out, to whom, until when, and under what rules."""

    class Kind(models.TextChoices):
        FIRST = "first", _("first consultation")
        SECOND = "second", _("second consultation")
        LINGUISTIC = "linguistic", _("linguistic")
        FINAL = "final", _("final check")
        QUESTIONS = "questions", _("questionnaire")

    class State(models.TextChoices):
        PREPARATION = "preparation", _("in preparation")
        ANNOUNCED = "announced", _("announced")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        LATE = "late", _("late window")
        COMPILED = "compiled", _("compiled")
        CONSIDERATION = "consideration", _("under consideration")
        PUBLISHED = "published", _("responses published")
        ARCHIVED = "archived", _("archived")

    class Visibility(models.TextChoices):
        INDEPENDENT = "independent", _("independent until close")
        OPEN = "open", _("open to all recipients once submitted")
        GROUP = "group", _("open within the regional group once submitted")

    class Publication(models.TextChoices):
        ANSWERED = "answered", _("comments and answers are published together")
        NEVER = "never", _("comments and answers stay with their parties")

    class Late(models.TextChoices):
        MARKED = "marked", _("accepted, shown with the minutes it was late")
        NONE = "none", _("kept as a draft; the secretariat decides")

    class Cover(models.TextChoices):
        NOTE = "note", _("note verbale")
        LETTER = "letter", _("circular letter")
        CALL = "call", _("call for input")

    REVEALED = (State.COMPILED, State.CONSIDERATION, State.PUBLISHED, State.ARCHIVED)
    PUBLISHED = (State.PUBLISHED, State.ARCHIVED)

    declaration = models.ForeignKey("drafting.Declaration", on_delete=models.PROTECT, related_name="rounds")
    version = models.ForeignKey(
        "drafting.Version",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rounds",
        verbose_name=_("frozen version"),
    )
    questionnaire = models.ForeignKey(
        "mandate.Questionnaire",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rounds",
        verbose_name=_("questionnaire"),
    )
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.FIRST)
    state = models.CharField(_("state"), max_length=15, choices=State, default=State.PREPARATION)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    late_policy = models.CharField(_("late input"), max_length=8, choices=Late, default=Late.MARKED)
    late_until = models.DateTimeField(_("late window ends"), null=True, blank=True)
    visibility = models.CharField(
        _("who sees comments while the round runs"),
        max_length=12,
        choices=Visibility,
        default=Visibility.INDEPENDENT,
    )
    publication = models.CharField(
        _("afterwards"), max_length=10, choices=Publication, default=Publication.ANSWERED
    )
    is_open_call = models.BooleanField(
        _("open call"),
        default=False,
        help_text=_(
            "Organizations that were not written to may ask to take part: they draft at once, and submit once an "
            "administrator has admitted them."
        ),
    )
    limit = models.PositiveIntegerField(
        _("longest comment, in characters"),
        null=True,
        blank=True,
        help_text=_("Counted while one types, never cut. Empty: no limit."),
    )
    cover = models.CharField(_("cover document"), max_length=8, choices=Cover, default=Cover.NOTE)
    cover_symbol = models.CharField(_("its symbol"), max_length=60, blank=True, validators=[SYMBOL])
    cover_date = models.DateField(_("its date"), null=True, blank=True)
    cover_text = models.TextField(
        _("its text"),
        blank=True,
        help_text=_("{mission}, {party}, {closes} and {link} are filled in for each recipient."),
    )
    reminder_days = models.CharField(
        _("reminders, days before closing"),
        max_length=40,
        blank=True,
        default="14, 3, 1",
        validators=[
            RegexValidator(r"^\s*\d{1,3}(\s*,\s*\d{1,3})*\s*$", _("Days, by commas, such as 14, 3, 1."))
        ],
        help_text=_("Only those who have not answered are reminded. Empty: nobody."),
    )
    support_needed = models.PositiveSmallIntegerField(
        _("parties that a proposal needs to enter the running text"),
        default=0,
        help_text=_("Announce it in the cover document. 0: every proposal enters; a group’s always does."),
    )
    running_is_shown = models.BooleanField(
        _("recipients read the running text once the round is closed"),
        default=False,
        help_text=_("Otherwise it is an internal working paper of those who draft."),
    )
    legal_basis = models.TextField(_("legal basis"), blank=True)
    guiding_questions = models.TextField(
        _("guiding questions"),
        blank=True,
        help_text=_("One a line. Each may be replied to beside the comments."),
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    entered_afterwards = models.DateTimeField(_("entered afterwards"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("responses published"), null=True, blank=True, editable=False)

    history = Records()
    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["declaration", "number"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "number"], name="one_round_a_number"),
            models.CheckConstraint(
                condition=Q(version__isnull=False, questionnaire=None)
                | Q(version=None, questionnaire__isnull=False),
                name="round_on_a_version_or_a_questionnaire",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(late_until=None) | Q(late_until__gt=F("closes_at")),
                name="late_window_follows_closing",
            ),
        ]

    def __str__(self):
        return _("Round %(number)s: %(title)s") % {"number": self.number, "title": self.title}

    def get_absolute_url(self):
        return reverse("round", args=[self.declaration.slug, self.number])

    @property
    def ref(self):
        """How comments name it: R1."""
        return f"R{self.number}"

    @property
    def questions(self):
        """Its guiding questions: one a line, as they were announced."""
        return [line.strip() for line in self.guiding_questions.splitlines() if line.strip()]

    @property
    def subject(self):
        """What went out: a frozen version or a questionnaire; either has an address and a language."""
        return self.version or self.questionnaire

    @property
    def subject_name(self):
        """What went out, as documents cite it."""
        return self.version.full_name if self.version_id else str(self.questionnaire)

    @property
    def is_announced(self):
        return self.state != self.State.PREPARATION

    @property
    def is_revealed(self):
        return self.state in self.REVEALED

    @property
    def is_published(self):
        """Its comments and answers are public, as far as each comment is."""
        return self.state in self.PUBLISHED and self.publication == self.Publication.ANSWERED

    @property
    def digest(self):
        """What an approval covers: the text, the covers, the dates and the rules, in one hash."""
        facts = [
            self.subject.sha256,
            [self.opens_at.isoformat(), self.closes_at.isoformat(), str(self.late_until), self.late_policy],
            [
                self.title,
                self.visibility,
                self.publication,
                self.cover,
                self.cover_symbol,
                str(self.cover_date),
            ],
            [self.cover_text, self.legal_basis, self.guiding_questions],
            [[cover.language, cover.text] for cover in self.covers.order_by("language")],
            *(["open call"] if self.is_open_call else []),
            *([self.support_needed] if self.support_needed else []),
        ]
        return sha256(json.dumps(facts, ensure_ascii=False, default=str).encode()).hexdigest()

    @property
    def approval(self):
        """The expert's approval of what the round is now, or None."""
        return self.approvals.filter(digest=self.digest).select_related("by").last()

    @property
    def reminders(self):
        """How long before closing those who have not answered are reminded, the longest first."""
        days = {int(day) for day in self.reminder_days.replace(" ", "").split(",") if day}
        return [timedelta(days=day) for day in sorted(days, reverse=True)]

    def cover_in(self, language):
        """(language, text) of the cover for who reads `language`: in it, else as it was first written."""
        base = language.partition("-")[0]
        found = next((cover for cover in self.covers.all() if cover.language == base), None)
        return (found.language, found.text) if found else (self.subject.language, self.cover_text)

    def is_open_at(self, now):
        return self.state == self.State.OPEN and self.opens_at <= now < self.closes_at

    def takes_applications(self, now):
        """Whether an organization that was not written to may ask, at `now`, to take part."""
        return self.is_open_call and (
            self.state == self.State.ANNOUNCED
            or self.takes_from(None, now)
            or self.takes_late_from(None, now)
        )

    def closing_for(self, recipient):
        """The instant that counts for `recipient`: its own extension if it has one, else the one for all."""
        own = recipient.closes_at if recipient else None
        return max(own, self.closes_at) if own else self.closes_at

    def takes_from(self, recipient, now):
        """Whether a submission by `recipient` at `now` is in time. Decided on one reading of the clock."""
        started = self.state not in (self.State.PREPARATION, self.State.ANNOUNCED) and self.opens_at <= now
        return started and self.state not in self.REVEALED and now < self.closing_for(recipient)

    def takes_late_from(self, recipient, now):
        """Whether a submission at `now` is late and still accepted, marked with its minutes."""
        if self.late_policy != self.Late.MARKED or self.state in self.REVEALED:
            return False
        after_closing = self.state not in (self.State.PREPARATION, self.State.ANNOUNCED) and (
            now >= self.closing_for(recipient)
        )
        return after_closing and (self.late_until is None or now < self.late_until)
