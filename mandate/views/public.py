"""What everybody may read of a mandate by itself: activities, sources, questionnaires."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from mandate import permissions, services
from mandate.models import Questionnaire, Source
from mandate.views import finding


@require_safe
@login_not_required
def activities(request, mandate):
    """A calendar: everything that was done, month by month, the newest first."""
    found = finding.mandate_for(mandate)
    rows = found.activities.select_related("mandate").order_by("-begins", "-pk")
    months = [(first, list(days)) for first, days in groupby(rows, lambda row: row.begins.replace(day=1))]
    return render(request, "mandate/activities.html", {"mandate": found, "months": months})


@require_safe
@login_not_required
def activity(request, mandate, activity):
    """One activity: days, programme, who took part in figures, and the segments that this reader may read."""
    found = finding.activity_for(mandate, activity)
    may_see_closed = permissions.may_see_closed(request.user)
    context = {
        "mandate": found.mandate,
        "activity": found,
        "segments": found.segments.visible_to(request.user),
        "may_see_closed": may_see_closed,
        "groups": found.working_groups.all(),
        "attending": found.attending.select_related("organisation"),
        "counts": services.counts_of(found, exact=may_see_closed),
        "considerations": found.considerations.select_related("mandate"),
    }
    return render(request, "mandate/activity.html", context)


@require_safe
@login_not_required
def sources(request):
    """Every registered source, by kind."""
    rows = sorted(Source.objects.all(), key=lambda source: list(Source.Kind).index(source.kind))
    kinds = [(Source.Kind(kind).label, list(some)) for kind, some in groupby(rows, lambda row: row.kind)]
    return render(request, "mandate/sources.html", {"kinds": kinds})


@require_safe
@login_not_required
def source(request, source):
    """One source, the passages cited from it, and what of the mandate's record comes from it."""
    found = get_object_or_404(Source, slug=source)
    context = {
        "source": found,
        "passages": found.passages.all(),
        "considerations": found.considerations.select_related("mandate"),
        "activities": found.activities.select_related("mandate"),
    }
    return render(request, "mandate/source.html", context)


@require_safe
@login_not_required
def questionnaire(request, mandate, questionnaire):
    """A questionnaire as it was sent, in each of its languages; one that was not sent yet is not public."""
    rows = Questionnaire.objects.visible_to(request.user).select_related("mandate", "source")
    found = get_object_or_404(rows, mandate__slug=mandate, slug=questionnaire)
    questions = list(found.questions.prefetch_related("texts"))
    languages = [found.language, *sorted({text.language for q in questions for text in q.texts.all()})]
    chosen = request.GET.get("text", found.language)
    chosen = chosen if chosen in languages else found.language
    context = {
        "mandate": found.mandate,
        "questionnaire": found,
        "questions": [(question, question.in_language(chosen)) for question in questions],
        "languages": languages,
        "chosen": chosen,
    }
    return render(request, "mandate/questionnaire.html", context)
