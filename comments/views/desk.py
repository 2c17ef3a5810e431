"""The drafter's desk: per provision the text, the proposals, the answers, and what is missing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import permissions, services
from comments.forms import ApplicationForm, ReasonForm, ResponseForm
from comments.models import Comment
from comments.services import enclosing, proposals, showing
from comments.views import finding
from drafting.models import Provision
from drafting.services import Place, Refused, compare_records, working_text
from stakeholders.once import once


@require_safe
def desk(request, slug):
    """The provisions of the working text with what is still unanswered on each."""
    declaration = _declaration(request, slug)
    round = _round(request, declaration)
    context = {
        "declaration": declaration,
        "round": round,
        "rounds": _rounds(declaration),
        "rows": _contents(declaration, round),
        "general": _counts(round, provision=None) if round else None,
    }
    return render(request, "comments/desk.html", context)


@require_safe
def provision(request, slug, uid=None):
    """One provision (without uid: the text as a whole) with all comments on it, grouped by proposal."""
    declaration = _declaration(request, slug)
    round = _round(request, declaration)
    place = _place(declaration, uid) if uid else None
    on_it = Q(entry__provision__uid=uid) if uid else Q(entry=None)
    comments = Comment.objects.for_reader(request.user).filter(on_it, round=round, withdrawn_at=None)
    groups = proposals.grouped(showing.show(comments))
    touching = proposals.conflicting(groups)
    context = {
        "declaration": declaration,
        "round": round,
        "rounds": _rounds(declaration),
        "rows": _contents(declaration, round),
        "place": place,
        "uid": uid,
        "beside": [] if uid or round is None else enclosing.beside_comments(round, request.user),
        "redline": _since_version(place, round),
        "groups": [(group, index in touching) for index, group in enumerate(groups)],
        "missing": {
            "unanswered": sum(len(group.unanswered) for group in groups),
            "undecided": sum(len(group.undecided) for group in groups),
        },
        "may_decide": permissions.may_decide(request.user),
    }
    return render(request, "comments/desk_provision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def response(request, slug, ref):
    """Propose the answer to one comment, or to several that ask for the same."""
    found = _comment(request, slug, ref)
    existing = found.answer
    initial = {"outcome": existing.outcome, "reason": existing.reason} if existing else None
    form = ResponseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _propose(request, [found, *_also(request, found)], form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(_desk_address(found))
    context = {
        "declaration": found.round.declaration,
        "shown": showing.show([found])[0],
        "comment": found,
        "form": form,
        "alike": _alike(request, found),
        "chosen": request.POST.getlist("also"),
        "notes": found.notes.visible_to(request.user).select_related("by"),
        "may_decide": permissions.may_decide(request.user),
        "back": _desk_address(found),
    }
    return render(request, "comments/response.html", context, status=422 if form.errors else 200)


def _propose(request, comments, form):
    """Propose the same answer to each; with "decide too" the expert decides it, as a second act of its own."""
    for comment in comments:
        answer = services.propose_response(
            comment,
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            by=request.user,
        )
        if "decide" in request.POST and permissions.may_decide(request.user):
            services.decide_response(answer, by=request.user)
    messages.success(
        request, _("%(n)d answered. Nothing is public until responses are published.") % {"n": len(comments)}
    )


@require_http_methods(["POST"])
@once
def decision(request, slug, ref):
    """Decide the proposed answer."""
    found = _comment(request, slug, ref)
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    if found.answer is None:
        raise Http404
    try:
        services.decide_response(found.answer, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_desk_address(found))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def reopening(request, slug, ref):
    """Take a decision back before it is published."""
    found = _comment(request, slug, ref)
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    if found.answer is None:
        raise Http404
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


@require_http_methods(["GET", "HEAD", "POST"])
@once
def application(request, slug, ref):
    """Put a proposal into the working text: first the words then, the words now and the result; then one act."""
    found = _comment(request, slug, ref)
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    try:
        proposal = services.preview_proposal(found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_desk_address(found))
    form = ApplicationForm(request.POST or None, initial={"seen": proposal.base})
    if request.method == "POST" and form.is_valid():
        try:
            services.apply_comment(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Applied. The history of the provision names %(ref)s.") % {"ref": found.ref}
            )
            return redirect(_desk_address(found))
    context = {
        "declaration": found.round.declaration,
        "comment": found,
        "shown": showing.show([found])[0],
        "proposal": proposal,
        "result": _result(proposal),
        "form": form,
        "back": _desk_address(found),
    }
    return render(request, "comments/application.html", context, status=409 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def publication(request, slug, number):
    """Publish all decided answers together, after a page that says what that does and what is missing."""
    declaration = _declaration(request, slug)
    round = finding.round_for(request.user, slug, number)
    refusal = None
    if request.method == "POST":
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        try:
            published = services.publish_responses(round, by=request.user)
        except Refused as problem:
            refusal = str(problem)
        else:
            messages.success(request, _("%(n)d answers are published.") % {"n": published})
            return redirect(round)
    context = {
        "declaration": declaration,
        "round": round,
        "preview": services.publishing_preview(round),
        "refusal": refusal,
        "may_decide": permissions.may_decide(request.user),
    }
    return render(request, "comments/publication.html", context, status=422 if refusal else 200)


def _declaration(request, slug):
    """The declaration, for those who may propose answers; to others the desk does not exist."""
    if not permissions.may_propose(request.user):
        raise Http404
    return finding.declaration_for(request.user, slug)


def _comment(request, slug, ref):
    _declaration(request, slug)
    return finding.comment_for(request.user, slug, ref)


def _rounds(declaration):
    return declaration.rounds.announced().order_by("number")


def _round(request, declaration):
    """The round asked for, else the last one in which anything came."""
    asked = request.GET.get("round", "")
    if asked.isdigit():
        return get_object_or_404(declaration.rounds.all(), number=int(asked))
    busy = declaration.rounds.filter(pk__in=Comment.objects.values("round")).order_by("-number").first()
    return busy or declaration.rounds.order_by("-number").first()


def _place(declaration, uid):
    for place in working_text(declaration):
        if place.provision.uid == uid:
            return place
    gone = get_object_or_404(Provision, declaration=declaration, uid=uid)
    last = gone.entries.order_by("-version__number").first()
    # Comments on a provision that has left the text are still answered here, under the label it had.
    return Place(
        gone, last.label if last else "", gone.wordings.filter(language=declaration.language).first()
    )


def _contents(declaration, round):
    counts = {row["entry__provision"]: row for row in _by_provision(round)} if round else {}
    return [(place, counts.get(place.provision.pk)) for place in working_text(declaration)]


def _by_provision(round):
    standing = Comment.objects.in_round(round).standing().filter(entry__isnull=False).order_by()
    return standing.values("entry__provision").annotate(
        all=Count("pk"),
        unanswered=Count("pk", filter=Q(response=None)),
        undecided=Count("pk", filter=_UNDECIDED),
    )


_UNDECIDED = Q(response__isnull=False, response__decided_at=None)


def _counts(round, provision):
    standing = Comment.objects.in_round(round).standing().filter(entry__provision=provision)
    return standing.aggregate(all=Count("pk"), unanswered=Count("pk", filter=Q(response=None)))


def _since_version(place, round):
    """The redline of the working text against the version that the round was on."""
    if place is None or round is None or round.version_id is None or place.wording is None:
        return None
    entry = round.version.entries.filter(provision=place.provision, language=place.wording.language).first()
    return compare_records(entry.record, place.wording)["units"][0] if entry else None


def _result(proposal):
    if proposal.applied.text is None:
        return None
    changed = type(proposal.wording)(
        provision=proposal.wording.provision, heading=proposal.wording.heading, text=proposal.applied.text
    )
    return compare_records(proposal.wording, changed)["units"][0]


def _alike(request, comment):
    """The other comments that propose the same words for the same words, still undecided."""
    if not comment.proposes:
        return []
    same = Comment.objects.for_reader(request.user).filter(
        round=comment.round, entry=comment.entry, start=comment.start, end=comment.end, withdrawn_at=None
    )
    same = (
        same.filter(paragraph=comment.paragraph)
        .exclude(pk=comment.pk)
        .exclude(response__decided_at__isnull=False)
    )
    groups = proposals.grouped(showing.show([comment, *same]))
    return next(group.shown[1:] for group in groups if comment.ref in group.refs)


def _also(request, comment):
    asked = set(request.POST.getlist("also"))
    return [each.comment for each in _alike(request, comment) if each.comment.ref in asked]


def _desk_address(comment):
    slug = comment.round.declaration.slug
    if comment.entry_id is None:
        address = reverse("desk_general", args=[slug])
    else:
        address = reverse("desk_provision", args=[slug, comment.entry.provision.uid])
    return f"{address}?round={comment.round.number}#{comment.ref}"
