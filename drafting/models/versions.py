from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drafting import permissions
from drafting.models.provisions import Provision, Wording
from drafting.text import numbering, structure
from mandate.symbols import possible_symbol

HistoricalWording = Wording.history.model


SYMBOL = possible_symbol


class VersionQuerySet(models.QuerySet):
    def public(self):
        """Issued once, public for good: a superseded text is still what people commented on."""
        return self.filter(
            state__in=(Version.State.ISSUED, Version.State.SUPERSEDED, Version.State.SUBMITTED)
        )

    def visible_to(self, user):
        """Issued versions are everyone's; a frozen one belongs to those who draft and circulate it."""
        return self if permissions.may_see_frozen(user) else self.public()

    def kept(self):
        """Without those that were set aside before anybody got them."""
        return self.exclude(state=Version.State.SET_ASIDE)

    def for_list(self):
        return self.select_related("declaration").order_by("number")


class Version(models.Model):
    """A frozen text. Its hash covers the words in order; symbol and date of issue stand outside it."""

    class Name(models.TextChoices):
        ZERO = "zero", _("zero draft")
        PRELIMINARY = "preliminary", _("preliminary text")
        REVISED = "revised", _("revised text")
        FINAL = "final", _("final text")

    class State(models.TextChoices):
        FROZEN = "frozen", _("frozen")
        ISSUED = "issued", _("issued")
        SUPERSEDED = "superseded", _("superseded")
        SUBMITTED = "submitted", _("submitted")
        SET_ASIDE = "set_aside", _("set aside")

    declaration = models.ForeignKey("drafting.Declaration", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=12, choices=Name)
    language = models.CharField(_("original language"), max_length=10)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    note = models.TextField(_("note"), blank=True)
    frozen_at = models.DateTimeField(_("frozen"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("frozen by")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.FROZEN)
    issued_at = models.DateTimeField(_("issued"), null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    # A text of earlier years has the date it had; this says when it came into the record.
    entered_afterwards = models.DateTimeField(_("entered afterwards"), null=True, editable=False)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True, validators=[SYMBOL])
    symbol_date = models.DateField(_("date of issue"), null=True)
    symbol_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    words = models.PositiveIntegerField(_("words"), default=0)
    # A Corr. names the version it corrects, and every corrected word: [label, language, before, after].
    corrects = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="corrigenda",
        verbose_name=_("corrects"),
    )
    corr = models.PositiveSmallIntegerField(_("number of the Corr."), default=0, editable=False)
    corrected = models.JSONField(default=list, editable=False)
    set_aside_reason = models.TextField(_("why it was set aside"), blank=True, editable=False)
    set_aside_at = models.DateTimeField(_("set aside"), null=True, editable=False)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["declaration", "number"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "number"], name="one_version_a_number"),
            models.CheckConstraint(
                condition=Q(symbol="") | Q(symbol_date__isnull=False), name="symbol_comes_with_its_date"
            ),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("version", args=[self.declaration.slug, self.number])

    @property
    def full_name(self):
        """As a reader would call it: the name, which Corr. it is, and the symbol once it has been given one."""
        name = f"{self.get_name_display()}, Corr.{self.corr}" if self.corr else self.get_name_display()
        return f"{name} ({self.symbol})" if self.symbol else name

    @property
    def is_public(self):
        return self.state in (self.State.ISSUED, self.State.SUPERSEDED, self.State.SUBMITTED)

    @property
    def languages(self):
        return list(self.entries.values_list("language", flat=True).distinct().order_by("language"))


class VersionEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(version__in=Version.objects.visible_to(user))

    def for_list(self):
        return self.select_related("record", "provision").order_by("order")

    def in_language(self, language):
        return self.filter(language=language)


class VersionEntry(models.Model):
    """One provision in one version and one language: a pointer at the history record, its label, its place."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="entries")
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="entries")
    language = models.CharField(max_length=10)
    record = models.ForeignKey(HistoricalWording, on_delete=models.PROTECT, related_name="entries")
    label = models.CharField(max_length=40)
    slug = models.CharField(max_length=40)
    order = models.PositiveIntegerField()
    # Spans as they were read at freezing, [label, printed, start, end, body, level]: a better parser moves nothing.
    spans = models.JSONField()

    objects = VersionEntryQuerySet.as_manager()

    class Meta:
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "provision", "language"], name="one_entry_a_provision"
            ),
            models.UniqueConstraint(fields=["version", "language", "order"], name="one_entry_a_place"),
        ]
        indexes = [models.Index(fields=["version", "slug", "language"], name="entries_by_address")]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        address = reverse("provision", args=[self.version.declaration.slug, self.version.number, self.slug])
        return address if self.language == self.version.language else f"{address}?text={self.language}"

    @property
    def kind(self):
        return self.provision.kind

    @property
    def heading(self):
        return self.record.heading

    @property
    def text(self):
        return self.record.text

    @property
    def paragraphs(self):
        """The paragraphs as data, in order; their spans lie in `text`."""
        return [structure.Paragraph(*span) for span in self.spans]

    @property
    def lines(self):
        """The paragraphs ready to print: label, printed number, level and words of each."""
        return [
            {"label": p.label, "printed": p.printed, "level": p.level, "words": p.words(self.text)}
            for p in self.paragraphs
        ]

    def paragraph(self, label):
        """The paragraph of that label, or None."""
        return next((p for p in self.paragraphs if p.label == label), None)

    @property
    def printed_label(self):
        """The label as this language prints it: "Artículo 4 bis"; preambular paragraphs are PP3 on screen only."""
        return numbering.printed_label(self.label, self.language)


class Comparison(models.Model):
    """The redline of two frozen versions in one language. Both never change, so it is computed once."""

    old = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    redline = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "language"], name="one_comparison_a_pair"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="two_versions_to_compare"),
        ]

    def __str__(self):
        return f"{self.old_id} → {self.new_id}"
