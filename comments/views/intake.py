"""Offline forms: brought, reported row by row, mended, taken in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import services
from comments.intake import Unreadable
from comments.intake.places import OPEN
from comments.models import Intake
from comments.services.intake import finder_of
from comments.views import finding
from comments.views.workspace import frame
from drafting.services import Refused
from stakeholders import permissions
from stakeholders.downloads import as_download
from stakeholders.once import once

# Of the forms and of the texts: the six of the United Nations, as texts name them.
LANGUAGES = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "français",
    "ru": "русский",
    "es": "español",
}


@require_http_methods(["GET", "HEAD", "POST"])
@once
def forms(request, slug, number, code):
    """The forms to work with offline, and where a filled-in one is brought back."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    if recipient.round.version_id is None:
        raise Http404  # the forms have columns for places in a text
    refusal = None
    if request.method == "POST":
        if not permissions.may_prepare(membership):
            raise PermissionDenied
        try:
            return redirect(_brought(request, recipient))
        except Unreadable as problem:
            refusal = str(problem)
    context = {
        "languages": LANGUAGES,
        "form_language": offline_language(request, recipient),
        "text_languages": recipient.round.version.languages if recipient.round.version_id else (),
        "intakes": recipient.intakes.defer("content").select_related("brought_by", "recipient__round"),
        "refusal": refusal,
    } | frame(recipient, membership)
    return render(request, "comments/forms.html", context, status=422 if refusal else 200)


@require_safe
def report(request, slug, number, code, ref):
    """The placement report: every row of the file, where it would go, and what needs somebody."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    intake = _intake(recipient, ref)
    finder = finder_of(intake)
    may_prepare = permissions.may_prepare(membership)
    may_mend = may_prepare and intake.kind != Intake.Kind.CLEARANCE
    rows = [as_shown(row, finder, intake, may_mend and "intake_row") for row in intake.rows]
    for shown in rows:
        if shown["row"].get("draft"):
            shown["draft"] = _draft_of(intake, shown["row"])
    context = {
        "intake": intake,
        "rows": sorted(rows, key=lambda shown: (not shown["is_open"], shown["row"]["number"])),
        "counts": intake.counts,
        "places": finder.places,
        "may_prepare": may_prepare,
    } | frame(recipient, membership)
    return render(request, "comments/intake.html", context)


@require_safe
def file(request, slug, number, code, ref):
    """The file as it was brought, to the byte."""
    recipient, _membership = finding.workspace_for(request.user, slug, number, code)
    intake = _intake(recipient, ref)
    return as_download(intake.content, intake.name)


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


def offline_language(request, recipient):
    """The language that a form is asked for in by ?language=, else the party's own."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else recipient.organisation.language


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


def _draft_of(intake, row):
    round = intake.recipient.round
    return reverse(
        "draft", args=[round.declaration.slug, round.number, intake.recipient.organisation.code, row["draft"]]
    )


def as_shown(row, finder, brought, page):
    """A row of a placement report: what it says, where it stands, and where it is mended, if `page` names that.

    While it has no place, with the places most like it.
    """
    said = row["cells"]
    words = (
        said.get("comment") or said.get("after") or said.get("proposed") or "; ".join(row["extra"].values())
    )
    entry = next((entry for entry in finder.entries if entry.slug == row["slug"]), None)
    is_open, is_mendable = row["how"] == OPEN, not row.get("draft")
    return {
        "row": row,
        "words": words,
        "entry": entry,
        "place": f"{row['slug']}/{row['paragraph']}".strip("/"),
        "is_open": is_open,
        "is_mendable": is_mendable,
        "likely": finder.likely(said.get("before") or words) if is_open and words and is_mendable else [],
        "mending": brought.address(page, row["number"]) if page and is_mendable else "",
    }
