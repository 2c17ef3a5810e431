"""The comments one may read, with filters; and one comment on a page of its own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from circulation.models import Round
from comments import permissions, services
from comments.forms import EndorsementForm
from comments.models import Comment, Outcome, Response, Stance, Type, Weight
from comments.services import letters, showing
from comments.views import finding
from drafting.services import Refused
from mandate.services import terms_of
from stakeholders.models import Category, RegionalGroup
from stakeholders.once import once

PER_PAGE = 50
CHOICES = {"type": Type, "stance": Stance, "weight": Weight, "category": Category, "group": RegionalGroup}
COLUMNS = {"category": "shown_category", "group": "shown_group"}


@require_safe
@login_not_required
def comments(request, slug):
    """Every comment the reader may see, in text order, filtered and searched; each number links to its page."""
    found = finding.declaration_for(request.user, slug)
    rows = filtered(Comment.objects.for_reader(request.user), found, request.GET, request.user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "declaration": found,
        "page": page,
        "shown": showing.show(page),
        "rounds": Round.objects.visible_to(request.user).filter(declaration=found).for_list(),
        "filters": [(name, _FILTER_NAMES[name], choices.choices) for name, choices in CHOICES.items()],
        "outcomes": Outcome.choices,
        "query": f"{query.urlencode()}&" if query else "",
        "asked": request.GET,
    }
    return render(request, "comments/comments.html", context)


def filtered(rows, declaration, asked, user):
    """`rows` narrowed by the filters of the list's address; what is not a known value is ignored."""
    rows = rows.filter(Comment.STANDS_OR_STUB, round__declaration=declaration)
    if asked.get("round", "").isdigit():
        rows = rows.filter(round__number=int(asked["round"]))
    for name, choices in CHOICES.items():
        if asked.get(name) in choices.values:
            rows = rows.filter(**{COLUMNS.get(name, name): asked[name]})
    if uid := _uid(asked.get("provision", "")):
        rows = rows.filter(entry__provision__uid=uid)
    if asked.get("stands") == "yes":
        rows = rows.standing()  # without the stubs of what was disowned, which no figure counts
    seen = Response.objects.visible_to(user)
    if asked.get("outcome") in Outcome.values:
        rows = rows.filter(response__in=seen.filter(outcome=asked["outcome"]).values("pk"))
    if asked.get("answer") == "yes":
        rows = rows.filter(response__in=seen.values("pk"))
    if asked.get("answer") == "no":
        rows = rows.exclude(response__in=seen.values("pk"))
    words = asked.get("words", "").strip()[:100]
    if words:
        rows = rows.filter(
            Q(explanation__icontains=words)
            | Q(proposed_text__icontains=words)
            | Q(quote__icontains=words)
            | Q(shown_party__icontains=words)
            | Q(shown_number__iexact=words)
        )
    return rows


def _uid(asked):
    try:
        return UUID(asked)
    except ValueError:
        return None


@require_safe
@login_not_required
def comment(request, slug, ref):
    """One comment: the words it was made on and the words now, its answer, who stands with it."""
    found = finding.comment_for(request.user, slug, ref)
    placements = found.placements.filter(version__in=_versions(request.user)).select_related(
        "version__declaration", "entry__record", "entry__provision", "entry__version__declaration"
    )
    membership, terms = _speaker(request.user, found), terms_of(found.round.declaration_id)
    context = {
        "declaration": found.round.declaration,
        "comment": found,
        "shown": showing.show([found])[0],
        "placements": placements.order_by("version__number"),
        "membership": membership,
        "form": EndorsementForm(organisation=membership.organisation) if membership else None,
        "earlier": letters.earlier_answers([found], request.user).get(found.pk, ()),
        "is_told": finding.is_told(request.user, found),
        "notes": found.notes.visible_to(request.user).select_related("by"),
        "terms": terms,
        "decided_by": showing.decided_by(found.answer, request.user, terms),
    }
    return render(request, "comments/comment.html", context)


@require_http_methods(["POST"])
@once
def endorsement(request, slug, ref):
    """Take a stand on another party's comment, where the round lets one see it."""
    found = finding.comment_for(request.user, slug, ref)
    membership = _speaker(request.user, found)
    if membership is None:
        raise PermissionDenied
    form = EndorsementForm(request.POST, organisation=membership.organisation)
    if not form.is_valid():
        raise Http404
    try:
        services.endorse(
            found,
            membership.organisation,
            form.cleaned_data["kind"],
            by=request.user,
            words=form.cleaned_data["words"],
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your stand is recorded."))
    return redirect(found)


def _speaker(user, comment):
    """The membership by which `user` may take a stand on `comment`: of a recipient, its Contact Point."""
    if not user.is_authenticated or comment.round.is_revealed:
        return None
    recipients = comment.round.recipients.of(user).values_list("organisation", flat=True)
    for membership in user.active_memberships:
        if membership.organisation_id in recipients and permissions.may_endorse(membership, comment):
            return membership
    return None


def _versions(user):
    return finding.Version.objects.visible_to(user).values("pk")


_FILTER_NAMES = {
    "type": gettext_lazy("Type"),
    "stance": gettext_lazy("Stance"),
    "weight": gettext_lazy("Weight"),
    "category": gettext_lazy("Category"),
    "group": gettext_lazy("Regional group"),
}
