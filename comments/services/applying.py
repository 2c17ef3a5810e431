"""Putting a proposal into the working text: shown first, then one history record that names the comment."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Change, Comment
from drafting.models import Wording
from drafting.services import Refused, lock_wording, save_wording
from drafting.text import anchors
from stakeholders import clock


@dataclass(frozen=True)
class Proposal:
    """A comment's proposal against the text as it stands: `applied.text` is what would be saved, or None."""

    comment: Comment
    wording: Wording
    base: int
    applied: anchors.Applied


def preview_proposal(comment):
    """How the proposal of `comment` would fall into the working text now. Raises Refused where it cannot."""
    wording = _wording_of(comment)
    return _fall(comment, wording, wording.current_record.history_id)


@transaction.atomic
def apply_comment(comment, *, by, reason="", seen=None):
    """Apply the proposal of `comment` to the working text and return the Change.

    `seen` is the record the drafter was shown: Stale is raised where another has come since. Raises Refused where
    the words it was made on are gone; the drafter then edits by hand.
    """
    comment = (
        Comment.objects.select_for_update(of=("self",)).select_related("entry__record").get(pk=comment.pk)
    )
    proposal = _fall(comment, *lock_wording(_wording_of(comment)))
    if proposal.applied.text is None:
        raise Refused(_("The words this was proposed for are no longer there. Edit the provision by hand."))
    record = save_wording(
        proposal.wording,
        heading=proposal.wording.heading,
        text=proposal.applied.text,
        base=seen if seen is not None else proposal.base,
        by=by,
        reason=reason.strip() or _("As proposed in %(ref)s") % {"ref": comment.ref},
    )
    return tie_change(comment, record, before=proposal.applied.now, after=comment.proposed_text, by=by)


def tie_change(comment, record, *, before, after, by):
    """Record that `record` was made in answer to `comment`, with the exact words."""
    change, _created = Change.objects.get_or_create(
        comment=comment,
        record=record,
        defaults={"before": before, "after": after, "by": by, "at": clock.now()},
    )
    return change


def _wording_of(comment):
    if not comment.proposes or comment.entry_id is None:
        raise Refused(_("This comment proposes no words."))
    provision, language = comment.entry.provision, comment.entry.language
    wording = Wording.objects.filter(provision=provision, language=language).first()
    if wording is None or provision.deleted_at:
        raise Refused(_("The provision is no longer in the working text."))
    return wording


def _fall(comment, wording, base):
    entry = comment.entry
    start, end = _span(comment, entry)
    applied = anchors.apply_proposal(wording.text, entry.text, start, end, comment.proposed_text)
    return Proposal(comment, wording, base, applied)


def _span(comment, entry):
    if comment.quote:
        return comment.start, comment.end
    found = entry.paragraph(comment.paragraph) if comment.paragraph else None
    return (found.body, found.body + len(found.words(entry.text))) if found else (0, len(entry.text))
