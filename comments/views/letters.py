"""Back to the party: its letter, its reactions; and before that, the screening of what becomes public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import permissions
from comments.forms import ReactionForm, RedactionForm
from comments.models import Letter
from comments.services import letters, screening
from comments.services.publishing_files import files_to_screen
from comments.views import finding
from comments.views.desk import desk_comment, desk_of
from drafting.services import Refused
from mandate.services import terms_of
from stakeholders import clock
from stakeholders.once import once

PER_PAGE = 50


@require_safe
def letter(request, ref):
    """The party's letter: each comment with its answer, and what may be said to it."""
    found = get_object_or_404(
        Letter.objects.visible_to(request.user).select_related("round__declaration", "organisation"), ref=ref
    )
    membership = request.user.membership_of(found.organisation)
    is_open = clock.now() < found.react_until
    context = {
        "letter": found,
        "round": found.round,
        "declaration": found.round.declaration,
        "items": letters.items_of(found, request.user),
        "is_open": is_open,
        "may_react": is_open and permissions.may_speak(membership),
    }
    return render(request, "comments/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def reaction(request, slug, ref):
    """Accept or contest the answer to one comment."""
    found = finding.comment_for(request.user, slug, ref)
    sent = Letter.objects.visible_to(request.user)
    letter = get_object_or_404(sent, round=found.round, organisation=found.organisation_id)
    if not permissions.may_speak(request.user.membership_of(found.organisation)):
        raise PermissionDenied
    said = getattr(found, "reaction", None)
    initial = {"kind": said.kind, "words": said.words, "is_declared": said.is_declared} if said else None
    form = ReactionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            letters.react(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded. You can say otherwise until the date of your letter."))
            return redirect(f"{letter.get_absolute_url()}#{found.ref}")
    context = {
        "declaration": found.round.declaration,
        "letter": letter,
        "comment": found,
        "item": next(item for item in letters.items_of(letter, request.user) if item.shown.comment == found),
        "form": form,
    }
    return render(request, "comments/reaction.html", context, status=422 if form.errors else 200)


@require_safe
@login_not_required
def concerns(request, slug, number):
    """The sustained concerns of a round, in the parties' own words, as far as the reader may see them."""
    round = finding.round_for(request.user, slug, number)
    if not round.is_published and not permissions.may_see_all_submissions(request.user):
        raise Http404
    context = {
        "declaration": round.declaration,
        "round": round,
        "rows": letters.sustained(round, request.user),
        "reactions": letters.reactions_to(round)
        if permissions.may_see_all_submissions(request.user)
        else None,
    }
    return render(request, "comments/concerns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def screening_list(request, slug, number):
    """All that becomes public, to be gone through; passing it is an act of its own."""
    declaration = desk_of(request, slug)
    round = finding.round_for(request.user, slug, number)
    if request.method == "POST":
        try:
            screening.pass_screening(round, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("screening", slug, number)
        messages.success(request, _("The screening is passed: what becomes public has been gone through."))
        return redirect("publication", slug, number)
    only = request.GET.get("look") == "yes"
    rows = screening.to_look_at(round) if only else screening.to_screen(round)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "declaration": declaration,
        "round": round,
        "page": page,
        "rows": [(comment, screening.suspect_words(comment)) for comment in page],
        "last": round.screenings.select_related("by").order_by("-pk").first(),
        "terms": terms_of(declaration),
        "is_screened": screening.is_screened(round),
        "files": [] if only else files_to_screen(round),
        "only": only,
        "query": "look=yes&" if only else "",
    }
    return render(request, "comments/screening.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def redaction(request, slug, ref):
    """Take words out of a comment, after a page that says what that does."""
    found = desk_comment(request, slug, ref)
    initial = {"field": request.GET.get("field"), "words": request.GET.get("words")}
    form = RedactionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            screening.redact(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, _("Taken out everywhere. The party has been told."))
            return redirect("screening", slug, found.round.number)
    context = {
        "declaration": found.round.declaration,
        "comment": found,
        "form": form,
        "redactions": found.redactions.select_related("by"),
        "terms": terms_of(found.round.declaration_id),
    }
    return render(request, "comments/redaction.html", context, status=422 if form.errors else 200)
