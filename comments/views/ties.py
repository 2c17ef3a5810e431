"""The working text back from Word: every change tied to what it answers, then saved together."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import permissions
from comments.models import Comment
from comments.services import word_return
from drafting.services import Refused
from drafting.views.importing import upload_for
from stakeholders.once import once

BASIS = re.compile(r"basis-([0-9]{1,6})")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def ties(request, ref):
    """Each change as a row; saved only when every one says where it comes from."""
    found = upload_for(request, ref)
    if found.next_of_id is None:
        raise Http404
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    if found.declaration_id:
        return redirect("working", found.declaration.slug)
    problem = ""
    if request.method == "POST":
        try:
            made = word_return.save_return(
                found, _ties(request, found), seen=request.POST.get("seen", ""), by=request.user
            )
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("Saved: every change has its reason and its comments."))
            return redirect("working", made.slug)
    return _page(request, found, problem)


def _page(request, upload, problem):
    try:
        rows, seen = word_return.rows_of(upload, request.user)
    except Refused:
        messages.error(request, _("Say first what each uncertain unit is."))
        return redirect("relations", upload.ref)
    said = _ties(request, upload) if request.method == "POST" else {}
    for row in rows:
        row.said = said.get(row.n)
        row.chosen = {comment.ref for comment in row.said.comments} if row.said else set()
    context = {
        "upload": upload,
        "declaration": upload.next_of,
        "rows": rows,
        "seen": seen,
        "problem": problem,
    }
    return render(request, "comments/ties.html", context, status=422 if problem else 200)


def _ties(request, upload):
    """What the form says of each row."""
    asked = {ref for name in request.POST if name.startswith("tie-") for ref in request.POST.getlist(name)}
    known = Comment.objects.visible_to(request.user).filter(
        ref__in=asked, entry__version__declaration=upload.next_of
    )
    by_ref = {comment.ref: comment for comment in known}
    found = {}
    for name, basis in request.POST.items():
        match = BASIS.fullmatch(name)
        if match:
            refs = request.POST.getlist(f"tie-{match[1]}")
            chosen = tuple(by_ref[ref] for ref in refs if ref in by_ref)
            note = request.POST.get(f"note-{match[1]}", "")[:2000]
            found[int(match[1])] = word_return.Tie(basis, note, chosen)
    return found
