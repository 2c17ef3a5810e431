"""A comment as it is shown: its words against the words it was made on, and its answer as far as one may see it."""

from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from comments import permissions
from comments.models import Comment, Endorsement, Placement
from drafting.models import VersionEntry
from mandate.services import named_then, office_then
from stakeholders.models import Belonging, Category


@dataclass(frozen=True)
class Shown:
    """One comment with what stands around it."""

    comment: Comment
    response: object
    changes: list
    endorsements: list
    placement: Placement | None = None
    original: object = None
    members: tuple = ()  # of a group that comments as a group

    @property
    def attribution(self):
        """ "EU (on behalf of A, B), C; aligned: X; supported by: Y": who stands with it, each once, bodies apart."""
        return list(attribution(self.comment, self.endorsements, self.members))

    @property
    def behind(self):
        """How many parties stand behind it: a group is its members, and nobody is counted twice."""
        return len(standing_behind(self.comment, self.endorsements, self.members))

    @property
    def supporters(self):
        """How many bodies that are no States support it: counted apart."""
        return sum(stand.kind == Endorsement.Kind.SUPPORT for stand in self.endorsements)

    @property
    def ops(self):
        return self.comment.ops


def attribution(comment, stands, members=()):
    """(words, [(party, own words)]) for each kind of stand taken; the first names the party and its co-sponsors.

    Of a group, "on behalf of" names the members behind it: not those that stand apart from it, and no member again.
    """
    kinds = Endorsement.Kind
    inside = on_behalf(stands, members)
    by_kind = {kind: [s for s in stands if s.kind == kind and s.organisation not in inside] for kind in kinds}
    sponsors = [(s.organisation, s.words) for s in by_kind[kinds.CO_SPONSOR]]
    yield "", [(comment.party, ""), *([] if inside else sponsors)]
    if inside:
        yield _("on behalf of"), [(member, "") for member in inside]
        if sponsors:
            yield _("with"), sponsors
    names = {
        kinds.ALIGN: _("aligned"),
        kinds.ALIGN_EXCEPT: _("aligned, except"),
        kinds.SUPPORT: _("supported by"),
        kinds.DISSOCIATE: _("dissociated"),
    }
    for kind, name in names.items():
        if by_kind[kind]:
            yield name, [(s.organisation, s.words) for s in by_kind[kind]]


def on_behalf(stands, members):
    """The members of a group that stand behind its comment: all but those that dissociate or align except."""
    apart = (Endorsement.Kind.DISSOCIATE, Endorsement.Kind.ALIGN_EXCEPT)
    outside = {stand.organisation for stand in stands if stand.kind in apart}
    return [member for member in members if member not in outside]


def standing_behind(comment, stands, members=()):
    """The parties behind a comment, as a set: a group counts as its members, a member once whatever it did."""
    own = set(on_behalf(stands, members)) or {comment.party}
    kinds = (Endorsement.Kind.CO_SPONSOR, Endorsement.Kind.ALIGN, Endorsement.Kind.ALIGN_EXCEPT)
    return own | {stand.organisation for stand in stands if stand.kind in kinds}


def _members_of_groups(comments):
    """{organisation id: members} of those comments that a group makes under its name; no query where none does."""
    groups = {
        c.organisation_id
        for c in comments
        if not c.is_anonymous and c.organisation.category == Category.REGIONAL_ORGANIZATION
    }
    found = {}
    if groups:
        rows = Belonging.objects.filter(group__in=groups).select_related("member")
        for row in rows.order_by("member__sort_key"):
            found.setdefault(row.group_id, []).append(row.member)
    return found


def members_in(round):
    """{group id: its members in alphabetical order} of the groups that received `round`."""
    found = {}
    rows = Belonging.objects.filter(group__received__round=round).select_related("member")
    for row in rows.order_by("member__sort_key"):
        found.setdefault(row.group_id, []).append(row.member)
    return found


def with_members(comments, round):
    """`comments` of `round` (from `for_reader`), each of a group knowing which members stand behind it."""
    members = members_in(round)
    for comment in comments:
        if not comment.is_anonymous and comment.organisation_id in members:
            comment.behind_it = on_behalf(comment.endorsements.all(), members[comment.organisation_id])
        yield comment


def party_name(comment):
    """The party as documents name it: by its short name; a group with the members behind this comment."""
    if not comment.behind_it:
        return comment.party.short_name
    return _("%(group)s (on behalf of %(members)s)") % {
        "group": comment.party.short_name,
        "members": ", ".join(member.short_name for member in comment.behind_it),
    }


def show(comments, placements=None):
    """Comments (from `for_reader`) as Shown, in their order; `placements` maps comment id to Placement."""
    placements, comments = placements or {}, list(comments)
    originals = _originals(comments)
    members = _members_of_groups(comments)
    return [
        _shown(each, placements.get(each.pk), originals.get(each.pk), members.get(each.organisation_id, ()))
        for each in comments
    ]


def decided_by(response, user, terms):
    """Who decided an answer, as of then: name and office for those who draft, for others the office; "" undecided."""
    if response is None or not response.is_decided:
        return ""
    said = named_then if permissions.may_see_all_submissions(user) else office_then
    return said(response.decided_by, response.decided_at, terms)


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


@dataclass(frozen=True)
class Original:
    """The same paragraph in the original, beside a comment that was made on a translation."""

    language: str
    words: str


def _originals(comments):
    """{comment id: Original} of those made on a translation; one query, and none where there are none."""
    foreign = [c for c in comments if c.entry_id and c.entry.language != c.entry.version.language]
    if not foreign:
        return {}
    entries = VersionEntry.objects.filter(
        version__in=[c.entry.version_id for c in foreign],
        provision__in=[c.entry.provision_id for c in foreign],
    )
    entries = entries.filter(language=F("version__language")).select_related("record", "version")
    found = {(entry.version_id, entry.provision_id): entry for entry in entries}
    originals = {c.pk: found.get((c.entry.version_id, c.entry.provision_id)) for c in foreign}
    places = {c.pk: c.paragraph for c in foreign}
    return {pk: _original(entry, places[pk]) for pk, entry in originals.items() if entry}


def _original(entry, label):
    paragraph = entry.paragraph(label) if label else None
    return Original(entry.language, paragraph.words(entry.text) if paragraph else entry.text)


def _shown(comment, placement, original, members):
    return Shown(
        comment=comment,
        response=comment.answer,
        changes=list(comment.changes.all()),
        endorsements=list(comment.endorsements.all()),
        placement=placement,
        original=original,
        members=tuple(members),
    )
