"""The committee forms, merged: all comments of a round in the columns that ISO, IPPC and IPCC use."""

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from comments.models import Outcome
from comments.services.showing import party_name
from compilation.forms import IPCC, IPPC, ISO, SHORT_TYPES
from compilation.layouts.parts import comments_of
from compilation.sheets import Column, Sheet
from stakeholders import moments

IPCC_WORDS = {
    Outcome.ACCEPTED: "Accepted",
    Outcome.MODIFIED: "Taken into account",
    Outcome.PARTLY: "Taken into account",
    Outcome.ELSEWHERE: "Taken into account",
    Outcome.NOT_ACCEPTED: "Rejected",
}
ISO_WORDS = {
    Outcome.ACCEPTED: "Accepted",
    Outcome.MODIFIED: "Accepted with modification",
    Outcome.PARTLY: "Accepted with modification",
    Outcome.ELSEWHERE: "Accepted with modification",
    Outcome.NOT_ACCEPTED: "Not accepted",
    Outcome.OUT_OF_SCOPE: "Not accepted",
    Outcome.WITHDRAWN: "Withdrawn",
}


def iso(round, user, now):
    """Clause, then paragraph, then party in alphabetical order of its code, as committees merge them."""

    def order(comment):
        place = comment.entry.order if comment.entry_id else -1
        return (place, comment.paragraph, comment.party.code, comment.number)

    def row(_number, comment):
        entry = comment.entry
        clause = entry.label.removeprefix("Article ") if entry else "General"
        kind = SHORT_TYPES.get(comment.type, "te")
        said = [kind, comment.explanation, _proposal(comment), _answer(comment, ISO_WORDS)]
        return [comment.party.code, "", clause, comment.paragraph, *said]

    return _sheet(round, user, now, ISO, row, order)


def ippc(round, user, now):
    """General comments first, then paragraph by paragraph."""

    def row(_number, comment):
        place = comment.entry.label if comment.entry_id else "General comments"
        kind = str(comment.get_type_display())
        said = [comment.quote, kind, _proposal(comment), comment.explanation, party_name(comment)]
        return [place, comment.paragraph, *said]

    return _sheet(round, user, now, IPPC, row, _in_text)


def ipcc(round, user, now):
    """Provision as chapter, its paragraph's place as line; the party at the end of the comment."""

    def row(number, comment):
        line = _line(comment)
        said = "\n".join(filter(None, (comment.explanation, _proposal(comment))))
        chapter = comment.entry.label if comment.entry_id else "0"
        party = f"{said} [{party_name(comment)}]"
        return [str(number), chapter, "0", line, "0", line, party, _answer(comment, IPCC_WORDS)]

    return _sheet(round, user, now, IPCC, row, _in_text)


def _sheet(round, user, now, columns, row, order):
    comments = sorted(comments_of(round, user), key=order)
    return Sheet(
        title=str(round.declaration),
        facts=[(_("Round"), str(round)), (_("Made"), moments.in_utc(now))],
        columns=[Column(str(heading), width, is_long=width > 20) for heading, width in columns],
        rows=[row(number, comment) for number, comment in enumerate(comments, 1)],
        language=get_language() or "en",
        is_right_to_left=get_language_bidi(),
    )


def _in_text(comment):
    return (comment.entry.order if comment.entry_id else -1, comment.start or 0, comment.number)


def _line(comment):
    """The number of the paragraph within its provision, 0 for the whole of it."""
    labels = [p.label for p in comment.entry.paragraphs] if comment.entry_id else []
    return str(labels.index(comment.paragraph) + 1) if comment.paragraph in labels else "0"


def _proposal(comment):
    return (comment.proposed_text or "[delete]") if comment.proposes else ""


def _answer(comment, words):
    """Their keyword for the outcome, then our reason."""
    if comment.answer is None:
        return ""
    return f"{words.get(comment.answer.outcome, 'Noted')}. {comment.answer.reason}".strip()
