"""Putting proposals into the working text: shown first, then one history record that names the comments."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Change, Comment
from drafting.models import Wording
from drafting.services import Refused, lock_wording, save_wording
from drafting.text import anchors, tokens
from stakeholders import clock


@dataclass(frozen=True)
class Proposal:
    """A comment's proposal against the text as it stands: `applied.text` is what would be saved, or None."""

    comment: Comment
    wording: Wording
    base: int
    applied: anchors.Applied

    @property
    def words(self):
        """What makes two proposals one: the same words in the same place, white space apart."""
        proposed = tokens.normalise(self.comment.proposed_text).text.strip()
        return (self.applied.start, self.applied.end, proposed)

    def touches(self, other):
        """Whether both want the same words of the working text changed, each in its own way."""
        (start, end, _w), (start2, end2, _w2) = self.words, other.words
        return self.words != other.words and (start < end2 and start2 < end or start == start2)


@dataclass(frozen=True)
class Together:
    """Several proposals on one wording: what they make of it, and which of them cannot stand together."""

    proposals: list
    gone: list
    conflicts: list
    wording: Wording
    base: int
    text: str | None

    @property
    def refs(self):
        return [proposal.comment.ref for proposal in self.proposals]


def preview_proposals(comments):
    """How the proposals of `comments` would fall into the working text now, as Together.

    Raises Refused where one proposes no words, where they stand on several provisions, or where the provision
    has left the text.
    """
    wordings = {wording.pk: wording for wording in (_wording_of(comment) for comment in comments)}
    if len(wordings) != 1:
        raise Refused(_("Choose proposals on one provision, in one language."))
    wording = next(iter(wordings.values()))
    return _together(comments, wording, wording.current_record.history_id)


@transaction.atomic
def apply_comments(comments, *, by, reason="", seen=None):
    """Apply the proposals of `comments` to the working text in one record, and return their Changes.

    `seen` is the record the drafter was shown: Stale is raised where another has come since. Raises Refused where
    the words of one are gone, or where two want the same words in different ways.
    """
    comments = list(
        Comment.objects.select_for_update(of=("self",))
        .select_related("entry__record", "entry__provision")
        .filter(pk__in=[comment.pk for comment in comments])
        .order_by("pk")
    )
    shown = preview_proposals(comments)
    wording, base = lock_wording(shown.wording)
    found = _together(comments, wording, base)
    _refuse_what_cannot_stand(found)
    record = save_wording(
        wording,
        heading=wording.heading,
        text=found.text,
        base=seen if seen is not None else base,
        by=by,
        reason=reason.strip() or _("As proposed in %(ref)s") % {"ref": ", ".join(found.refs)},
    )
    return [
        tie_change(each.comment, record, before=each.applied.now, after=each.comment.proposed_text, by=by)
        for each in found.proposals
    ]


@transaction.atomic
def undo_application(change, *, by, reason=""):
    """Take what a comment brought out of the working text again, with all that came in the same act.

    The words before it come back as a record of their own. Raises Refused where the provision was changed since,
    or where a version was frozen with it.
    """
    change = Change.objects.select_related("record", "comment").get(pk=change.pk)
    wording = Wording.objects.get(pk=change.record.id)
    wording, base = lock_wording(wording)
    if change.undone_at or base != change.record_id:
        raise Refused(_("The provision has been changed since. Edit it by hand."))
    if change.record.entries.exists():
        raise Refused(
            _("A version was frozen with these words; they stand there. Edit the provision by hand.")
        )
    together = Change.objects.filter(record=change.record)
    earlier = type(change.record).objects.filter(id=wording.pk, history_id__lt=base, aside=None)
    before = earlier.order_by("-history_id")[0]
    refs = ", ".join(together.values_list("comment__ref", flat=True))
    record = save_wording(
        wording,
        heading=before.heading,
        text=before.text,
        base=base,
        by=by,
        reason=reason.strip() or _("Undone: %(ref)s") % {"ref": refs},
    )
    together.update(undone_by=by, undone_at=clock.now())
    return record


def tie_change(comment, record, *, before, after, by):
    """Record that `record` was made in answer to `comment`, with the exact words."""
    change, _created = Change.objects.get_or_create(
        comment=comment,
        record=record,
        defaults={"before": before, "after": after, "by": by, "at": clock.now()},
    )
    return change


def _refuse_what_cannot_stand(found):
    if found.gone:
        raise Refused(_("The words this was proposed for are no longer there. Edit the provision by hand."))
    if found.conflicts:
        pairs = "; ".join(f"{one.comment.ref}, {other.comment.ref}" for one, other in found.conflicts)
        raise Refused(_("These want the same words in different ways: %(pairs)s.") % {"pairs": pairs})


def _together(comments, wording, base):
    proposals = [_fall(comment, wording, base) for comment in comments]
    standing = [proposal for proposal in proposals if proposal.applied.text is not None]
    conflicts = [
        (one, other)
        for index, one in enumerate(standing)
        for other in standing[index + 1 :]
        if one.touches(other)
    ]
    gone = [proposal for proposal in proposals if proposal.applied.text is None]
    text = None if gone or conflicts else _text_with(wording.text, standing)
    return Together(proposals, gone, conflicts, wording, base, text)


def _text_with(text, proposals):
    """From the last to the first, so that the places before stay true; the same proposal of several once."""
    chosen = {proposal.words: proposal for proposal in proposals}
    for start, end, _words in sorted(chosen, key=lambda words: words[:2], reverse=True):
        proposed = chosen[start, end, _words].comment.proposed_text
        text = text[:start] + proposed + text[end:]
    return text


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
