"""Comments on one provision grouped into proposals: one place, one wording, and all who ask for it."""

from dataclasses import dataclass, field

from drafting.text import tokens


@dataclass
class Group:
    """What several parties propose in the same words for the same words; or one party's remark alone."""

    anchor: tuple
    shown: list = field(default_factory=list)

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
        return [each.comment.ref for each in self.shown]

    @property
    def unanswered(self):
        return [each for each in self.shown if each.response is None]

    @property
    def undecided(self):
        return [each for each in self.shown if each.response and not each.response.is_decided]

    @property
    def is_applied(self):
        return any(each.changes for each in self.shown)


def grouped(shown):
    """Group Shown comments in text order. Different words never merge; white space does not make a difference."""
    groups = {}
    for each in shown:
        groups.setdefault(_key(each.comment), Group(_anchor(each.comment))).shown.append(each)
    return sorted(groups.values(), key=lambda group: (group.anchor, -len(group.shown)))


def conflicting(groups):
    """Indices of groups whose proposals touch words that another group's proposal touches too."""
    spans = [(index, group.anchor) for index, group in enumerate(groups) if group.proposes]
    touching = set()
    for index, (_entry, start, end, *_rest) in spans:
        for other, (_entry2, start2, end2, *_rest2) in spans:
            if index != other and _entry == _entry2 and start < end2 and start2 < end:
                touching |= {index, other}
    return touching


def _anchor(comment):
    """(entry, start, end) of the words the comment touches, so that it sorts by place in the text."""
    if comment.entry_id is None:
        return (0, 0, 0)
    if comment.quote:
        return (comment.entry_id, comment.start, comment.end)
    span = comment.entry.paragraph(comment.paragraph) if comment.paragraph else None
    return (comment.entry_id, span.body, span.end) if span else (comment.entry_id, 0, len(comment.entry.text))


def _key(comment):
    if not comment.proposes:
        return (*_anchor(comment), comment.pk)
    return (*_anchor(comment), tokens.normalise(comment.proposed_text).text.strip())
