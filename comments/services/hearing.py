"""Oral input: noted at a meeting under the rule of its segment, confirmed by its party, then a comment like others."""

import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from circulation.models import Recipient, Round
from circulation.services.covers import tell_recipients
from comments.models import Comment, Draft, OralView, Submission
from comments.models.anchored import Publication
from comments.models.naming import SMALLEST
from comments.services.enclosing import enclosed_in
from comments.services.preparing import save_draft
from comments.services.submitting import receive
from drafting.services import Refused
from mandate.models import Segment
from stakeholders import clock
from stakeholders.queue import fair_turn
from stakeholders.records import record_save

Rule = Segment.Rule


def rounds_to_hear(mandate):
    """The rounds whose text can be spoken about: on a text of the mandate, gone out, not published; newest first."""
    rounds = Round.objects.announced().exclude(state__in=Round.PUBLISHED).filter(version__isnull=False)
    return (
        rounds.filter(declaration__mandate=mandate)
        .select_related("declaration", "version")
        .order_by("-opens_at")
    )


@transaction.atomic
def note_view(segment, round, *, words, by, entry=None, organisation=None, category="", language="en"):
    """Note what was said, next in order, and return the OralView.

    The rule of the segment decides what of the speaker is stored: attributed needs the party; by category keeps the
    category alone, and not even that where fewer than three recipients are of it; unattributed keeps neither,
    whatever is given. Raises Refused without words, or without the speaker that the rule needs.
    """
    segment = Segment.objects.select_for_update(of=("self",)).get(pk=segment.pk)
    if not words.strip():
        raise Refused(_("Note what was said."))
    organisation, category = _speaker(segment, round, organisation, category)
    last = segment.views.aggregate(Max("order"))["order__max"] or 0
    view = OralView(
        segment=segment,
        order=last + 1,
        round=round,
        entry=entry,
        organisation=organisation,
        category=category,
        words=words.strip(),
        language=language,
        noted_by=by,
        noted_at=clock.now(),
    )
    return record_save(view, by=by)


@transaction.atomic
def ask_to_confirm(segment, *, by):
    """Write to every delegation in whose name something was recorded and not asked about yet; return how many views."""
    waiting = segment.views.filter(
        organisation__isnull=False, state=OralView.State.RECORDED, asked_at=None
    ).select_for_update(of=("self",))
    views = list(waiting.select_related("organisation", "round"))
    for view in views:
        view.asked_at = clock.now()
        record_save(view, by=by, reason=_("Asked to confirm"), fields=["asked_at"])
        _ask(view, by)
    return len(views)


def confirm_view(view, words, *, by):
    """The party stands by what was recorded in its name, in its own corrected `words` where they differ.

    It becomes a comment of the party, channel oral, beside what it has sent, with a receipt. Raises Refused where it
    was answered already, or the answers of the round are published.
    """
    with fair_turn(), transaction.atomic():
        view = _to_answer(view)
        recipient = (
            Recipient.objects.select_for_update(of=("self",))
            .select_related("round__declaration", "round__version", "organisation")
            .get(round=view.round, organisation=view.organisation)
        )
        said = words.replace("\r\n", "\n").strip()
        if not said:
            raise Refused(_("Without words there is nothing to confirm. If it is not your view, say so."))
        draft = save_draft(
            recipient,
            uuid.uuid4(),
            by=by,
            revision=0,
            entry=view.entry,
            explanation=said,
            proposed_text="",
            stance="support_with_change",
            type="substantive" if view.entry else "general",
            language=view.language,
        )
        submission = _received(recipient, draft, by)
        comment = Comment.objects.get(draft=draft)
        comment.channel = Comment.Channel.ORAL
        record_save(comment, by=by, reason=_("Said at a meeting, confirmed"), fields=["channel"])
        same = said == view.words
        view.state = OralView.State.CONFIRMED if same else OralView.State.CORRECTED
        view.words, view.comment = said, comment
        _answered(view, by)
        return submission


@transaction.atomic
def deny_view(view, *, by):
    """The party says that this is not its view: it goes nowhere, and the drafters see that it was denied."""
    view = _to_answer(view)
    view.state = OralView.State.DENIED
    return _answered(view, by)


def spoken_in(round, user):
    """What was said at meetings on the text of `round` and is in no party's name, as `user` may read it, in order.

    What is in a party's name is a comment once that party has confirmed it, and stands among those.
    """
    views = OralView.objects.visible_to(user).of_nobody().filter(round=round).for_list()
    return views.order_by("segment__activity__begins", "segment__order", "order")


def _speaker(segment, round, organisation, category):
    if segment.rule == Rule.ATTRIBUTED:
        if organisation is None:
            raise Refused(_("Choose who spoke: in this segment views are attributed."))
        if not round.recipients.filter(organisation=organisation).exists():
            raise Refused(_("This party is not a recipient of the round, so it could not confirm."))
        return organisation, ""
    if segment.rule == Rule.CATEGORY:
        if not category:
            raise Refused(_("Choose the category: in this segment views are recorded by category."))
        alike = round.recipients.filter(organisation__category=category).count()
        return None, category if alike >= SMALLEST else ""
    return None, ""


def _to_answer(view):
    view = (
        OralView.objects.select_for_update(of=("self",))
        .select_related("round", "organisation", "entry")
        .get(pk=view.pk)
    )
    if view.state != OralView.State.RECORDED:
        raise Refused(_("This was answered already."))
    if view.round.is_published:
        raise Refused(_("The answers of this round are published; what comes now belongs to the next."))
    return view


def _answered(view, by):
    view.answered_by, view.answered_at = by, clock.now()
    return record_save(view, by=by, reason=str(view.get_state_display()))


def _received(recipient, draft, by):
    """Submit the view beside what the party has sent: the meeting was in time, so it is never marked late."""
    own = Draft.objects.filter(recipient=recipient, comment__withdrawn_at=None).exclude(comment=None)
    standing = recipient.submissions.standing().first()
    return receive(
        recipient,
        Submission.Kind.COMMENTS,
        [*own.for_list(), draft],
        by,
        clock.now(),
        standing.minutes_late if standing else 0,
        enclosed_in(standing),
        publication=standing.publication if standing else Publication.PUBLIC,
    )


def _ask(view, by):
    link = f"{settings.BASE_URL}/delegations/{view.organisation.code}/said/"
    tell_recipients(
        view.round,
        f"oral-{view.pk}",
        lambda: _("Recorded in your name: please confirm"),
        lambda _workspace: (
            _(
                "At “%(meeting)s” this was recorded in the name of your delegation:\n\n%(words)s\n\n"
                "Please confirm or correct it. Nothing becomes public in your name before that.\n\n%(link)s"
            )
            % {"meeting": view.segment.activity, "words": view.words, "link": link}
        ),
        recipients=view.round.recipients.filter(organisation=view.organisation),
        by=by,
    )
