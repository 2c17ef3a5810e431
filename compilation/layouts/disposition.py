"""The disposition of comments as the World Wide Web Consortium prints it, a plain text of labelled lines."""

from django.utils.translation import gettext as _

from comments.models import Outcome
from comments.services.showing import party_name
from compilation.layouts.parts import comments_of, paper_of

CLOSED = {
    Outcome.ACCEPTED: "Accepted",
    Outcome.MODIFIED: "Accepted",
    Outcome.PARTLY: "Accepted",
    Outcome.ELSEWHERE: "Accepted",
    Outcome.NOT_ACCEPTED: "Rejected",
    Outcome.OUT_OF_SCOPE: "OutOfScope",
    Outcome.WITHDRAWN: "Retracted",
    Outcome.DUPLICATE: "Invalid",
}


def paper(round, user, now):
    """One block of labelled lines a comment, in the order of their numbers."""
    made = paper_of(round, _("Disposition of comments: %(round)s") % {"round": round}, now)
    made.masthead = None
    made.say(f"Draft: {round.version.full_name}\nTitle: {round.declaration}\n----")
    comments = sorted(comments_of(round, user), key=lambda comment: comment.number)
    for number, comment in enumerate(comments, 1):
        made.say("\n".join(_lines(number, comment)))
    return made


def _lines(number, comment):
    said = comment.explanation
    if comment.proposes:
        said = f"{said}\nProposed text: {comment.proposed_text}".strip()
    yield f"Issue {number}."
    yield f"Summary: {comment.number} {comment.place}"
    yield f"From: {party_name(comment)}"
    yield f"Comment: {said}"
    response = comment.answer
    yield f"Response: {response.reason if response else ''}"
    # Noted and deferred comments are neither accepted nor rejected there: the line stays open.
    yield f"Closed: {CLOSED.get(response.outcome, '') if response else ''}".rstrip()
    yield "Verified: "
    yield f"Resolved: {response.get_outcome_display() if response else ''}".rstrip()
    yield "----"
