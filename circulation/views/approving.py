"""What the Independent Expert does about a round before it goes out."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from circulation import permissions, services
from circulation.models import Round
from drafting.services import Refused
from mandate.services import terms_of
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def approval(request, slug, number):
    """Text, cover and dates of a round in preparation, and the button that approves exactly these."""
    rounds = Round.objects.visible_to(request.user).select_related("version", "declaration")
    round = get_object_or_404(rounds, declaration__slug=slug, number=number)
    if not permissions.may_see_unannounced(request.user):
        raise PermissionDenied
    if request.method == "POST":
        if not permissions.may_approve(request.user):
            raise PermissionDenied
        # What was looked at is what is approved: a change in between is shown again first.
        if request.POST.get("digest") == round.digest:
            try:
                services.approve_round(round, by=request.user)
            except Refused as problem:
                return render(
                    request, "circulation/approval.html", _context(request, round, problem), status=422
                )
        return redirect("approval", slug, number)
    return render(request, "circulation/approval.html", _context(request, round))


def _context(request, round, refusal=None):
    language = round.subject.language
    return {
        "round": round,
        "covers": [(language, round.cover_text), *((c.language, c.text) for c in round.covers.all())],
        "approval": round.approval,
        "terms": terms_of(round.declaration),
        "earlier": round.approvals.exists(),
        "digest": round.digest,
        "refusal": refusal,
        "count": round.recipients.count(),
        "may_approve": permissions.may_approve(request.user) and not round.is_announced,
    }
