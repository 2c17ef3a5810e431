"""The documents of a round, each a button; what is in a file is exactly what its reader may see."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from circulation.models import Round
from comments.models import Comment
from compilation import services
from compilation.layouts import LAYOUTS
from compilation.writers import WRITERS


@require_safe
@login_not_required
def compilation(request, slug, number):
    """What can be downloaded of this round, and how many comments the reader will find in it."""
    round = _round(request.user, slug, number)
    count = Comment.objects.visible_to(request.user).in_round(round).standing().count()
    context = {"declaration": round.declaration, "round": round, "count": count, "formats": list(WRITERS)}
    return render(request, "compilation/compilation.html", context)


@require_safe
@login_not_required
def document(request, slug, number, layout, format):
    """One document as a file."""
    round = _round(request.user, slug, number)
    if layout not in LAYOUTS or format not in WRITERS:
        raise Http404
    made = services.compile_round(round, layout, format, request.user)
    answer = HttpResponse(made, content_type=WRITERS[format].CONTENT_TYPE)
    name = services.file_name(round, layout, format)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _round(user, slug, number):
    rounds = Round.objects.visible_to(user).select_related("declaration", "version")
    return get_object_or_404(rounds, declaration__slug=slug, number=number)
