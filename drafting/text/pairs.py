"""What an alignment is made of: provisions of two versions in pairs, their paragraphs in pairs."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from drafting.text.pairing import CERTAIN
from drafting.text.paragraphs import Paragraph, paragraphs

UNCHANGED, EDITED, MOVED, MOVED_EDITED = "unchanged", "edited", "moved", "moved and edited"
SPLIT, MERGED, ADDED, DELETED, RENUMBERED = "split", "merged", "added", "deleted", "renumbered only"


@dataclass(frozen=True)
class UnitText:
    """A provision as one version has it: what alignment and anchors need to know of it."""

    uid: str | None
    label: str
    heading: str
    text: str

    @cached_property
    def paragraphs(self):
        return cached_paragraphs(self.text)

    @property
    def kind(self):
        """The label's word: "Article", "PP", "Part", "Title"…"""
        return "PP" if self.label.startswith("PP") else self.label.partition(" ")[0]


@dataclass(frozen=True)
class ParagraphPair:
    """A paragraph before and after. `changes` are in its words, the printed number apart.

    Of a paragraph that was split or merged, they are in the piece alone.
    """

    old: Paragraph | None
    new: Paragraph | None
    relation: str
    changes: tuple
    kinds: tuple = ()
    score: float = 100.0


@dataclass(frozen=True)
class UnitPair:
    """A provision before and after.

    `changes` join to the whole old and the whole new text. Of a provision split or merged there is one pair
    for each piece, and its `paragraphs` show the piece alone. `kinds` says of each change what it is (""
    where equal): words, punctuation, typography, number (a paragraph's own) or reference (it follows its
    target).
    """

    old: UnitText | None
    new: UnitText | None
    relation: str
    score: float
    changes: tuple
    paragraphs: tuple
    kinds: tuple = ()
    heading_changes: tuple = ()

    @property
    def is_certain(self):
        """False where the drafter should confirm that these two are one provision."""
        return self.score >= CERTAIN or not (self.old and self.new)

    @property
    def is_renumbered(self):
        return bool(self.old and self.new and self.old.label != self.new.label)


@dataclass(frozen=True)
class Alignment:
    units: tuple

    def of_old(self, unit):
        """The pairs that an old provision went into: one, or several where it was split."""
        return [pair for pair in self.units if pair.old is unit]

    def of_new(self, unit):
        return [pair for pair in self.units if pair.new is unit]


@lru_cache(maxsize=4096)
def cached_paragraphs(text):
    return tuple(paragraphs(text))
