"""A file brought for a text that exists: what became of each provision, or what renders each, before it is imported."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from drafting import permissions, services
from drafting.services.comparing import RELATIONS
from drafting.text import pairs
from drafting.text.succession import NEW
from drafting.views.importing import upload_for
from stakeholders.once import once

UNIT = re.compile(r"unit-([0-9]{1,5})")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def relations(request, ref):
    """What became of each provision, the uncertain ones first; what the drafter says of them is kept."""
    found = _for_next(request, ref)
    if found.declaration_id:
        return redirect("working", found.declaration.slug)
    if request.method == "POST":
        try:
            services.decide_succession(found, _decided(request, found))
        except services.Refused as refusal:
            return _relations_page(request, found, str(refusal))
        messages.success(request, _("Kept. Nothing is imported yet."))
        return redirect("relations", ref)
    return _relations_page(request, found)


@require_POST
@once
def succession(request, ref):
    """Put the next version in the place of the working text, once every uncertain unit was looked at."""
    found = _for_next(request, ref)
    if not permissions.may_draft(request.user):
        raise PermissionDenied
    try:
        if not found.declaration_id:
            services.decide_succession(found, _decided(request, found))
            found.refresh_from_db()
            if services.propose_succession(found).uncertain:
                raise services.Refused(_("Some units are still uncertain: say what each of them is."))
        made = services.import_next(found, by=request.user, reason=request.POST.get("reason", "")[:2000])
    except services.Refused as refusal:
        return _relations_page(request, found, str(refusal))
    messages.success(request, _("Imported. Every provision kept its history and its comments."))
    return redirect("working", made.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def renderings(request, ref):
    """A translation beside its original; brought as a whole, or not at all."""
    found = upload_for(request, ref)
    if found.translation_of_id is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            made = services.import_translation(found, by=request.user)
        except services.Refused as refusal:
            problem = str(refusal)
        else:
            return redirect(f"{made.version.get_absolute_url()}?text={made.language}")
    context = {
        "upload": found,
        "version": found.translation_of,
        "rows": services.match_translation(found),
        "problem": problem,
    }
    return render(request, "drafting/renderings.html", context, status=422 if problem else 200)


def _for_next(request, ref):
    found = upload_for(request, ref)
    if found.next_of_id is None:
        raise Http404
    return found


def _decided(request, upload):
    """What was decided before, and what the form says: {place in the units: uid, or NEW}."""
    decided = {int(n): uid for n, uid in upload.decided.items()}
    for name, value in request.POST.items():
        match = UNIT.fullmatch(name)
        if match and int(match[1]) < len(upload.units):
            decided[int(match[1])] = NEW if value == "new" else value
    return decided


def _relations_page(request, upload, problem=""):
    found = services.propose_succession(upload)
    opened = request.GET.get("open", "")
    rows = [_row(each, opened) for each in found.successors]
    context = {
        "upload": upload,
        "declaration": upload.next_of,
        "doubtful": [row for row in rows if row["asked"]],
        "rows": [row for row in rows if not row["asked"]],
        "gone": found.gone,
        "counts": [(RELATIONS[name], n) for name, n in found.counts().items()],
        "places": services.working_text(upload.next_of),
        "problem": problem,
        "may_draft": permissions.may_draft(request.user),
    }
    return render(request, "drafting/relations.html", context, status=422 if problem else 200)


def _row(each, opened):
    old = each.keeps or each.origin
    return {
        "n": each.index,
        "old": old,
        "unit": each.unit,
        "relation": RELATIONS[each.relation],
        "score": round(each.score),
        "changes": [[op, text] for op, text in each.pair.changes] if each.pair else None,
        "paragraphs": _paragraphs(each.pair),
        "absorbs": each.absorbs,
        "keeps": each.keeps.uid if each.keeps else "",
        "asked": not each.certain or opened == str(each.index),
    }


def _paragraphs(pair):
    """[(number before, number now, what became of it)] of the numbered paragraphs that did not stay as they were."""
    if pair is None:
        return []
    rows = [
        (row.old.label if row.old else "", row.new.label if row.new else "", RELATIONS[row.relation])
        for row in pair.paragraphs
        if row.relation != pairs.UNCHANGED
    ]
    return [row for row in rows if row[0] or row[1]]
