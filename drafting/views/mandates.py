"""A mandate as everybody may read it: timeline, stages, requests, considerations, good practices."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from drafting import permissions, services
from drafting.models import Declaration
from mandate.models import Mandate, Questionnaire


@require_safe
@login_not_required
def mandates(request):
    """All mandates, each with its declarations."""
    rows = list(Mandate.objects.order_by("pk"))
    texts = list(Declaration.objects.visible_to(request.user).order_by("created_at"))
    shown = [(row, [text for text in texts if text.mandate_id == row.pk]) for row in rows]
    return render(request, "drafting/mandates.html", {"mandates": shown})


@require_safe
@login_not_required
def mandate(request, mandate):
    """The workplan: who holds the mandate, its stages with what they deliver, and all that happened, by date."""
    found = get_object_or_404(Mandate, slug=mandate)
    context = {
        "mandate": found,
        "stages": found.stages.all(),
        "terms": found.terms.all(),
        "resolutions": found.resolutions.select_related("source"),
        "timeline": services.timeline(found, request.user),
        "declarations": Declaration.objects.visible_to(request.user).filter(mandate=found),
        "questionnaires": Questionnaire.objects.visible_to(request.user)
        .filter(mandate=found)
        .select_related("mandate"),
        "may_see_inheritance": permissions.may_see_working_text(request.user),
    }
    return render(request, "drafting/mandate.html", context)


@require_safe
@login_not_required
def requests(request, mandate):
    """What the Council asked, and what answers it; unmet requests first."""
    found = get_object_or_404(Mandate, slug=mandate)
    asked = services.requests_of(found, request.user)
    context = {
        "mandate": found,
        "unmet": [each for each in asked if not each.answers],
        "met": [each for each in asked if each.answers],
    }
    return render(request, "drafting/requests.html", context)


@require_safe
@login_not_required
def considerations(request, mandate):
    """Considerations and assumptions, and the provisions that each informs."""
    found = get_object_or_404(Mandate, slug=mandate)
    rows = list(found.considerations.select_related("source").prefetch_related("activities__mandate"))
    reflected = services.reflected_in(rows, "consideration", request.user)
    context = {"mandate": found, "rows": [(row, reflected.get(row.pk, [])) for row in rows]}
    return render(request, "drafting/considerations.html", context)


@require_safe
@login_not_required
def practices(request, mandate):
    """Good practices: place, actors, source, and the provisions that each supports."""
    found = get_object_or_404(Mandate, slug=mandate)
    rows = list(found.practices.select_related("source", "activity__mandate"))
    reflected = services.reflected_in(rows, "practice", request.user)
    context = {"mandate": found, "rows": [(row, reflected.get(row.pk, [])) for row in rows]}
    return render(request, "drafting/practices.html", context)
