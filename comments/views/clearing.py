"""Clearance in a delegation: its rules, each draft's next step, and what the delegation says to itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comments import permissions, services
from comments.forms import ClearanceForm
from comments.models import Clearance, Draft
from comments.views import finding
from comments.views.workspace import frame
from drafting.services import Refused
from stakeholders import permissions as acting
from stakeholders.once import once

STATES = (Draft.State.SHARED, Draft.State.VERIFIED, Draft.State.SELECTED, Draft.State.DRAFT)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def clearance(request, slug, number, code):
    """In how many steps this delegation clears, and until when of its own; who did which step, and when."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    kept = Clearance.of(recipient)
    form = ClearanceForm(request.POST or None, instance=kept)
    if request.method == "POST":
        if not permissions.may_clear(membership):
            raise PermissionDenied
        if form.is_valid():
            try:
                services.arrange_clearance(recipient, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error("deadline", str(refusal))
            else:
                messages.success(request, _("Kept. Your delegation clears this way from now on."))
                return redirect("clearance", slug, number, code)
    drafts = list(Draft.objects.filter(recipient=recipient).for_list().prefetch_related("steps__by"))
    context = {
        "form": form,
        "clearance": kept,
        "drafts": drafts,
        "may_clear": permissions.may_clear(membership),
    } | frame(recipient, membership)
    return render(request, "comments/clearance.html", context, status=422 if form.errors else 200)


@require_POST
@once
def pause(request, slug, number, code):
    """Pause commenting inside the delegation, or resume it."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    if not permissions.may_clear(membership):
        raise PermissionDenied
    is_paused = Clearance.of(recipient).is_paused
    act = services.resume_commenting if is_paused else services.pause_commenting
    act(recipient, by=request.user)
    return redirect("clearance", slug, number, code)


@require_POST
@once
def state(request, slug, number, code, ref):
    """Bring a draft to its next state: shared, verified, selected, or back."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    kept = finding.draft_for(request.user, recipient, ref)
    wanted = request.POST.get("state")
    if kept is None or wanted not in STATES:
        raise Http404
    allowed = permissions.may_clear if wanted in STATES[1:3] else acting.may_prepare
    if not allowed(membership):
        raise PermissionDenied
    seen = request.POST.get("revision", "")
    try:
        services.move_draft(
            kept,
            wanted,
            by=request.user,
            membership=membership,
            revision=int(seen) if seen.isdigit() else None,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(kept)


@require_POST
@once
def remarks(request, slug, number, code, ref):
    """Say something about a draft to one's own delegation."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    kept = finding.draft_for(request.user, recipient, ref)
    if kept is None:
        raise Http404
    if not acting.may_prepare(membership):
        raise PermissionDenied
    try:
        services.remark_on(kept, request.POST.get("text", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{kept.get_absolute_url()}#discussion")
