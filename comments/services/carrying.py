"""Carrying comments into a later version: a row says where each falls now; the comment's own anchor stays."""

from functools import cache

from django.db import transaction

from comments.models import Comment, Placement
from comments.services.counting import recount
from drafting.models import Version
from drafting.services.comparing import units_of
from drafting.text import alignment, anchors, carrying


@transaction.atomic
def carry_comments(version):
    """Place every comment made on an earlier version of the same text in `version`; returns how many.

    What was placed already is left alone, so the act can be repeated.
    """
    done = Placement.objects.filter(version=version).values("comment")
    earlier = Comment.objects.filter(
        entry__version__declaration=version.declaration, entry__version__number__lt=version.number
    ).exclude(pk__in=done)
    entries = {(str(e.provision.uid), e.language): e for e in version.entries.for_list()}
    aligned = _aligner(version)
    rows = [
        _place(comment, version, entries, aligned) for comment in earlier.for_list().iterator(chunk_size=2000)
    ]
    Placement.objects.bulk_create(rows, batch_size=1000)
    recount(version)
    return len(rows)


def _aligner(version):
    """A function that aligns an earlier version with `version`, once for each version and language."""

    @cache
    def aligned(old, language):
        before = units_of(Version.objects.get(pk=old), language)
        found = alignment.align(before, units_of(version, language))
        return {unit.uid: unit for unit in before}, found

    return aligned


def _place(comment, version, entries, aligned):
    entry = comment.entry
    if entry.language not in {language for _uid, language in entries}:
        return _place_in_original(comment, version, entries, aligned)
    units, found = aligned(entry.version_id, entry.language)
    # Without words and paragraph the comment is on the whole provision.
    paragraph = comment.paragraph if comment.quote else comment.paragraph or None
    anchor = anchors.Anchor(
        paragraph, comment.start, comment.end, comment.quote, comment.prefix, comment.suffix
    )
    carried = carrying.carry_along(anchor, units[str(entry.provision.uid)], found)
    place = entries.get((carried.uid, entry.language)) if carried.uid else None
    return Placement(
        comment=comment,
        version=version,
        entry=place,
        status=carried.status,
        paragraph=carried.paragraph or "",
        start=carried.start,
        end=carried.end,
        quote=carried.quote or "",
        score=carried.score,
        method=carried.method,
    )


def _place_in_original(comment, version, entries, aligned):
    """A comment on a translation that the version does not have: its paragraph is found in the original."""
    entry = comment.entry
    units, found = aligned(entry.version_id, version.language)
    home = units.get(str(entry.provision.uid))
    where = comment.paragraph or None
    carried = carrying.carry_along(anchors.Anchor(where), home, found) if home else None
    place = entries.get((carried.uid, version.language)) if carried and carried.uid else None
    paragraph = carried.paragraph if carried and comment.paragraph else ""
    reached = Placement.Status.PARAGRAPH if paragraph else Placement.Status.PROVISION
    return Placement(
        comment=comment,
        version=version,
        entry=place,
        status=reached if place else Placement.Status.GONE,
        paragraph=paragraph or "",
        score=carried.score if carried else 0.0,
        method="original language",
    )
