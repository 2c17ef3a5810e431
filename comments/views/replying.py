"""A round on a questionnaire, read question by question: replies, and the expert's observations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comments import permissions, services
from comments.services import replying
from comments.views import finding
from drafting.services import Refused
from stakeholders.once import once


@require_safe
@login_not_required
def replies(request, slug, number):
    """Each question with the replies that this reader may read; who drafts writes the observations here."""
    round = _round(request, slug, number)
    languages = replying.languages_of(round)
    chosen = language_asked_for(request, languages)
    context = {
        "declaration": round.declaration,
        "round": round,
        "questions": replying.replied(round, request.user, chosen),
        "languages": languages,
        "chosen": chosen,
        "may_observe": permissions.may_propose(request.user) and not round.is_published,
    }
    return render(request, "comments/questionnaire_replies.html", context)


@require_POST
@once
def observation(request, slug, number, letter):
    """Keep the observations on the replies to one question."""
    round = _round(request, slug, number)
    if not permissions.may_propose(request.user):
        raise PermissionDenied
    question = get_object_or_404(round.questionnaire.questions, letter=letter)
    try:
        services.observe(round, question, request.POST.get("text", "")[:50_000], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kept. It is public once the replies are published."))
    return redirect(f"{reverse('questionnaire_replies', args=[slug, number])}#question-{letter}")


def language_asked_for(request, languages):
    """The language of the questions: asked for by ?text=, else the reader's own if they stand in it."""
    asked = request.GET.get("text", "") or (get_language() or "").partition("-")[0]
    return asked if asked in languages else languages[0]


def _round(request, slug, number):
    round = finding.round_for(request.user, slug, number)
    if round.questionnaire_id is None:
        raise Http404
    return round
