"""Replies to a questionnaire: comments on its questions, read question by question, with the expert's observations."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Comment, Draft, Observation
from comments.services import showing
from drafting.services import Refused
from mandate.models import Question
from stakeholders import clock
from stakeholders.records import record_save


@dataclass(frozen=True)
class Asked:
    """A question in the language it is read in, with what this delegation replies to it so far."""

    question: Question
    words: object
    draft: Draft | None = None


@dataclass(frozen=True)
class Replied:
    """A question with the replies one may read, in the order of parties, and what the expert observes on them."""

    question: Question
    words: object
    replies: list
    observation: Observation | None = None


def languages_of(round):
    """The languages in which the questions of `round` stand, the original first."""
    texts = round.questionnaire.questions.values_list("texts__language", flat=True)
    return [round.questionnaire.language, *sorted(set(texts) - {None})]


def asked(round, language, drafts=()):
    """[Asked] of a round on a questionnaire, in the order of the questions; [] of a round on a text."""
    if round.questionnaire_id is None:
        return []
    own = {draft.question_id: draft for draft in drafts if draft.question_id}
    questions = round.questionnaire.questions.prefetch_related("texts")
    return [Asked(each, each.in_language(language), own.get(each.pk)) for each in questions]


def replied(round, user, language):
    """[Replied] of a round on a questionnaire as `user` may read it."""
    comments = Comment.objects.for_reader(user).in_round(round).standing()
    by_question = {}
    for shown in showing.show(list(comments)):
        by_question.setdefault(shown.comment.question_id, []).append(shown)
    observed = {each.question_id: each for each in Observation.objects.visible_to(user).filter(round=round)}
    return [
        Replied(
            each.question, each.words, by_question.get(each.question.pk, []), observed.get(each.question.pk)
        )
        for each in asked(round, language)
    ]


@transaction.atomic
def observe(round, question, text, *, by):
    """Keep what the expert observes on the replies to `question`, in place of what stood there; return it.

    Raises Refused for a question of another questionnaire, and once the replies are published.
    """
    if question.questionnaire_id != round.questionnaire_id:
        raise Refused(_("This question is not one of this round."))
    if round.is_published:
        raise Refused(_("The replies and observations are published as they stand."))
    kept = Observation.objects.select_for_update().filter(round=round, question=question).first()
    kept = kept or Observation(round=round, question=question)
    if kept.text == text.strip():
        return kept
    kept.text, kept.by, kept.at = text.strip(), by, clock.now()
    return record_save(kept, by=by)
