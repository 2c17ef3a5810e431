"""Carrying comments into a later version: a row says where each falls now; the comment's own anchor stays."""

from functools import cache

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, Draft, Placement
from comments.services.counting import recount
from drafting.models import Version
from drafting.services.comparing import units_of
from drafting.text import alignment, anchors, carrying

NOWHERE = anchors.Anchor("", None, None, "", "", "")


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


@transaction.atomic
def carry_into_corrigendum(round, old):
    """A Corr. has replaced the version `old` in a round: place what was submitted, and move what is being drafted.

    A draft is no record: its anchor itself moves to the corrected text, with the words as they read there. Nobody
    has verified it against them, but the words that its delegation wrote are the same, so its state stays.
    """
    carry_comments(round.version)
    aligned = _aligner(round.version)
    entries = {(str(e.provision.uid), e.language): e for e in round.version.entries.for_list()}
    drafts = Draft.objects.filter(recipient__round=round, entry__version=old)
    for draft in drafts.for_list():
        carried = _carried(draft, aligned)
        draft.entry = entries[carried.uid or str(draft.entry.provision.uid), draft.entry.language]
        draft.paragraph = carried.paragraph or ""
        there = carried.start is not None
        anchor = anchors.anchor_at(draft.entry.text, carried.start, carried.end) if there else NOWHERE
        for name in ("start", "end", "quote", "prefix", "suffix"):
            setattr(draft, name, getattr(anchor, name))
        draft.save(update_fields=["entry", "paragraph", "start", "end", "quote", "prefix", "suffix"])


def said_of_corrigendum(round, corr):
    """What putting `corr` into the round does to what was said, as sentences; figures, and nobody's words."""
    comments = Comment.objects.filter(round=round, entry__version=round.version).count()
    drafts = Draft.objects.filter(recipient__round=round, entry__version=round.version).count()
    yield ngettext(
        "%(n)d comment is carried to its place in the corrected text; its own anchor stays.",
        "%(n)d comments are carried to their places in the corrected text; their own anchors stay.",
        comments,
    ) % {"n": comments}
    if drafts:
        yield _(
            "Every draft moves to its place in the corrected text, and its delegation is shown what was corrected."
        )


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
    carried = _carried(comment, aligned)
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


def _carried(said, aligned):
    """Where a comment or a draft falls by the alignment of its own language."""
    units, found = aligned(said.entry.version_id, said.entry.language)
    # Without words and paragraph it is on the whole provision.
    paragraph = said.paragraph if said.quote else said.paragraph or None
    anchor = anchors.Anchor(paragraph, said.start, said.end, said.quote, said.prefix, said.suffix)
    return carrying.carry_along(anchor, units[str(said.entry.provision.uid)], found)


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
