"""What a successor finds on the first day: what is undecided, unsent, and promised."""

from dataclasses import dataclass

from comments.models import Comment, Reconsideration, Response
from comments.models.anchored import Publication
from mandate.models import Promise
from stakeholders.models import Notice

MOST = 50


@dataclass(frozen=True)
class Inheritance:
    """Counts, and the first fifty rows of each; the promises are listed in full."""

    undecided: int
    responses: list
    again: list
    unanswered: int
    unsent: int
    notices: list
    promises: list
    withheld: int
    unnamed: int


def inheritance(mandate, user):
    """The Inheritance of `mandate` for a reader who may see it; other readers find nothing in it.

    A letter that was given up, or of which nobody knows whether it arrived, is not sent either. Letters belong to
    the installation, whatever mandate they are about; codes to sign in are no letters. Replies to a questionnaire
    wait for no response.
    """
    comments = Comment.objects.visible_to(user).standing().filter(round__declaration__mandate=mandate)
    undecided = Response.objects.visible_to(user).filter(comment__in=comments, decided_at=None)
    again = Reconsideration.objects.open().filter(response__comment__in=comments)
    unsent = Notice.objects.filter(sent_at=None).exclude(kind="code")
    return Inheritance(
        undecided=undecided.count(),
        responses=list(undecided.select_related("comment__round__declaration").order_by("pk")[:MOST]),
        again=list(again.select_related("response__comment__round__declaration").order_by("pk")),
        unanswered=comments.filter(response=None, question=None).count(),
        unsent=unsent.count(),
        notices=list(unsent.select_related("organisation").order_by("pk")[:MOST]),
        promises=list(Promise.objects.visible_to(user).standing().filter(mandate=mandate)),
        withheld=comments.filter(publication=Publication.WITHHELD).count(),
        unnamed=comments.filter(publication=Publication.UNNAMED).count(),
    )
