"""Replies to a questionnaire: by question, with room for the expert's observations, or by category of party."""

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from comments.services import replying
from comments.services.showing import party_name
from compilation.layouts.parts import by_group, comments_of, paper_of
from compilation.papers import Run
from compilation.sheets import Column, Sheet
from stakeholders import moments, permissions


def paper(round, user, now):
    """Each question with its note, every reply that `user` may read under its party, then the observations."""
    made = paper_of(round, _("Replies to the questionnaire, by question: %(round)s") % {"round": round}, now)
    _said_of_all(made, round)
    drafts = permissions.may_enter_admin(user) or getattr(user, "is_drafter", False)
    for each in replying.replied(round, user, get_language()):
        _ask(made, each, round)
        _timely_then_late(made, [shown.comment for shown in each.replies], level=2)
        if each.observation or drafts:
            made.heading(_("Observations of the Independent Expert"), 2)
            made.say(each.observation.text if each.observation else "…")
    return made


def by_category(round, user, now):
    """The same replies, by category of party and under each question."""
    made = paper_of(round, _("Replies to the questionnaire, by category: %(round)s") % {"round": round}, now)
    _said_of_all(made, round)
    comments = comments_of(round, user)
    for group, parties in by_group(comment.party for comment in comments):
        made.heading(group)
        theirs = [comment for comment in comments if comment.party in parties]
        for each in replying.asked(round, get_language()):
            under = [comment for comment in theirs if comment.question_id == each.question.pk]
            if under:
                _ask(made, each, round, level=2)
                _say(made, under)
    return made


def sheet(round, user, now):
    """A row for each reply, and one for the observations on each question."""
    columns = [
        Column(_("Question"), 9),
        Column(_("Party"), 24),
        Column(_("Category"), 20),
        Column(_("Regional group"), 20),
        Column(_("Number"), 13),
        Column(_("Received"), 14),
        Column(_("What was asked"), 46, is_long=True),
        Column(_("Reply"), 70, is_long=True),
        Column(_("Observations of the Independent Expert"), 50, is_long=True),
    ]
    facts = [
        (_("Questionnaire"), str(round.questionnaire)),
        (_("Closed") if now >= round.closes_at else _("Closes"), moments.in_geneva(round.closes_at)),
        (_("Made"), moments.in_utc(now)),
    ]
    rows = [row for each in replying.replied(round, user, get_language()) for row in _rows(each)]
    return Sheet(str(round), facts, columns, rows, get_language() or "en", get_language_bidi())


def _said_of_all(made, round):
    made.say(_("Questionnaire: %(title)s.") % {"title": round.questionnaire}, number="1.")
    made.say(
        _("The replies stand as they were received. Closed: %(when)s.")
        % {"when": moments.in_geneva(round.closes_at)},
        number="2.",
    )


def _ask(made, each, round, level=1):
    made.heading(_("Question (%(letter)s)") % {"letter": each.question.letter}, level)
    language = getattr(each.words, "language", round.questionnaire.language)
    made.say(Run(each.words.text, "strong"), language=language, leads=True)
    if each.words.note:
        made.say(Run(each.words.note, "em"), language=language, leads=True)


def _timely_then_late(made, comments, level):
    timely = [comment for comment in comments if not comment.submission.minutes_late]
    _say(made, timely)
    late = [comment for comment in comments if comment.submission.minutes_late]
    if late:
        made.heading(_("Addendum: replies received after the closing time"), level)
        _say(made, late)


def _say(made, comments):
    for comment in comments:
        made.say(Run(party_name(comment), "strong"), Run(f" [{comment.number}]"), leads=True)
        for line in filter(None, comment.explanation.split("\n")):
            made.say(line, indent=1, language=comment.language)


def _rows(each):
    letter = f"({each.question.letter})"
    for shown in each.replies:
        comment = shown.comment
        yield [
            letter,
            party_name(comment),
            str(comment.party.get_category_display()),
            str(comment.party.get_regional_group_display()),
            comment.number,
            comment.received_at.strftime("%Y-%m-%d"),
            each.words.text,
            comment.explanation,
            "",
        ]
    observed = each.observation.text if each.observation else ""
    yield [letter, "", "", "", "", "", each.words.text, "", observed]
