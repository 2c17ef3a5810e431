"""A comment as it is shown: its words against the words it was made on, and its answer as far as one may see it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from comments.models import Comment, Endorsement, Placement


@dataclass(frozen=True)
class Shown:
    """One comment with what stands around it."""

    comment: Comment
    response: object
    changes: list
    endorsements: list
    placement: Placement | None = None

    @property
    def attribution(self):
        """ "Arvenia, Tolmark; aligned: X; supported by: Y": who stands with it, each party once, bodies apart."""
        return list(attribution(self.comment, self.endorsements))

    @property
    def ops(self):
        return self.comment.ops


def attribution(comment, stands):
    """(words, [(party, own words)]) for each kind of stand taken; the first names the party and its co-sponsors."""
    kinds = Endorsement.Kind
    by_kind = {kind: [s for s in stands if s.kind == kind] for kind in kinds}
    yield "", [(comment.organisation, ""), *((s.organisation, s.words) for s in by_kind[kinds.CO_SPONSOR])]
    names = {
        kinds.ALIGN: _("aligned"),
        kinds.ALIGN_EXCEPT: _("aligned, except"),
        kinds.SUPPORT: _("supported by"),
        kinds.DISSOCIATE: _("dissociated"),
    }
    for kind, name in names.items():
        if by_kind[kind]:
            yield name, [(s.organisation, s.words) for s in by_kind[kind]]


def show(comments, placements=None):
    """Comments (from `for_reader`) as Shown, in their order; `placements` maps comment id to Placement."""
    placements = placements or {}
    return [_shown(comment, placements.get(comment.pk)) for comment in comments]


def at_place(entry, user, paragraph=None):
    """The comments `user` may see at `entry` (and at one paragraph): made there, or carried there since."""
    here = {"paragraph": paragraph} if paragraph is not None else {}
    made = Comment.objects.filter(entry=entry, withdrawn_at=None, **here)
    placed = Placement.objects.filter(entry=entry, comment__withdrawn_at=None, **here)
    seen = Comment.objects.for_reader(user)
    ids = list(made.values_list("pk", flat=True)) + list(placed.values_list("comment", flat=True))
    return (
        seen.filter(pk__in=ids)
        if len(ids) < 500
        else seen.filter(pk__in=made) | seen.filter(pk__in=placed.values("comment"))
    )


def placements_in(version, comments):
    """{comment id: Placement} of `comments` in `version`."""
    found = Placement.objects.filter(version=version, comment__in=[c.pk for c in comments])
    return {placement.comment_id: placement for placement in found}


def _shown(comment, placement):
    return Shown(
        comment=comment,
        response=comment.answer,
        changes=list(comment.changes.all()),
        endorsements=list(comment.endorsements.all()),
        placement=placement,
    )
