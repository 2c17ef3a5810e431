"""Clearance inside a delegation: who has done what, what is left to do, by whom, by when."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from circulation.models import Recipient
from comments import permissions
from comments.models import Clearance, Draft, Remark
from comments.services.checking import faults_of
from comments.services.preparing import Conflict, set_state
from drafting.services import Refused
from stakeholders import clock
from stakeholders import permissions as acting

State = Draft.State

# From which states each state is reached.
WAYS = {
    State.SHARED: (State.DRAFT, State.VERIFIED),
    State.VERIFIED: (State.SHARED, State.DRAFT, State.SELECTED),
    State.SELECTED: (State.DRAFT, State.SHARED, State.VERIFIED),
    State.DRAFT: (State.SHARED, State.NOT_RETAINED),
    State.NOT_RETAINED: (State.DRAFT, State.SHARED, State.VERIFIED, State.SELECTED),
}


@dataclass(frozen=True)
class Task:
    """One thing that is left: what, by whom, by when, and the drafts it is about."""

    what: str
    who: str
    by_when: object
    drafts: list = field(default_factory=list)


@transaction.atomic
def arrange_clearance(recipient, *, steps, deadline, by):
    """Choose two or three steps, and a deadline of the delegation's own (an aware datetime, or None).

    Raises Refused where the deadline is not before the round closes for this party.
    """
    if deadline and deadline >= recipient.closing:
        raise Refused(_("Your own deadline ends before the round closes for you."))
    return _change(recipient, by, steps=steps, deadline=deadline)


@transaction.atomic
def pause_commenting(recipient, *, by):
    """Reviewers write nothing more until commenting is resumed; Contact Point and deputies go on."""
    return _change(recipient, by, paused_at=clock.now())


@transaction.atomic
def resume_commenting(recipient, *, by):
    """Reviewers write again."""
    return _change(recipient, by, paused_at=None)


@transaction.atomic
def move_draft(draft, state, *, by, membership, revision=None):
    """Bring a draft to the next state of clearance, and keep who did it and when.

    `revision` is the one that was looked at: nobody verifies words they have not read. Raises Refused.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.state == state:
        return draft
    if revision is not None and revision != draft.revision:
        raise Conflict(draft)
    if draft.state not in WAYS.get(state, ()):
        raise Refused(
            _("From “%(state)s” a comment does not go there.") % {"state": draft.get_state_display()}
        )
    if state in (State.VERIFIED, State.SELECTED):
        _guard_clearance(draft, state, by, membership)
    return set_state(draft, state, by)


@transaction.atomic
def remark_on(draft, text, *, by):
    """Say something about a draft to one's own delegation. Raises Refused where nothing is said."""
    if not text.strip():
        raise Refused(_("Write something first."))
    return Remark.objects.create(draft=draft, text=text.strip(), by=by, at=clock.now())


def left_to_do(recipient, drafts, members):
    """What is left before the submission, as Tasks; `drafts` are the retained ones, `members` the memberships."""
    clearance = Clearance.of(recipient)
    own = clearance.deadline or recipient.closing
    changed = [draft for draft in drafts if draft.differs_from_submitted]
    unfinished = [draft for draft in changed if any(faults_of(draft, recipient.round))]
    tasks = []
    if unfinished:
        who = ", ".join(dict.fromkeys(str(draft.saved_by) for draft in unfinished))
        tasks.append(Task(_("Finish"), who, own, unfinished))
    waiting = [draft for draft in changed if draft not in unfinished and not draft.is_verified]
    if clearance.is_three_step and waiting:
        tasks.append(Task(_("Verify"), _names(members, permissions.may_clear), own, waiting))
    ready = [draft for draft in changed if draft not in unfinished and draft not in waiting]
    if not clearance.is_three_step:
        ready += waiting
    if ready:
        tasks.append(Task(_("Submit"), _names(members, acting.may_submit), recipient.closing, ready))
    if not drafts and not recipient.has_answered:
        what = _("Comment, or send a nil return")
        tasks.append(Task(what, _names(members, acting.may_submit), recipient.closing))
    return tasks


def _guard_clearance(draft, state, by, membership):
    if not permissions.may_clear(membership):
        raise Refused(_("Your Contact Point or a deputy verifies and selects."))
    if next(faults_of(draft, draft.recipient.round), None):
        raise Refused(_("This comment is not finished yet."))
    if not Clearance.of(draft.recipient).is_three_step:
        return
    if state == State.VERIFIED and draft.written_by_id == by.pk:
        raise Refused(_("In three steps, somebody else than who wrote the words verifies them."))
    if state == State.SELECTED and not draft.is_verified:
        raise Refused(_("In three steps, a comment is verified before it is selected."))


def _change(recipient, by, **fields):
    Recipient.objects.select_for_update().get(pk=recipient.pk)
    clearance = Clearance.of(recipient)
    for name, value in fields.items():
        setattr(clearance, name, value)
    clearance.set_by, clearance.set_at = by, clock.now()
    clearance.save()
    return clearance


def _names(members, may):
    return ", ".join(str(member.user) for member in members if may(member)) or _("nobody yet")
