"""Bringing a text in: a file, what was understood of it, corrections, and only then a declaration."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from drafting import permissions, services
from drafting.forms import LANGUAGE_CHOICES, UploadForm
from drafting.models import Declaration, Kind, Upload, Version
from drafting.services.importing import fields_of
from drafting.text import numbering, reading, structure
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """Choose a file. It is read and shown; nothing else changes."""
    _may_import(request)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        declarations=Declaration.objects.visible_to(request.user).order_by("title"),
        versions=Version.objects.visible_to(request.user).for_list(),
        initial={"purpose": request.GET.get("for", "")},
    )
    if request.method == "POST" and form.is_valid():
        name, content = form.source
        try:
            kept = services.keep_upload(
                name,
                content,
                by=request.user,
                title=form.cleaned_data["title"],
                language=form.cleaned_data["language"],
                **form.brought_for,
            )
        except reading.Unreadable as problem:
            form.add_error("file", _(problem.template) % problem.params)
        else:
            return redirect("upload", kept.ref)
    return render(request, "drafting/import.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def understood(request, ref):
    """What was understood of a file: every unit with its label, and what could not be placed; all correctable."""
    found = upload_for(request, ref)
    if found.declaration_id:
        return _show(request, found)
    if request.method == "POST":
        problem = _correct(request, found)
        if problem:
            return _show(request, found, problem)
        messages.success(request, _("Corrected. Nothing is imported yet."))
        return redirect("upload", ref)
    return _show(request, found)


@require_POST
@once
def declaration(request, ref):
    """Make a declaration of what was understood and corrected on the page: all of it, or nothing."""
    found = upload_for(request, ref)
    problem = _correct(request, found) if "kind" in request.POST and not found.declaration_id else ""
    if not problem:
        try:
            made = services.import_upload(found, by=request.user)
        except services.Refused as refusal:
            problem = str(refusal)
    if problem:
        return _show(request, found, problem)
    messages.success(
        request, _("Imported. This is the working text; only the expert and the secretariat see it.")
    )
    return redirect("working", made.slug)


def _correct(request, upload):
    """Keep the corrections that the form holds; the sentence that says why not, or ""."""
    title, language, units = _title(request), _language(request, upload), _corrected(request.POST)
    try:
        services.correct_units(upload, title=title, language=language, units=units)
    except services.Refused as refusal:
        return str(refusal)
    except reading.Unreadable as problem:
        # Shown again as they were typed.
        upload.title, upload.language, upload.units = title, language, units
        return _(problem.template) % problem.params
    return ""


def _show(request, upload, problem=""):
    units = _units(upload)
    context = {
        "upload": upload,
        "units": units,
        "counts": _counts(units),
        "kinds": Kind.choices,
        "languages": LANGUAGE_CHOICES,
        "problem": problem,
    }
    return render(request, "drafting/upload.html", context, status=422 if problem else 200)


def _may_import(request):
    if not request.user.is_drafter:
        raise Http404
    if not permissions.may_import(request.user):
        raise PermissionDenied


def upload_for(request, ref):
    """A file that was brought, for those who may bring one."""
    _may_import(request)
    found = Upload.objects.select_related("declaration", "next_of", "translation_of__declaration", "by")
    return get_object_or_404(found, ref=ref)


def _title(request):
    return request.POST.get("title", "").strip()[:300]


def _language(request, upload):
    asked = request.POST.get("language", "")
    return asked if asked in dict(LANGUAGE_CHOICES) else upload.language


def _units(upload):
    """The units with the labels they would have, and their paragraphs."""
    rows = [fields_of(unit) for unit in upload.units]
    labels = numbering.place_labels([(kind, follows) for kind, follows, *_rest in rows])
    return [
        {
            "kind": kind,
            "follows": follows,
            "heading": heading,
            "text": text,
            "uid": uid,
            "label": label,
            "paragraphs": len(structure.paragraphs(text)),
        }
        for (kind, follows, heading, text, uid), label in zip(rows, labels, strict=True)
    ]


def _counts(units):
    return {
        "preambular": sum(unit["kind"] == Kind.PREAMBULAR for unit in units),
        "parts": sum(unit["kind"] == Kind.PART for unit in units),
        "articles": sum(unit["kind"] == Kind.ARTICLE for unit in units),
        "paragraphs": sum(unit["paragraphs"] for unit in units if unit["kind"] == Kind.ARTICLE),
    }


def _corrected(posted):
    """The units as the form has them: those marked to be removed are left out, others joined to the one before."""
    units = []
    rows = list(zip(*(posted.getlist(name) for name in ("kind", "heading", "text")), strict=False))
    # A form without them, as a script of one's own may send it, brings units without a name.
    uids = [*posted.getlist("uid"), *([""] * len(rows))]
    for n, (kind, heading, text) in enumerate(rows):
        heading, text = heading.strip(), text.replace("\r\n", "\n").strip("\n")
        if f"remove-{n}" in posted or kind not in Kind.values:
            continue
        if f"join-{n}" in posted and units:
            units[-1][3] = "\n".join(part for part in (units[-1][3], heading, text) if part)
            continue
        units.append([kind, f"follows-{n}" in posted, heading, text, uids[n][:36]])
    return units
