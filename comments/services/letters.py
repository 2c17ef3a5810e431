"""The answer goes back to each party: one letter with all its comments, and what it says to it."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from circulation.services.covers import tell_recipients
from comments.models import Comment, Letter, Reaction, Reconsideration
from comments.services import showing
from drafting.services import Refused
from stakeholders import clock, moments
from stakeholders.models import Organisation
from stakeholders.records import record_save

REACT_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Item:
    """One comment in a letter: as it is shown, what the party said to the answer, and the answers before it."""

    shown: object
    reaction: Reaction | None
    earlier: tuple = ()
    information: str = ""  # that is new, where the answer is being reconsidered

    @property
    def is_of_earlier(self):
        """Whether the party said it to an answer that another has taken the place of."""
        answer = self.shown.response
        return bool(self.earlier and self.reaction and answer and self.reaction.at < answer.published_at)


def write_letters(round, responses, *, by, react_until=None):
    """Write to every party one of whose `responses` was published now, inside the caller's transaction; return how
    many letters.

    A party that has a letter already, because other answers were published before, is told that there is more, and
    has as long to react as the others.
    """
    now = clock.now()
    until = react_until or now + REACT_WITHIN
    parties = Organisation.objects.filter(pk__in={response.comment.organisation_id for response in responses})
    for party in parties:
        letter, created = Letter.objects.get_or_create(
            round=round, organisation=party, defaults={"written_at": now, "react_until": until}
        )
        if not created and letter.react_until < until:
            letter.react_until = until
            letter.save(update_fields=["react_until"])
        _mail(letter, now, by)
    return len(parties)


def items_of(letter, user):
    """The Items of `letter` in text order, as `user` may read them; the same queries for one and for hundreds."""
    comments = Comment.objects.for_reader(user).in_round(letter.round).standing()
    comments = comments.filter(organisation=letter.organisation)
    said = Reaction.objects.visible_to(user).filter(comment__in=comments.values("pk"))
    said = {reaction.comment_id: reaction for reaction in said.select_related("by")}
    before = earlier_answers(comments, user)
    new = Reconsideration.objects.told_to(user).open().filter(response__comment__in=comments.values("pk"))
    new = dict(new.values_list("response__comment", "information"))
    return [
        Item(
            shown,
            said.get(shown.comment.pk),
            tuple(before.get(shown.comment.pk, ())),
            new.get(shown.comment.pk, ""),
        )
        for shown in showing.show(comments)
    ]


def earlier_answers(comments, user):
    """{comment id: Reconsiderations} whose earlier answer `user` may read, oldest first."""
    found = Reconsideration.objects.visible_to(user).published().filter(response__comment__withdrawn_at=None)
    by_comment = {}
    for each in found.filter(response__comment__in=[c.pk for c in comments]).select_related("response"):
        by_comment.setdefault(each.response.comment_id, []).append(each)
    return by_comment


@transaction.atomic
def react(comment, *, kind, by, words="", is_declared=False):
    """Accept or contest the published answer to `comment`; until the letter's date it can be said anew.

    Raises Refused before there is an answer, after the date, or where one contests without saying why.
    """
    comment = Comment.objects.select_for_update(of=("self",)).select_related("round").get(pk=comment.pk)
    letter = Letter.objects.filter(round=comment.round, organisation=comment.organisation_id).first()
    if comment.withdrawn_at or letter is None or comment.answer is None or not comment.answer.is_published:
        raise Refused(_("There is no published answer to react to."))
    if clock.now() >= letter.react_until:
        raise Refused(
            _("Reactions were taken until %(when)s.") % {"when": moments.in_geneva(letter.react_until)}
        )
    if kind == Reaction.Kind.CONTESTED and not words.strip():
        raise Refused(_("Say why the answer does not meet your concern: it is what the Council may read."))
    reaction = Reaction.objects.filter(comment=comment).first() or Reaction(comment=comment)
    reaction.kind, reaction.words = kind, words.strip()
    reaction.is_declared = bool(is_declared and kind == Reaction.Kind.CONTESTED)
    reaction.by, reaction.at = by, clock.now()
    return record_save(reaction, by=by)


def sustained(round, user):
    """The sustained concerns of `round` that `user` may read, in text order: each Comment with its Reaction."""
    reactions = Reaction.objects.visible_to(user).sustained().filter(comment__round=round)
    by_comment = {reaction.comment_id: reaction for reaction in reactions}
    comments = Comment.objects.for_reader(user).filter(pk__in=by_comment)
    return [(comment, by_comment[comment.pk]) for comment in comments]


def reactions_to(round):
    """{"accepted": n, "contested": n, "silent": n}: who said nothing is silent, and counts as neither."""
    answered = Comment.objects.in_round(round).standing().filter(response__published_at__isnull=False)
    kinds = list(
        Reaction.objects.filter(comment__in=answered.values("pk")).order_by().values_list("kind", flat=True)
    )
    accepted, contested = (kinds.count(kind) for kind in (Reaction.Kind.ACCEPTED, Reaction.Kind.CONTESTED))
    return {"accepted": accepted, "contested": contested, "silent": answered.count() - len(kinds)}


def _mail(letter, now, by):
    round, page = letter.round, settings.BASE_URL + letter.get_absolute_url()

    def body(_link):
        return _(
            "The answers to your comments in %(round)s are published. Your letter gives each comment with its outcome, "
            "the reason, and the words before and after:\n\n%(page)s\n\nUntil %(until)s you can accept each answer "
            "or contest it. A contested answer to a substantial concern, or one that you declare so, is annexed in "
            "your own words to the submission to the Council. If nothing is received, the record says “no reaction "
            "received”; it is never read as consent."
        ) % {"round": round, "page": page, "until": moments.in_geneva(letter.react_until)}

    tell_recipients(
        round,
        f"answers-{now:%Y%m%d%H%M%S}",
        lambda: _("The answers to your comments: %(round)s") % {"round": round},
        body,
        recipients=round.recipients.filter(organisation=letter.organisation),
        by=by,
    )
