"""Proposals into the working text: first the words then, the words now and the result; then one act."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import permissions, services
from comments.forms import ApplicationForm
from comments.models.answers import CLAIMS_WORDS
from comments.views.answering import alike
from comments.views.desk import chosen_comments, desk_address, desk_comment, desk_of, round_asked_for
from drafting.services import Refused, compare_records
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def application(request, slug, ref):
    """Apply one proposal, in the name of all who make it."""
    found = desk_comment(request, slug, ref)
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    others = [each.comment for each in alike(request, found, decided=CLAIMS_WORDS)]
    return _apply(request, [found, *others], desk_address(found))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def applications(request, slug):
    """Apply the proposals chosen at the desk together, where they can stand together."""
    declaration = desk_of(request, slug)
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    round = round_asked_for(request, declaration)
    if round is None:
        raise Http404
    chosen = [comment for comment in chosen_comments(request, round) if comment.proposes]
    if not chosen:
        messages.error(request, _("Choose the proposals to apply first."))
        return redirect(reverse("desk", args=[slug]))
    return _apply(request, chosen, desk_address(chosen[0]))


@require_http_methods(["POST"])
@once
def undoing(request, slug, ref):
    """Take out of the working text again what a proposal brought, while nothing has come after it."""
    found = desk_comment(request, slug, ref)
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    change = found.changes.standing().order_by("-record_id").first()
    if change is None:
        raise Http404
    try:
        services.undo_application(change, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undone: the words before stand again, as a record of their own."))
    return redirect(desk_address(found))


def _apply(request, comments, back):
    try:
        found = services.preview_proposals(comments)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    form = ApplicationForm(request.POST or None, initial={"seen": found.base})
    if request.method == "POST" and form.is_valid():
        try:
            services.apply_comments(comments, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            refs = ", ".join(found.refs)
            messages.success(
                request, _("Applied. The history of the provision names %(ref)s.") % {"ref": refs}
            )
            return redirect(back)
    context = {
        "declaration": comments[0].round.declaration,
        "comment": comments[0],
        "comments": comments,
        "found": found,
        "result": _result(found),
        "form": form,
        "back": back,
    }
    return render(request, "comments/application.html", context, status=409 if form.errors else 200)


def _result(found):
    if found.text is None:
        return None
    wording = found.wording
    changed = type(wording)(provision=wording.provision, heading=wording.heading, text=found.text)
    return compare_records(wording, changed)["units"][0]
