"""Drafts shown to other parties before submission: given, revoked, and read."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comments import services
from comments.models import Draft, DraftShare
from comments.views import finding
from comments.views.workspace import frame
from drafting.services import Refused
from stakeholders import permissions
from stakeholders.once import once


@require_POST
@once
def shares(request, slug, number, code, ref):
    """The Contact Point shows a draft to a party it names, or revokes that."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    kept = finding.draft_for(request.user, recipient, ref)
    if kept is None:
        raise Http404
    if not permissions.may_submit(membership):
        raise PermissionDenied
    if "revoke" in request.POST:
        found = get_object_or_404(kept.shares, organisation__code=request.POST["revoke"], revoked_at=None)
        services.revoke_share(found, by=request.user)
        messages.success(request, _("Revoked: that party does not see it any more."))
        return redirect(kept)
    try:
        services.show_draft(kept, request.POST.get("party", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Shown, read-only, until you revoke it."))
    return redirect(kept)


@require_safe
def shown(request, slug, number, code):
    """What other parties show to this delegation in this round."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    found = DraftShare.objects.with_parties_of(request.user).filter(
        organisation=recipient.organisation, draft__recipient__round=recipient.round
    )
    related = ("draft__entry__record", "draft__entry__provision", "draft__entry__version__declaration")
    of_groups = Draft.objects.of_groups_of(recipient.organisation).filter(recipient__round=recipient.round)
    of_groups = of_groups.for_list().select_related("recipient__organisation")
    context = {"of_groups": of_groups} | {
        "shares": found.select_related(*related, "draft__recipient__organisation")
    }
    return render(request, "comments/shown.html", context | frame(recipient, membership))
