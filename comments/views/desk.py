"""The drafter's desk: per provision the text, the proposals, the answers, and what is missing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import permissions, services
from comments.forms import DeskFilters
from comments.models import Comment
from comments.services import desk as screens
from comments.services import enclosing
from comments.services.hearing import spoken_in
from comments.services.screening import is_screened
from comments.views import finding
from drafting.forms import OverrideForm
from drafting.models import Provision
from drafting.services import Place, Refused, compare_records, working_text
from stakeholders.once import once


@require_safe
def desk(request, slug):
    """The provisions of the working text with what is still unanswered on each."""
    declaration = desk_of(request, slug)
    round = round_asked_for(request, declaration)
    general = screens.on_provision(round, None, request.user) if round else Comment.objects.none()
    context = {
        "declaration": declaration,
        "round": round,
        "rounds": _rounds(declaration),
        "rows": _contents(declaration, round),
        "general": {"all": general.count(), "unanswered": general.filter(response=None).count()},
        "causes": screens.causes_of(round) if round else [],
    }
    return render(request, "comments/desk.html", context)


@require_safe
def provision(request, slug, uid=None):
    """One provision (without uid: the text as a whole) with the comments on it by proposal, a page at a time."""
    declaration = desk_of(request, slug)
    round = round_asked_for(request, declaration)
    place = _place(declaration, uid) if uid else None
    filters = DeskFilters(request.GET)
    asked, query = filters.asked, request.GET.copy()
    query.pop("page", None)
    context = {
        "declaration": declaration,
        "round": round,
        "rounds": _rounds(declaration),
        "rows": _contents(declaration, round),
        "place": place,
        "uid": uid,
        "beside": [] if uid or round is None else enclosing.beside_comments(round, request.user),
        "redline": _since_version(place, round),
        "issued": _issued_entry(declaration, place),
        "filters": filters,
        "asked": asked,
        "screen": screens.screen(
            round, place.provision if place else None, request.user, asked, request.GET.get("page")
        )
        if round
        else None,
        "spoken": _spoken(round, place, request.user),
        "query": f"{query.urlencode()}&" if query else "",
        "may_decide": permissions.may_decide(request.user),
    }
    return render(request, "comments/desk_provision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def publication(request, slug, number):
    """Publish all decided answers together, after a page that says what that does and what is missing."""
    declaration = desk_of(request, slug)
    round = finding.round_for(request.user, slug, number)
    refusal = None
    if request.method == "POST":
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        try:
            override = request.POST.get("override", "")[:5_000]
            published = services.publish_responses(round, by=request.user, override=override)
        except Refused as problem:
            refusal = str(problem)
        else:
            messages.success(request, _("%(n)d answers are published.") % {"n": published})
            return redirect(round)
    preview = services.publishing_preview(round)
    context = {
        "declaration": declaration,
        "round": round,
        "preview": preview,
        "is_screened": is_screened(round),
        "is_missing": any(preview["missing"].values()),
        "form": OverrideForm(request.POST or None),
        "refusal": refusal,
        "may_decide": permissions.may_decide(request.user),
    }
    return render(request, "comments/publication.html", context, status=422 if refusal else 200)


def desk_of(request, slug):
    """The declaration, for those who may propose answers; to others the desk does not exist."""
    if not permissions.may_propose(request.user):
        raise Http404
    return finding.declaration_for(request.user, slug)


def desk_comment(request, slug, ref):
    desk_of(request, slug)
    return finding.comment_for(request.user, slug, ref)


def desk_address(comment):
    """The desk at the provision that `comment` stands on."""
    slug = comment.round.declaration.slug
    if comment.entry_id is None:
        name = "questionnaire_replies" if comment.question_id else "desk_general"
        if comment.question_id:
            return f"{reverse(name, args=[slug, comment.round.number])}#{comment.ref}"
        address = reverse(name, args=[slug])
    else:
        address = reverse("desk_provision", args=[slug, comment.entry.provision.uid])
    return f"{address}?round={comment.round.number}#{comment.ref}"


def chosen_comments(request, round):
    """The comments that a desk form names: by ref, or all that its filters show."""
    seen = Comment.objects.for_reader(request.user).in_round(round).standing()
    refs = request.GET.getlist("ref") or request.POST.getlist("ref")
    if refs:
        return list(seen.filter(ref__in=refs))
    uid = request.GET.get("provision")
    on_it = screens.on_provision(round, uid, request.user) if uid else seen.filter(entry=None, question=None)
    found = screens.chosen_by(on_it, DeskFilters(request.GET).asked)
    return list(seen.filter(pk__in=found.values("pk")))


def round_asked_for(request, declaration):
    """The round asked for, else the last one in which anything came."""
    asked = request.GET.get("round", "")
    if asked.isdigit():
        return get_object_or_404(declaration.rounds.select_related("version"), number=int(asked))
    busy = declaration.rounds.filter(pk__in=Comment.objects.values("round")).order_by("-opens_at").first()
    return busy or declaration.rounds.order_by("-opens_at").first()


def _rounds(declaration):
    return declaration.rounds.announced().order_by("number")


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


def _spoken(round, place, user):
    """What was said at meetings on this provision, or on the text as a whole, and is in no party's name."""
    if round is None:
        return []
    spoken = spoken_in(round, user)
    return spoken.filter(entry__provision=place.provision) if place else spoken.filter(entry=None)


def _contents(declaration, round):
    counts = screens.by_provision(round) if round else {}
    return [(place, counts.get(place.provision.pk)) for place in working_text(declaration)]


def _since_version(place, round):
    """The redline of the working text against the version that the round was on."""
    if place is None or round is None or round.version_id is None or place.wording is None:
        return None
    entry = round.version.entries.filter(provision=place.provision, language=place.wording.language).first()
    return compare_records(entry.record, place.wording)["units"][0] if entry else None


def _issued_entry(declaration, place):
    """The provision as it stands in the version issued last."""
    version = declaration.versions.public().order_by("-number").first() if place else None
    if version is None:
        return None
    entries = version.entries.select_related("record", "version")
    return entries.filter(provision=place.provision, language=version.language).first()
