""" "This is not ours": a party disowns what stands under its name. Its words leave every page at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Receipt, Submission
from comments.services.counting import Count
from comments.services.receipts import append_receipt
from drafting.services import Refused
from stakeholders import clock
from stakeholders.queue import fair_turn
from stakeholders.records import record_save

# The words of a comment; its number, its place and its answer stay.
WORDS = ("quote", "prefix", "suffix", "proposed_text", "explanation")


def disavow_submission(submission, *, by):
    """Take the words of a submission out of every page, leave a dated stub, and seal the original.

    At any time, also after the answers are published. The record stays in the database under its hash, so that
    the chain holds; no page shows it any more. Raises Refused where it was disowned already.
    """
    with fair_turn(), transaction.atomic():
        submission = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("recipient__round")
            .get(pk=submission.pk)
        )
        if submission.state == Submission.State.DISAVOWED:
            raise Refused(_("This was disowned already."))
        now, count = clock.now(), Count()
        submission.state, submission.withdrawn_at, submission.withdrawn_by = (
            Submission.State.DISAVOWED,
            submission.withdrawn_at or now,
            by,
        )
        submission.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
        for comment in submission.comments.select_related("organisation"):
            _empty(comment, by, now, count)
        append_receipt(submission, Receipt.Act.DISAVOWED, now)
        count.write()
        return submission


def _empty(comment, by, now, count):
    count.leaves(comment)
    comment.withdrawn_at = comment.withdrawn_at or now
    comment.disavowed_at = now
    comment.start = comment.end = None
    comment.proposes = False
    for name in WORDS:
        setattr(comment, name, "")
    record_save(comment, by=by, reason=_("Disowned"))
