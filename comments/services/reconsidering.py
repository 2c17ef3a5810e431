"""A published answer is taken up again on new information; it stands until the new one is published like the first."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from circulation.services.covers import tell_recipients
from comments.models import InternalNote, Letter, Reaction, Reconsideration, Response
from drafting.services import Refused, finalization_of
from stakeholders import clock, moments
from stakeholders.records import record_save


@transaction.atomic
def reconsider_response(response, *, information, by, from_reaction=False):
    """Take a published answer up again; it stays visible, and says since when it is being reconsidered.

    `information` says what is new; with `from_reaction` it came with what the party contested. The party is told.
    Raises Refused without new information, for an answer that is not published or is being reconsidered already, and
    once the text was submitted to the Council. Returns the Reconsideration.
    """
    response = Response.objects.select_for_update(of=("self",)).select_related("comment").get(pk=response.pk)
    if not information.strip():
        raise Refused(_("Say what is new: without new information a published answer stands."))
    if not response.is_published or response.comment.withdrawn_at:
        raise Refused(_("Only a published answer is reconsidered."))
    if response.reconsiderations.open().exists():
        raise Refused(_("This answer is being reconsidered already."))
    final = finalization_of(response.comment.round.declaration)
    if final and final.is_submitted:
        raise Refused(_("The text was submitted to the Council; its answers stand."))
    reaction = Reaction.objects.filter(comment=response.comment, kind=Reaction.Kind.CONTESTED).first()
    made = Reconsideration(
        response=response,
        information=information.strip(),
        reaction=reaction if from_reaction else None,
        opened_by=by,
        opened_at=clock.now(),
    )
    record_save(made, by=by, reason=information.strip())
    _tell(made)
    return made


@transaction.atomic
def propose_again(again, *, outcome, reason, by, note=""):
    """Propose the answer that is to take the place of the published one. Raises Refused for one that is decided."""
    again = _lock(again)
    if again.is_decided:
        raise Refused(_("The new answer is decided. Take the decision back to change it."))
    if not reason.strip():
        raise Refused(_("Give the reason: it is what the party will read."))
    again.outcome, again.reason = outcome, reason.strip()
    again.proposed_by, again.proposed_at = by, clock.now()
    record_save(again, by=by)
    if note.strip():
        InternalNote.objects.create(comment=again.response.comment, text=note.strip(), by=by, at=clock.now())
    return again


@transaction.atomic
def decide_again(again, *, by):
    """Decide the new answer, apart from its proposal; it becomes public with the next publication of the round."""
    again = _lock(again)
    if again.proposed_at is None or again.is_decided:
        raise Refused(_("There is no proposed answer to decide."))
    again.decided_by, again.decided_at = by, clock.now()
    return record_save(again, by=by)


@transaction.atomic
def take_decision_back(again, *, by):
    """The new answer is proposed again, and no more, until it is published."""
    again = _lock(again)
    again.decided_by = again.decided_at = None
    return record_save(again, by=by, reason=_("Decision taken back"))


def publish_again(round, now, *, by):
    """Put every decided new answer of `round` in the place of the earlier one, inside the caller's transaction.

    The earlier answer stays in the record with its dates. That a party accepted it says nothing of the new one: its
    reaction leaves (its history stays); what it contested stands until it says otherwise. Returns the Responses.
    """
    waiting = Reconsideration.objects.to_publish().filter(
        response__comment__round=round, response__comment__withdrawn_at=None
    )
    return [_take_place(again, now, by) for again in waiting.select_related("response__comment")]


def _take_place(again, now, by):
    response = again.response
    again.earlier_outcome, again.earlier_reason = response.outcome, response.reason
    again.earlier_published_at, again.published_at = response.published_at, now
    record_save(again, by=by)
    response.outcome, response.reason = again.outcome, again.reason
    response.proposed_by, response.proposed_at = again.proposed_by, again.proposed_at
    response.decided_by, response.decided_at = again.decided_by, again.decided_at
    response.published_at, response.master, response.remainder = now, None, ""
    record_save(response, by=by, reason=_("Reconsidered: %(why)s") % {"why": again.information})
    accepted = Reaction.objects.filter(comment=response.comment, kind=Reaction.Kind.ACCEPTED).first()
    if accepted:
        accepted._history_user, accepted._change_reason = by, _("Said to the earlier answer")
        accepted.delete()
    return response


def _lock(again):
    return Reconsideration.objects.open().select_for_update(of=("self",)).get(pk=again.pk)


def _tell(again):
    comment = again.response.comment
    letter = Letter.objects.filter(round=comment.round, organisation=comment.organisation_id).first()
    page = (letter or comment).get_absolute_url()

    def body(_workspace):
        return _(
            "The answer to your comment %(ref)s is being reconsidered since %(when)s, on new information: your letter "
            "says which.\n\nThe published answer stands until a new one is published; you will be told.\n\n%(link)s"
        ) % {
            "ref": comment.ref,
            "when": moments.in_geneva(again.opened_at),
            "link": settings.BASE_URL + page,
        }

    tell_recipients(
        comment.round,
        f"reconsidered-{again.pk}",
        lambda: _("The answer to %(ref)s is being reconsidered") % {"ref": comment.ref},
        body,
        recipients=comment.round.recipients.filter(organisation=comment.organisation_id),
        by=again.opened_by,
    )
