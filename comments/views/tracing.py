"""Pages that join the mandate's record with the text and its comments."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from comments import permissions
from comments.services import inheriting, tracing
from comments.views import finding
from mandate.models import Mandate


@require_safe
@login_not_required
def matrix(request, slug):
    """Provision by provision: considerations, activities, sources, practices, comments; and the gaps."""
    declaration = finding.declaration_for(request.user, slug)
    found = tracing.matrix(declaration, request.user)
    return render(request, "comments/matrix.html", {"declaration": declaration, "matrix": found})


@require_safe
@login_not_required
def unregistered(request):
    """Symbols cited in what this reader may read, and never registered as sources."""
    return render(request, "comments/unregistered.html", {"symbols": tracing.unregistered(request.user)})


@require_safe
def inheritance(request, mandate):
    """The first page of a successor. It does not exist for those who neither draft nor administer."""
    if not permissions.may_see_all_submissions(request.user):
        if getattr(request.user, "is_administrator", False):
            raise PermissionDenied
        raise Http404
    found = get_object_or_404(Mandate, slug=mandate)
    context = {"mandate": found, "found": inheriting.inheritance(found, request.user)}
    return render(request, "comments/inheritance.html", context)
