"""Comments on one provision grouped into proposals: one place, one wording, and all who ask for it."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from comments.models import Change, Comment, Placement
from drafting.models import VersionEntry
from drafting.text import tokens

WHOLE_TEXT = (0, 0, 0)


@dataclass
class Group:
    """What several parties propose in the same words for the same words; or one party's remark alone.

    `shown` holds Shown comments or Glances; `full` those that a page draws whole.
    """

    anchor: tuple
    shown: list = field(default_factory=list)
    full: list = field(default_factory=list)
    earlier: list = field(default_factory=list)

    @property
    def first(self):
        return self.shown[0]

    @property
    def proposes(self):
        return self.first.comment.proposes

    @property
    def ops(self):
        return self.first.ops

    @property
    def refs(self):
        return [each.comment.number for each in self.shown]

    @property
    def numbers(self):
        """As others than the drafters may read them."""
        return [each.comment.number for each in self.shown]

    @property
    def rest(self):
        """Those that the page only names: a campaign is one proposal with a count."""
        return self.shown[len(self.full) :]

    @property
    def unanswered(self):
        return [each for each in self.shown if each.response is None]

    @property
    def undecided(self):
        return [each for each in self.shown if each.response and not each.response.is_decided]

    @property
    def is_applied(self):
        return any(each.changes for each in self.shown)


@dataclass(frozen=True)
class Glance:
    """What grouping and counting need of one comment; its words against the text's are drawn for a page only."""

    comment: Comment
    response: object
    changes: bool


def grouped(shown, anchor_of=None):
    """Group Shown comments or Glances in text order.

    Different words never merge; white space does not make a difference. `anchor_of` says where a comment stands,
    as (entry, start, end): by default where it was made.
    """
    anchor_of, groups = anchor_of or made_at, {}
    for each in shown:
        anchor = anchor_of(each.comment)
        groups.setdefault((*anchor, _words(each.comment)), Group(anchor)).shown.append(each)
    return sorted(groups.values(), key=lambda group: (group.anchor, -len(group.shown)))


def glances(comments):
    """Comments, however many, as Glances in three queries and without their explanations' redlines."""
    changed = Change.objects.standing().filter(comment=OuterRef("pk"))
    rows = list(
        comments.select_related("organisation", "response")
        .annotate(is_changed=Exists(changed))
        .order_by("start", "organisation__sort_key", "serial")
    )
    entries = VersionEntry.objects.select_related("record", "version").in_bulk(
        {row.entry_id for row in rows if row.entry_id}
    )
    for row in rows:
        if row.entry_id:
            row.entry = entries[row.entry_id]
    return [Glance(row, row.answer, row.is_changed) for row in rows]


def carried_to(version, comments):
    """An `anchor_of` for `grouped`: comments made on another text stand where they fell in `version`."""
    foreign = [c.pk for c in comments if c.entry_id and c.entry.version_id != version.pk]
    placed = Placement.objects.filter(version=version, comment__in=foreign).exclude(start=None)
    placed = {p.comment_id: (p.entry_id, p.start, p.end) for p in placed} if foreign else {}
    return lambda comment: placed.get(comment.pk) or made_at(comment)


def conflicting(groups):
    """Indices of groups whose proposals touch words that another group's proposal touches too."""
    spans = sorted((*group.anchor, index) for index, group in enumerate(groups) if group.proposes)
    touching, open_spans = set(), []
    for entry, start, end, index in spans:
        open_spans = [span for span in open_spans if span[0] == entry and span[1] > start]
        touching |= {index, *(other for _entry, _end, other in open_spans)} if open_spans else set()
        open_spans.append((entry, end, index))
    return touching


def made_at(comment):
    """(entry, start, end) of the words the comment touches, so that it sorts by place in the text."""
    if comment.entry_id is None:
        return WHOLE_TEXT
    if comment.quote:
        return (comment.entry_id, comment.start, comment.end)
    span = comment.entry.paragraph(comment.paragraph) if comment.paragraph else None
    return (comment.entry_id, span.body, span.end) if span else (comment.entry_id, 0, len(comment.entry.text))


def _words(comment):
    """What is proposed, white space apart; a remark is alone in its group."""
    return tokens.normalise(comment.proposed_text).text.strip() if comment.proposes else comment.pk
