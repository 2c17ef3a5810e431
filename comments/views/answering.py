"""Answers at the desk: to one comment, or one master answer to several; proposed, decided, reopened, taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comments import permissions, services
from comments.forms import CausesForm, FollowingForm, ReasonForm, ResponseForm
from comments.models import Comment
from comments.services import proposals, showing
from comments.views.desk import chosen_comments, desk_address, desk_comment, desk_of, round_asked_for
from drafting.services import Refused
from mandate.services import terms_of
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def response(request, slug, ref):
    """Propose the answer to one comment, or one master answer to several that ask for the same."""
    found = desk_comment(request, slug, ref)
    form = _form(request, found.answer)
    if request.method == "POST" and form.is_valid():
        try:
            _propose(request, found, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(desk_address(found))
    terms = terms_of(found.round.declaration_id)
    context = {
        "declaration": found.round.declaration,
        "shown": showing.show([found])[0],
        "comment": found,
        "form": form,
        "causes": CausesForm(initial={"causes": [cause.code for cause in found.causes.all()]}),
        "alike": [] if _follows(request, found.answer) else alike(request, found),
        "chosen": request.POST.getlist("also"),
        "master": found.answer.master if _follows(request, found.answer) else None,
        "notes": found.notes.visible_to(request.user).select_related("by"),
        "terms": terms,
        "decided_by": showing.decided_by(found.answer, request.user, terms),
        "may_decide": permissions.may_decide(request.user),
        "back": desk_address(found),
    }
    return render(request, "comments/response.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def answers(request, slug):
    """One master answer to the comments chosen at the desk, or to all that its filters show."""
    declaration = desk_of(request, slug)
    round = round_asked_for(request, declaration)
    if round is None:
        raise Http404
    chosen = chosen_comments(request, round)
    waiting = [comment for comment in chosen if not (comment.answer and comment.answer.is_decided)]
    form = ResponseForm(request.POST or None)
    back = desk_address(chosen[0]) if chosen else reverse("desk", args=[slug])
    if request.method == "POST" and waiting and form.is_valid():
        try:
            services.answer_together(waiting, by=request.user, decide=_decides(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _say_answered(request, len(waiting))
            return redirect(back)
    context = {
        "declaration": declaration,
        "round": round,
        "comments": waiting,
        "decided": len(chosen) - len(waiting),
        "form": form,
        "may_decide": permissions.may_decide(request.user),
        "back": back,
    }
    return render(request, "comments/answers.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def decisions(request, slug):
    """Decide the proposed answers to the comments chosen at the desk, or to all that its filters show."""
    declaration = desk_of(request, slug)
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    round = round_asked_for(request, declaration)
    if round is None:
        raise Http404
    chosen = chosen_comments(request, round)
    waiting = [comment for comment in chosen if comment.answer and not comment.answer.is_decided]
    back = desk_address(chosen[0]) if chosen else reverse("desk", args=[slug])
    if request.method == "POST" and waiting:
        decided = services.decide_together([comment.answer for comment in waiting], by=request.user)
        _say_decided(request, decided)
        return redirect(back)
    context = {"declaration": declaration, "round": round, "comments": waiting, "back": back}
    return render(request, "comments/decisions.html", context)


@require_http_methods(["POST"])
@once
def decision(request, slug, ref):
    """Decide the proposed answer; with "together", those of all who ask for the same as well."""
    found = _to_decide(request, slug, ref)
    also = alike(request, found) if "together" in request.POST else []
    answers = [found.answer, *(each.response for each in also if each.response)]
    try:
        services.decide_response(found.answer, by=request.user)
        decided = 1 + services.decide_together(answers[1:], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _say_decided(request, decided)
    return redirect(desk_address(found))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def reopening(request, slug, ref):
    """Take a decision back before it is published."""
    found = _to_decide(request, slug, ref)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reopen_response(found.answer, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("response", slug, ref)
    context = {
        "declaration": found.round.declaration,
        "shown": showing.show([found])[0],
        "comment": found,
        "form": form,
    }
    return render(request, "comments/reopening.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
@once
def taking_back(request, slug, ref):
    """Take a proposed answer back; the comment waits for one again."""
    found = desk_comment(request, slug, ref)
    if found.answer is None:
        raise Http404
    try:
        services.take_back(found.answer, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The proposed answer to %(ref)s is taken back.") % {"ref": ref})
    return redirect(desk_address(found))


@require_http_methods(["POST"])
@once
def causes(request, slug, ref):
    """Say why the comment asks what it asks: for the drafters alone."""
    found = desk_comment(request, slug, ref)
    form = CausesForm(request.POST)
    if form.is_valid():
        services.note_causes(found, form.cleaned_data["causes"], by=request.user)
        messages.success(request, _("The causes of %(ref)s are noted.") % {"ref": ref})
    return redirect("response", slug, ref)


def alike(request, comment, *, decided=()):
    """The other comments that propose the same words for the same words: undecided, or of an outcome in `decided`."""
    if not comment.proposes:
        return []
    same = Comment.objects.for_reader(request.user).filter(
        round=comment.round, entry=comment.entry, start=comment.start, end=comment.end, withdrawn_at=None
    )
    same = same.filter(paragraph=comment.paragraph).exclude(pk=comment.pk)
    same = same.exclude(~Q(response__outcome__in=decided), response__decided_at__isnull=False)
    groups = proposals.grouped(showing.show([comment, *same]))
    group = next(group for group in groups if comment.number in group.refs)
    return [each for each in group.shown if each.comment.number != comment.number]


def _form(request, answer):
    if _follows(request, answer):
        return FollowingForm(request.POST or None, initial={"remainder": answer.remainder})
    initial = {"outcome": answer.outcome, "reason": answer.reason} if answer else None
    return ResponseForm(request.POST or None, initial=initial)


def _follows(request, answer):
    """Whether the master answer stays; with ?own=1 the comment gets an answer of its own."""
    return answer is not None and answer.master_id is not None and "own" not in request.GET


def _propose(request, comment, form):
    answer = comment.answer
    if isinstance(form, FollowingForm):
        said = {"outcome": "", "reason": "", "master": answer.master, **form.cleaned_data}
        given = [services.propose_response(comment, by=request.user, **said)]
        if _decides(request):
            services.decide_response(given[0], by=request.user)
    else:
        asked = set(request.POST.getlist("also"))
        also = [each.comment for each in alike(request, comment) if each.comment.number in asked]
        given = services.answer_together(
            [comment, *also], by=request.user, decide=_decides(request), **form.cleaned_data
        )
    _say_answered(request, len(given))


def _say_answered(request, n):
    words = ngettext("%(n)d comment answered.", "%(n)d comments answered.", n) % {"n": n}
    messages.success(request, f"{words} {_('Nothing is public until responses are published.')}")


def _say_decided(request, n):
    messages.success(
        request, ngettext("%(n)d answer is decided.", "%(n)d answers are decided.", n) % {"n": n}
    )


def _decides(request):
    return "decide" in request.POST and permissions.may_decide(request.user)


def _to_decide(request, slug, ref):
    found = desk_comment(request, slug, ref)
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    if found.answer is None:
        raise Http404
    return found
