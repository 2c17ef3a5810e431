"""Answers: proposed by one, decided by the expert, published all together."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circulation.models import Round
from comments.models import Cause, Comment, InternalNote, Reconsideration, Response
from comments.services.ledger import missing_in_answers
from comments.services.letters import write_letters
from comments.services.reconsidering import publish_again
from comments.services.screening import is_screened
from drafting.models import Override
from drafting.services import Refused, pass_gate
from stakeholders import clock
from stakeholders.records import record_save

# What can be missing before answers are published, as it is printed.
NAMES = {
    "without_words": gettext_lazy("says “accepted” and points at no words"),
    "words_gone": gettext_lazy("says “accepted” and its words are not in the text"),
    "without_outcome": gettext_lazy("has no outcome"),
    "undecided": gettext_lazy("its answer is not decided"),
}


@transaction.atomic
def propose_response(comment, *, outcome, reason, by, note="", master=None, remainder=""):
    """Propose an answer, or change the one proposed. A decided one must be reopened first.

    With `master`, a Response, the comment gets that answer's outcome and words, and `remainder` besides; when the
    master changes, those that follow it and are not decided change with it.
    """
    comment = _lock(comment)
    response = Response.objects.filter(comment=comment).first() or Response(comment=comment)
    if response.is_decided:
        raise Refused(_("This response is decided. Reopen it to change it."))
    if master:
        outcome = master.outcome
        reason = "\n\n".join(filter(None, (master.reason, remainder.strip())))
    if not reason.strip():
        raise Refused(_("Give the reason: it is what the party will read."))
    response.outcome, response.reason = outcome, reason.strip()
    response.master, response.remainder = master, remainder.strip()
    response.proposed_by, response.proposed_at = by, clock.now()
    record_save(response, by=by)
    if note.strip():
        InternalNote.objects.create(comment=comment, text=note.strip(), by=by, at=clock.now())
    _move(comment, Comment.State.PROPOSED, by)
    for follower in response.followers.filter(decided_at=None).select_related("comment"):
        propose_response(
            follower.comment, master=response, remainder=follower.remainder, outcome="", reason="", by=by
        )
    return response


@transaction.atomic
def answer_together(comments, *, outcome, reason, by, note="", decide=False):
    """One master answer for several comments, each keeping its own number; return the Responses, master first.

    With `decide` each is decided as well, as an act of its own. Raises Refused where one is decided already.
    """
    first, *others = comments
    given = [propose_response(first, outcome=outcome, reason=reason, note=note, by=by)]
    for comment in others:
        given.append(propose_response(comment, master=given[0], outcome="", reason="", note=note, by=by))
    if decide:
        given = [decide_response(response, by=by) for response in given]
    return given


@transaction.atomic
def decide_response(response, *, by):
    """Decide a proposed answer. Proposal and decision are separate acts, even by one person."""
    comment = _lock(response.comment)
    response = Response.objects.get(pk=response.pk)
    if response.is_decided:
        raise Refused(_("This response is decided already."))
    response.decided_by, response.decided_at = by, clock.now()
    record_save(response, by=by)
    _move(comment, Comment.State.DECIDED, by)
    return response


@transaction.atomic
def decide_together(responses, *, by):
    """Decide those of `responses` that are not decided yet, and return how many."""
    waiting = [response for response in responses if not response.is_decided]
    for response in waiting:
        decide_response(response, by=by)
    return len(waiting)


@transaction.atomic
def reopen_response(response, *, by, reason):
    """Take a decision back, until it is published."""
    comment = _lock(response.comment)
    response = Response.objects.get(pk=response.pk)
    if response.is_published:
        raise Refused(_("This response is published; it is reconsidered on new information alone."))
    response.decided_by = response.decided_at = None
    record_save(response, by=by, reason=reason)
    _move(comment, Comment.State.PROPOSED, by)
    return response


@transaction.atomic
def take_back(response, *, by):
    """Take a proposed answer back: the comment waits for one again; what was proposed stays in the history."""
    comment = _lock(response.comment)
    response = Response.objects.get(pk=response.pk)
    if response.is_decided:
        raise Refused(_("This response is decided. Reopen it to change it."))
    if response.followers.exists():
        raise Refused(_("Other comments have the same answer. Change it, or take theirs back first."))
    response._history_user, response._change_reason = by, _("Taken back")
    response.delete()
    _move(comment, Comment.State.RECEIVED, by)


@transaction.atomic
def note_causes(comment, codes, *, by):
    """Say which cause codes `comment` bears; those not in `codes` are taken off."""
    comment.causes.exclude(code__in=codes).delete()
    had = set(comment.causes.values_list("code", flat=True))
    Cause.objects.bulk_create(
        Cause(comment=comment, code=code, by=by, at=clock.now()) for code in codes if code not in had
    )


def publishing_preview(round):
    """What publishing would do: the counts, and what stands in the way as lists of comments to look at."""
    standing = Comment.objects.in_round(round).standing()
    decided = Response.objects.filter(comment__in=standing).to_publish()
    again = Reconsideration.objects.to_publish().filter(response__comment__in=standing)
    return {
        "ready": decided.count() + again.count(),
        "parties": standing.values("organisation").distinct().count(),
        "public": standing.filter(publication="public").count(),
        "withheld": standing.filter(publication="withheld").count(),
        "missing": missing_in_answers(round),
    }


@transaction.atomic
def publish_responses(round, *, by, override="", react_until=None):
    """Publish every decided answer of `round` in one act and return how many. Undecided ones stay inside.

    A new answer to what was reconsidered takes the place of the earlier one by the same act and the same gates.

    Raises Refused while the round still takes submissions; and where a comment has no decided outcome, or "accepted"
    points at no words of the text, unless `override` gives the reason to go on: it is printed. Refused too before what
    becomes public was screened. Each party gets its letter; it may react until `react_until`.
    """
    round = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    if round.state not in (Round.State.COMPILED, Round.State.CONSIDERATION, Round.State.PUBLISHED):
        raise Refused(_("Responses are published once the round is closed and under consideration."))
    if not is_screened(round):
        raise Refused(_("Go first through what becomes public: nothing does before the screening is passed."))
    lists = missing_in_answers(round)
    missing = [(f"{comment.ref}: {NAMES[what]}", "") for what, found in lists.items() for comment in found]
    pass_gate(Override.Gate.ANSWERS, round.declaration, round.number, missing, override=override, by=by)
    now = clock.now()
    responses = list(Response.objects.filter(comment__round=round, comment__withdrawn_at=None).to_publish())
    for response in responses:
        response.published_at = now
        record_save(response, by=by, fields=["published_at"])
        _move(response.comment, Comment.State.ANSWERED, by)
    responses += publish_again(round, now, by=by)
    round.state, round.published_at = Round.State.PUBLISHED, round.published_at or now
    record_save(round, by=by, reason=_("Responses published"))
    if responses:
        write_letters(round, responses, by=by, react_until=react_until)
    return len(responses)


def _lock(comment):
    return Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)


def _move(comment, state, by):
    comment.state = state
    record_save(comment, by=by, fields=["state"])
