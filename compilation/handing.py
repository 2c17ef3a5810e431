"""The page from which whoever keeps a mandate takes its archive with them."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from compilation import permissions
from mandate.models import Mandate


@require_safe
def page(request, mandate):
    """What the archive holds, and a button for each of the two there are."""
    return render(request, "compilation/handover.html", {"mandate": mandate_for(request.user, mandate)})


def mandate_for(user, mandate):
    """The mandate, for those who draft; an administrator is refused, and for others there is no such page."""
    if not permissions.may_hand_over(user):
        if getattr(user, "is_administrator", False):
            raise PermissionDenied
        raise Http404
    return get_object_or_404(Mandate, slug=mandate)
