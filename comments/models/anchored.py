from django.db import models
from django.utils.translation import gettext_lazy as _

from drafting.text import alignment


class Type(models.TextChoices):
    GENERAL = "general", _("general")
    SUBSTANTIVE = "substantive", _("substantive")
    TECHNICAL = "technical", _("technical")
    EDITORIAL = "editorial", _("editorial")
    TRANSLATION = "translation", _("translation")


class Stance(models.TextChoices):
    SUPPORT = "support", _("support as is")
    WITH_CHANGE = "support_with_change", _("support with change")
    OPPOSE = "oppose", _("oppose")
    RESERVE = "reserve", _("reserve position")
    CLARIFY = "clarify", _("needs clarification")


class Weight(models.TextChoices):
    COMMENT = "comment", _("comment")
    CONCERN = "substantial_concern", _("substantial concern")
    OBJECTION = "objection", _("cannot support as drafted")


class Publication(models.TextChoices):
    PUBLIC = "public", _("may be published")
    UNNAMED = "unnamed", _("may be published without the name")
    WITHHELD = "withheld", _("withheld on request")


# What anybody may read in time, with the name or without it.
READ_BY_ALL = (Publication.PUBLIC, Publication.UNNAMED)


def stricter(one, other):
    """The stricter of two choices of publication."""
    return max(one, other, key=Publication.values.index)


class Anchored(models.Model):
    """What a draft and a submitted comment share: the place in the text, and what is said about it.

    The place names a version's entry (none: the whole text, or a question), a paragraph of it, and, if words
    were chosen, their start and end in the record's raw text with 32 characters on each side.
    """

    entry = models.ForeignKey(
        "drafting.VersionEntry", null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    question = models.ForeignKey(
        "mandate.Question", null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    paragraph = models.CharField(_("paragraph"), max_length=40, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(_("words commented on"), blank=True)
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    type = models.CharField(_("type"), max_length=12, choices=Type, default=Type.SUBSTANTIVE)
    stance = models.CharField(_("stance"), max_length=20, choices=Stance, default=Stance.WITH_CHANGE)
    weight = models.CharField(_("weight"), max_length=20, choices=Weight, default=Weight.COMMENT)
    proposed_text = models.TextField(_("proposed text"), blank=True)
    proposes = models.BooleanField(_("proposes other words"), default=False)
    explanation = models.TextField(_("explanation"), blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication, default=Publication.PUBLIC
    )

    class Meta:
        abstract = True

    CONTENT = (
        "paragraph",
        "start",
        "end",
        "quote",
        "prefix",
        "suffix",
        "type",
        "stance",
        "weight",
        "proposed_text",
        "proposes",
        "explanation",
        "language",
        "publication",
    )

    @property
    def content(self):
        """The fields that a submission freezes, as they are."""
        return {name: getattr(self, name) for name in self.CONTENT}

    @property
    def place(self):
        """Where it stands, as one cites it: "Article 4, paragraph 2 (a)", or the whole text."""
        if self.question_id:
            return _("Question %(letter)s") % {"letter": self.question}
        if self.entry_id is None:
            return _("Whole text")
        label = self.entry.printed_label or self.entry.provision.get_kind_display()
        if not self.paragraph:
            return label
        return _("%(label)s, paragraph %(paragraph)s") % {"label": label, "paragraph": self.paragraph}

    @property
    def base_words(self):
        """The words a proposal replaces: the quoted ones, else the paragraph's, else the provision's."""
        if self.quote or self.entry_id is None:
            return self.quote
        found = self.entry.paragraph(self.paragraph) if self.paragraph else None
        return found.words(self.entry.text) if found else self.entry.text

    @property
    def ops(self):
        """The proposal as a redline of the words it replaces, [] where it proposes nothing."""
        return alignment.diff(self.base_words, self.proposed_text) if self.proposes else []
