"""The matrix: every comment of a round with its answer, a row each, in the order of the text."""

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.services.showing import party_name, with_members
from compilation.layouts.parts import masthead_of
from compilation.sheets import Column, Rows, Sheet
from stakeholders import moments

CHUNK = 1000


def sheet(round, user, now):
    """The matrix of `round` as `user` may read it: exactly the standing comments visible to that user."""
    comments = Comment.objects.for_reader(user).in_round(round).standing()

    def begin(done):
        rest = comments[done:].iterator(chunk_size=CHUNK)
        return (row_of(comment) for comment in with_members(rest, round))

    return Sheet(
        title=str(round),
        facts=_facts(round, comments, now),
        columns=columns(),
        rows=Rows(begin),
        language=get_language() or "en",
        is_right_to_left=get_language_bidi(),
        masthead=masthead_of(round, now),
    )


def _facts(round, comments, now):
    return [
        (_("Declaration"), str(round.declaration)),
        (_("On"), round.subject_name),
        (_("Closed") if now >= round.closes_at else _("Closes"), moments.in_geneva(round.closes_at)),
        (_("Comments in this file"), str(comments.count())),
        (_("Made"), moments.in_utc(now)),
    ]


def columns():
    """The columns of a list of comments, in the order of `row_of`."""
    return [
        Column(_("Number"), 13),
        Column(_("Place"), 22),
        Column(_("Party"), 22),
        Column(_("Category"), 18),
        Column(_("Regional group"), 18),
        Column(_("Type"), 12),
        Column(_("Stance"), 16),
        Column(_("Weight"), 16),
        Column(_("Words commented on"), 36, is_long=True),
        Column(_("Proposed text"), 42, is_long=True),
        Column(_("Explanation"), 50, is_long=True),
        Column(_("Supported by"), 24, is_long=True),
        Column(_("Publication"), 14),
        Column(_("Received"), 22),
        Column(_("Minutes late"), 8),
        Column(_("Outcome"), 18),
        Column(_("Response"), 50, is_long=True),
        Column(_("Change in the text"), 42, is_long=True),
    ]


def row_of(comment):
    """One comment from `for_reader` as a list of texts, one a column."""
    response = comment.answer
    return [
        comment.number,
        str(comment.place),
        party_name(comment),
        str(comment.party.get_category_display()),
        str(comment.party.get_regional_group_display()),
        _type(comment),
        str(comment.get_stance_display()),
        str(comment.get_weight_display()),
        comment.base_words if comment.proposes else comment.quote,
        _proposal(comment),
        comment.explanation,
        "; ".join(_stand(stand) for stand in comment.endorsements.all()),
        str(comment.get_publication_display()),
        # To the minute it would tell which comments came together, and from whom.
        comment.received_at.strftime("%Y-%m-%d" if comment.is_anonymous else "%Y-%m-%d %H:%M UTC"),
        str(comment.submission.minutes_late or "") if not comment.is_anonymous else "",
        str(response.get_outcome_display()) if response else "",
        response.reason if response else "",
        "\n".join(_change(change) for change in comment.changes.all()),
    ]


def _type(comment):
    oral = comment.channel == comment.Channel.ORAL
    return (
        f"{comment.get_type_display()} ({comment.get_channel_display()})"
        if oral
        else str(comment.get_type_display())
    )


def _proposal(comment):
    if not comment.proposes:
        return ""
    return comment.proposed_text or _("[delete]")


def _stand(stand):
    words = f" ({stand.words})" if stand.words else ""
    return f"{stand.organisation.short_name} {stand.get_kind_display()}{words}"


def _change(change):
    return _("“%(before)s” → “%(after)s”") % {"before": change.before, "after": change.after}
