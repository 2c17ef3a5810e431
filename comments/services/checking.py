"""What is looked at before a submission: what stands in its way, and what one should know."""

from django.utils.translation import gettext as _

from comments.models import Clearance, Draft
from drafting.models import Version, VersionEntry


def faults_of(draft, round):
    """Sentences that say what is unfinished in `draft`, or over the round's limit. Each stands in the way."""
    if draft.is_empty:
        yield _("%(place)s: nothing is said yet.") % {"place": draft.place}
    length = len(draft.explanation) + len(draft.proposed_text)
    if round.limit and length > round.limit:
        yield _("%(place)s: %(length)d characters; this round takes %(limit)d.") % {
            "place": draft.place,
            "length": length,
            "limit": round.limit,
        }


def chosen(recipient):
    """(what a submission would contain now, what stays behind, clearance), drafts in the order of the text.

    In three steps only what is verified goes. Where anything is selected, only that goes. What has been
    submitted already goes again, so that a second submission withdraws nothing by silence.
    """
    clearance = Clearance.of(recipient)
    retained = list(Draft.objects.filter(recipient=recipient).to_submit().for_list())
    going = going_of(retained, clearance)
    return going, [draft for draft in retained if draft not in going], clearance


def going_of(retained, clearance):
    """Those of the retained drafts that a submission would contain."""
    selecting = any(draft.state == Draft.State.SELECTED for draft in retained if draft.comment_id is None)
    return [draft for draft in retained if _goes(draft, clearance, selecting)]


def hindrances(recipient, drafts, clearance):
    """What stands in the way of submitting `drafts`, as (draft, sentence)."""
    for draft in drafts:
        for fault in faults_of(draft, recipient.round):
            yield draft, fault
        if clearance.is_three_step and not draft.is_verified and draft.differs_from_submitted:
            yield (
                draft,
                _("%(place)s: changed since it was submitted, and not verified yet.")
                % {"place": draft.place},
            )


def warnings(recipient, drafts):
    """What one should know and may leave as it is, as (draft, sentence): words that a newer text has changed."""
    version = recipient.round.version
    newer = (
        version
        and Version.objects.public()
        .filter(declaration=version.declaration_id, number__gt=version.number)
        .order_by("-number")
        .first()
    )
    if not newer:
        return
    entries = VersionEntry.objects.filter(version=newer).select_related("record", "provision")
    now = {(entry.provision_id, entry.language): entry.text for entry in entries}
    for draft in drafts:
        if draft.entry_id and draft.base_words not in now.get(
            (draft.entry.provision_id, draft.entry.language), ""
        ):
            yield (
                draft,
                _("%(place)s: these words stand differently in the %(version)s.")
                % {"place": draft.place, "version": newer.full_name},
            )


def _goes(draft, clearance, selecting):
    if draft.comment_id:
        return True
    if selecting:
        return draft.state == Draft.State.SELECTED
    return draft.is_verified or not clearance.is_three_step
