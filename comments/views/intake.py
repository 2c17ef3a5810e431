"""Offline forms: brought, reported row by row, mended, taken in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import services
from comments.intake import Unreadable
from comments.intake.places import OPEN
from comments.models import Intake
from comments.services.intake import finder_for
from comments.views import finding
from comments.views.workspace import frame
from drafting.services import Refused
from stakeholders import permissions
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def forms(request, slug, number, code):
    """The forms to work with offline, and where a filled-in one is brought back."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    refusal = None
    if request.method == "POST":
        if not permissions.may_prepare(membership):
            raise PermissionDenied
        try:
            return redirect(_brought(request, recipient))
        except Unreadable as problem:
            refusal = str(problem)
    context = {
        "intakes": recipient.intakes.defer("content").select_related("brought_by", "recipient__round"),
        "refusal": refusal,
    } | frame(recipient, membership)
    return render(request, "comments/forms.html", context, status=422 if refusal else 200)


@require_safe
def report(request, slug, number, code, ref):
    """The placement report: every row of the file, where it would go, and what needs somebody."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    intake = _intake(recipient, ref)
    finder = finder_for(recipient)
    rows = [_as_shown(row, finder) for row in intake.rows]
    context = {
        "intake": intake,
        "rows": sorted(rows, key=lambda shown: (shown["row"]["how"] != OPEN, shown["row"]["number"])),
        "counts": intake.counts,
        "places": finder.places,
        "may_prepare": permissions.may_prepare(membership),
    } | frame(recipient, membership)
    return render(request, "comments/intake.html", context)


@require_safe
def file(request, slug, number, code, ref):
    """The file as it was brought, to the byte."""
    recipient, _membership = finding.workspace_for(request.user, slug, number, code)
    intake = _intake(recipient, ref)
    answer = HttpResponse(bytes(intake.content), content_type="application/octet-stream")
    name = "".join(c for c in intake.name if c.isalnum() or c in "._- ") or "file"
    answer["Content-Disposition"] = f'attachment; filename="{name.encode("ascii", "replace").decode()}"'
    return answer


@require_POST
@once
def row(request, slug, number, code, ref, row):
    """Put one row where it belongs, before anything is a draft."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    intake = _intake(recipient, ref)
    if not permissions.may_prepare(membership):
        raise PermissionDenied
    try:
        services.mend_row(intake, row, request.POST.get("place", ""), by=request.user)
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect(f"{intake.get_absolute_url()}#row-{row}")


@require_POST
@once
def taking(request, slug, number, code, ref):
    """Take in every row that has a place; the others stay in the tray."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    intake = _intake(recipient, ref)
    if not permissions.may_prepare(membership):
        raise PermissionDenied
    try:
        taken = services.take_in(intake, by=request.user)
    except Refused as problem:
        messages.error(request, str(problem))
        return redirect(intake)
    messages.success(
        request,
        _("%(drafts)d drafts from this file; %(left)d rows wait to be placed.")
        % {"drafts": taken.drafts, "left": len(taken.left)},
    )
    for left in taken.left:
        if left.get("why"):
            messages.error(request, f"{left['number']}: {left['why']}")
    return redirect(intake)


def _brought(request, recipient):
    brought = request.FILES.get("file")
    if brought is None:
        raise Unreadable(_("Choose a file first."))
    return services.read_form(recipient, brought.name, brought.read(), by=request.user)


def _intake(recipient, ref):
    intake = get_object_or_404(Intake, ref=ref)
    if intake.recipient_id != recipient.pk:
        raise Http404
    intake.recipient = recipient
    return intake


def _as_shown(row, finder):
    said = row["cells"]
    words = (
        said.get("comment") or said.get("after") or said.get("proposed") or "; ".join(row["extra"].values())
    )
    entry = next((entry for entry in finder.entries if entry.slug == row["slug"]), None)
    likely = finder.likely(said.get("before") or words) if row["how"] == OPEN and words else []
    address = f"{row['slug']}/{row['paragraph']}".strip("/")
    return {"row": row, "words": words, "entry": entry, "likely": likely, "place": address}
