"""What a successor finds on the first day: what is undecided, unsent, and promised."""

from dataclasses import dataclass

from comments.models import Comment, Response
from mandate.models import Promise
from stakeholders.models import Notice

MOST = 50


@dataclass(frozen=True)
class Inheritance:
    """Counts, and the first fifty rows of each; the promises are listed in full."""

    undecided: int
    responses: list
    unanswered: int
    unsent: int
    notices: list
    promises: list
    withheld: int


def inheritance(mandate, user):
    """The Inheritance of `mandate` for a reader who may see it; other readers find nothing in it."""
    comments = Comment.objects.visible_to(user).standing().filter(round__declaration__mandate=mandate)
    undecided = Response.objects.visible_to(user).filter(comment__in=comments, decided_at=None)
    waiting = Notice.objects.filter(sent_at=None, given_up_at=None)
    return Inheritance(
        undecided=undecided.count(),
        responses=list(undecided.select_related("comment__round__declaration").order_by("pk")[:MOST]),
        unanswered=comments.filter(response=None).count(),
        unsent=waiting.count(),
        notices=list(waiting.select_related("organisation").order_by("pk")[:MOST]),
        promises=list(Promise.objects.visible_to(user).standing().filter(mandate=mandate)),
        withheld=comments.filter(publication="withheld").count(),
    )
