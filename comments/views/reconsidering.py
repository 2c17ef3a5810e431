"""A published answer is taken up again: the new information, then a new answer, proposed and decided apart."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comments import permissions, services
from comments.forms import NewInformationForm, ResponseForm
from comments.models import Reconsideration
from comments.services import showing
from comments.views.desk import desk_address, desk_comment
from drafting.services import Refused
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def reconsideration(request, slug, ref):
    """What is new, said by the expert; once it is said, the page on which the new answer is prepared."""
    found = _published(request, slug, ref)
    again = _open_of(found)
    form = NewInformationForm(request.POST or None) if again is None else _answer_form(again)
    if request.method == "POST":
        _only_the_expert(request)
        if again is None and form.is_valid():
            try:
                services.reconsider_response(found.answer, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request, _("Taken up again; the party is told. The answer stands meanwhile.")
                )
                return redirect("reconsideration", slug, ref)
    return _page(request, found, again, form)


@require_POST
@once
def new_answer(request, slug, ref):
    """Propose the answer that is to take the place of the published one; the expert may decide it in the same act."""
    found = _published(request, slug, ref)
    again, form = _open_or_404(found), ResponseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, again, form)
    try:
        proposed = services.propose_again(again, by=request.user, **form.cleaned_data)
        if "decide" in request.POST and permissions.may_decide(request.user):
            services.decide_again(proposed, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, again, form)
    messages.success(request, _("Kept. The published answer stands until the new one is published."))
    return redirect(desk_address(found))


@require_POST
@once
def new_decision(request, slug, ref):
    """Decide the new answer; with "back", take the decision back."""
    found = _published(request, slug, ref)
    _only_the_expert(request)
    act = services.take_decision_back if "back" in request.POST else services.decide_again
    try:
        act(_open_or_404(found), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reconsideration", slug, ref)


def _page(request, comment, again, form):
    context = {
        "declaration": comment.round.declaration,
        "shown": showing.show([comment])[0],
        "comment": comment,
        "again": again,
        "form": form,
        "contested": getattr(comment, "reaction", None),
        "may_decide": permissions.may_decide(request.user),
        "back": desk_address(comment),
    }
    status = 422 if form.errors else 200
    return render(request, "comments/reconsideration.html", context, status=status)


def _published(request, slug, ref):
    found = desk_comment(request, slug, ref)
    if found.answer is None or not found.answer.is_published:
        raise Http404
    return found


def _open_of(comment):
    return Reconsideration.objects.open().filter(response=comment.answer).first()


def _open_or_404(comment):
    again = _open_of(comment)
    if again is None:
        raise Http404
    return again


def _answer_form(again):
    return ResponseForm(initial={"outcome": again.outcome, "reason": again.reason})


def _only_the_expert(request):
    if not permissions.may_decide(request.user):
        raise PermissionDenied
