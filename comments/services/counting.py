"""How many comments stand where: kept in tallies, so that reading costs the same however many there are."""

from collections import Counter

from django.db.models import F, Q, Sum

from circulation.models import Round
from comments import permissions
from comments.models import Comment, Placement, Tally
from comments.models.anchored import READ_BY_ALL


class Count:
    """The changes one act makes to the tallies; written at its end, in a fixed order, in its transaction."""

    def __init__(self):
        self.changes = Counter()

    def comes(self, comment):
        self._add(comment, 1)

    def leaves(self, comment):
        if comment.pk and comment.withdrawn_at is None:
            self._add(comment, -1)

    def write(self):
        for (round, entry, paragraph, group), _sign in sorted(self._places()):
            row, _created = Tally.objects.get_or_create(
                round_id=round, entry_id=entry, paragraph=paragraph, group=group
            )
            key = (round, entry, paragraph, group)
            Tally.objects.filter(pk=row.pk).update(
                standing=F("standing") + self.changes[key, "standing"],
                public=F("public") + self.changes[key, "public"],
            )

    def _places(self):
        return {(key, 0) for key, _what in self.changes if self.changes[key, _what]}

    def _add(self, comment, by):
        for entry, paragraph in _places_of(comment):
            key = (comment.round_id, entry, paragraph, comment.organisation.regional_group)
            self.changes[key, "standing"] += by
            self.changes[key, "public"] += by * (not comment.is_withheld)


def _places_of(comment):
    """Where a comment is counted: where it was made, and where later versions have it."""
    if comment.entry_id:
        yield comment.entry_id, comment.paragraph
    if comment.pk:
        yield from comment.placements.filter(entry__isnull=False).values_list("entry", "paragraph")


def recount(version):
    """Make the tallies of `version` afresh from the comments and placements themselves; returns the rows."""
    Tally.objects.filter(entry__version=version).delete()
    counted = {}
    made = Comment.objects.standing().filter(entry__version=version)
    carried = Placement.objects.filter(version=version, entry__isnull=False, comment__withdrawn_at=None)
    sources = (
        made.values_list("round", "entry", "paragraph", "organisation__regional_group", "publication"),
        carried.values_list(
            "comment__round",
            "entry",
            "paragraph",
            "comment__organisation__regional_group",
            "comment__publication",
        ),
    )
    for source in sources:
        for *place, publication in source.iterator():
            row = counted.setdefault(tuple(place), [0, 0])
            row[0] += 1
            row[1] += publication != "withheld"
    return Tally.objects.bulk_create(
        Tally(round_id=r, entry_id=e, paragraph=p, group=g, standing=n, public=public)
        for (r, e, p, g), (n, public) in counted.items()
    )


def visible_counts(version, user, entry=None):
    """{(entry id, paragraph): number of comments that `user` may see there}, in at most three queries.

    With `entry`, only of that provision. These figures are shown however small they are, to the public too: each
    counts comments that the same reader can open one by one at the same place, the unnamed ones among them, so it
    tells nothing that the list does not. What the list leaves out, withheld and withdrawn, is in no figure. The
    rule that no public table has a cell under three (`cells`) is for figures about parties behind such a list.
    """
    here = {"entry": entry} if entry else {"entry__version": version}
    tallies = Tally.objects.filter(**here)
    if permissions.may_see_all_submissions(user):
        return _sum(tallies, "standing")
    if not user.is_authenticated or not user.active_memberships:
        return _sum(tallies.filter(_published()), "public")
    mine = [m.organisation_id for m in user.active_memberships]
    admitted = user.admitted_memberships
    groups = [m.organisation.regional_group for m in admitted]
    shown = _published() | _shown_to([m.organisation_id for m in admitted], groups)
    counts = _sum(tallies.filter(shown), "public")
    counts.update(_own_unseen_by_others(here, mine, shown))
    return counts


def _published():
    return Q(round__state__in=Round.PUBLISHED, round__publication=Round.Publication.ANSWERED)


def _shown_to(mine, groups):
    received = Round.objects.filter(recipients__organisation__in=mine)
    to_all = received.filter(Q(visibility=Round.Visibility.OPEN) | Q(state__in=Round.REVEALED))
    in_group = received.filter(visibility=Round.Visibility.GROUP)
    groups = [group for group in groups if group != "none"]
    return Q(round__in=to_all.values("pk")) | Q(round__in=in_group.values("pk"), group__in=groups)


def _sum(tallies, what):
    rows = tallies.order_by().values_list("entry", "paragraph").annotate(n=Sum(what))
    return Counter({(entry, paragraph): n for entry, paragraph, n in rows if n})


def _own_unseen_by_others(here, mine, shown):
    """A party's own comments that the sum over tallies has not counted: withheld, or in a round not shown."""
    own = Comment.objects.standing().filter(organisation__in=mine)
    counted = Comment.objects.filter(
        _as_comment_filter(shown), publication__in=READ_BY_ALL, organisation__in=mine
    )
    own = own.exclude(pk__in=counted.values("pk"))
    counts = Counter(own.filter(**here).values_list("entry", "paragraph"))
    carried = Placement.objects.filter(**here, comment__in=own.values("pk"))
    counts.update(carried.values_list("entry", "paragraph"))
    return counts


def _as_comment_filter(shown):
    """The same condition on comments: there the group is their organisation's."""
    return Q(
        *(
            _as_comment_filter(child)
            if isinstance(child, Q)
            else ("organisation__regional_group__in", child[1])
            if child[0] == "group__in"
            else child
            for child in shown.children
        ),
        _connector=shown.connector,
        _negated=shown.negated,
    )
