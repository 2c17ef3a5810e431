"""The running text on screen, the proposals as options, and what a merger of two of them would drop."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.services import running
from comments.views import finding
from comments.views.desk import desk_of


@require_safe
def running_text(request, slug, number):
    """Every provision with its brackets, each with its reading; then the options, and what is parked."""
    round = finding.round_for(request.user, slug, number)
    if round.version_id is None or not running.may_read(round, request.user):
        raise Http404
    texts = running.running_texts(round, request.user)
    before, parties_before = running.since_before(texts, round, request.user)
    context = {
        "declaration": round.declaration,
        "round": round,
        "texts": [each for each in texts if each.options or each.parked],
        "brackets": sum(each.brackets for each in texts),
        "before": before,
        "parties": [(who, n, parties_before.get(who, 0)) for who, n in running.brackets_by_party(texts)],
        "parked": sum(len(each.parked) for each in texts),
    }
    return render(request, "comments/running.html", context)


@require_safe
def merging(request, slug, number):
    """Two proposals beside the words that would stand for both, with every word that would be dropped."""
    desk_of(request, slug)
    round = finding.round_for(request.user, slug, number)
    seen = Comment.objects.for_reader(request.user).in_round(round).standing().filter(proposes=True)
    pair = [get_object_or_404(seen, ref=request.GET.get(name, "")) for name in ("one", "other")]
    merged = request.GET.get("words", pair[0].proposed_text)[:20_000]
    context = {
        "declaration": round.declaration,
        "round": round,
        "pair": pair,
        "merged": merged,
        "dropped": running.dropped_words([comment.proposed_text for comment in pair], merged),
    }
    return render(request, "comments/merging.html", context)
