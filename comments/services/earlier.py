"""What was asked and answered about the same words in every earlier round, through the carried anchors."""

from comments.models import Comment, Placement


def asked_before(round, provision, user):
    """[(start, end, comment)] of earlier rounds' comments that fell on `provision` in the version of `round`.

    A comment whose words are gone comes with the whole provision. Newest round first; two queries.
    """
    if round is None or round.version_id is None:
        return []
    placed = Placement.objects.filter(version=round.version, entry__provision=provision).exclude(
        comment__round=round
    )
    placed = {row.comment_id: row for row in placed}
    comments = Comment.objects.for_reader(user).standing().filter(pk__in=placed)
    comments = sorted(comments, key=lambda comment: -comment.round.number)
    return [(*_span(placed[comment.pk]), comment) for comment in comments]


def on_words(earlier, start, end):
    """Those of `asked_before` that touch the words from `start` to `end`."""
    return [comment for low, high, comment in earlier if high is None or low < end and start < high]


def _span(placement):
    if placement.start is None:
        return 0, None
    return placement.start, placement.end
