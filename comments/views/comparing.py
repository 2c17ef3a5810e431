"""Two versions compared; under each changed provision, the comments that its changes answer."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from comments.services import road
from drafting.views import comparing


@require_safe
@login_not_required
def compare(request, slug):
    """Which two versions to compare: each with the next, first with last, last with the working text."""
    declaration, versions, sees_working = comparing.versions_for(request.user, slug)
    asked = comparing.asked_pair(request)
    if asked:
        return redirect("comparison", slug, *asked)
    pairs = list(zip(versions, versions[1:], strict=False))
    if len(versions) > 2:
        pairs.append((versions[0], versions[-1]))
    if sees_working and versions:
        pairs.append((versions[-1], None))
    context = {
        "declaration": declaration,
        "pairs": pairs[::-1],
        "versions": versions,
        "sees_working": sees_working,
    }
    return render(request, "drafting/compare.html", context)


@require_safe
@login_not_required
def comparison(request, slug, old, new):
    """The redline of two versions, or of a version and the working text, provision by provision."""
    context = comparing.context_for(request, slug, old, new)
    if context["new"]:
        led = road.changes_between(context["old"], context["new"], request.user)
        for unit in context["units"]:
            unit["led"] = led.get(unit["uid"], [])
    context["foot"] = "comments/_led.html"
    return render(request, "drafting/comparison.html", context)
