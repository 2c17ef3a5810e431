"""The re-anchoring report: where each comment falls in a frozen version, and what the drafter says of it."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from comments.models import Comment, Placement
from comments.services.counting import recount
from drafting.models import Version
from drafting.services import Refused
from drafting.text import anchors
from stakeholders import clock

CERTAIN = (Placement.Status.EXACT,)


@dataclass(frozen=True)
class Carried:
    """One placement to look at: the words then and now as a redline, and whether it was settled."""

    placement: Placement
    comment: Comment
    ops: list


def counts_of(version):
    """[(status in words, how many)] of all placements in `version`, and how many are neither exact nor settled."""
    rows = version.placements.values("status").annotate(n=Count("pk")).order_by("status")
    names = dict(Placement.Status.choices)
    open_ones = version.placements.exclude(status__in=CERTAIN).filter(settled_by=None).count()
    return [(names[row["status"]], row["n"]) for row in rows], open_ones


def to_settle(version):
    """The placements of `version` that are not exact, those not settled yet first, in the order of the text."""
    found = version.placements.exclude(status__in=CERTAIN)
    return found.select_related(
        "comment__organisation",
        "comment__entry__provision",
        "comment__entry__version__declaration",
        "comment__entry__record",
        "comment__round__declaration",
        "entry__provision",
        "entry__record",
        "entry__version__declaration",
        "settled_by",
    ).order_by("settled_at", "comment__entry__order", "comment__start", "pk")


def show_carried(placements):
    """Placements (from `to_settle`) with the words they were made on and the words they fall on now."""
    placements = list(placements)
    for each in placements:
        each.comment.is_named = True  # the page is for those who draft
    return [Carried(each, each.comment, each.ops) for each in placements]


@transaction.atomic
def accept_placement(placement, *, by):
    """The drafter says that the place proposed is right."""
    placement = _open(placement)
    return _settle(placement, by)


@transaction.atomic
def detach_placement(placement, *, by):
    """The words are no longer there: the comment is shown on its provision, or as gone where that left the text."""
    placement = _open(placement)
    placement.status = Placement.Status.PROVISION if placement.entry_id else Placement.Status.GONE
    placement.paragraph, placement.quote, placement.start, placement.end = "", "", None, None
    return _settle(placement, by, method="detached by hand")


@transaction.atomic
def repoint_placement(placement, *, entry, words, by):
    """The comment belongs to `words` of `entry`; without words to the provision as a whole.

    Raises Refused where the words are not found once in one paragraph.
    """
    placement = _open(placement)
    if entry.version_id != placement.version_id:
        raise Refused(_("This provision is not in the version."))
    placement.entry, placement.quote, placement.start, placement.end = entry, "", None, None
    placement.paragraph, placement.status = "", Placement.Status.PROVISION
    if words.strip():
        found = anchors.locate(entry.text, words)
        if found.status != "found":
            raise Refused(_("These words are not found once in one paragraph of that provision."))
        placement.start, placement.end = found.spans[0]
        placement.quote = entry.text[placement.start : placement.end]
        placement.paragraph = next(p.label for p in entry.paragraphs if p.start <= placement.start < p.end)
        same = placement.quote == placement.comment.quote
        placement.status = Placement.Status.SHIFTED if same else Placement.Status.EDITED
    return _settle(placement, by, method="pointed by hand")


def _open(placement):
    """The row, locked, as long as the version it is in has not been issued."""
    found = Placement.objects.select_for_update(of=("self",)).select_related("version", "comment", "entry")
    found = found.get(pk=placement.pk)
    if found.version.state != Version.State.FROZEN:
        raise Refused(_("The version has been issued: where comments fall in it stands."))
    if found.proposed is None:
        found.proposed = {
            name: getattr(found, name)
            for name in ("status", "entry_id", "paragraph", "start", "end", "quote", "score", "method")
        }
    return found


def _settle(placement, by, method=""):
    placement.settled_by, placement.settled_at = by, clock.now()
    placement.method = method or placement.method
    placement.save()
    recount(placement.version)
    return placement
