"""What everybody may read: home, the declaration, its rounds, and the comments that are public."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from circulation import permissions
from comments.services import overview
from comments.views import finding
from drafting.models import Declaration
from drafting.permissions import may_draft
from mandate.services import newly_held_by
from stakeholders import clock
from stakeholders.moments import GENEVA


@require_safe
@login_not_required
def home(request):
    """What is being drafted, where it stands, what is open until when."""
    declarations = (
        Declaration.objects.visible_to(request.user).select_related("mandate").order_by("-created_at")
    )
    summaries = [overview.summary(each, request.user, clock.now()) for each in declarations[:20]]
    context = {
        "summaries": summaries,
        "has_drafting": _may_import(request.user),
        "inherited": _inherited(request.user),
    }
    return render(request, "comments/home.html", context)


@require_safe
@login_not_required
def declaration(request, slug):
    """One declaration: its road, versions with symbols and dates, rounds, and what changed last."""
    found = finding.declaration_for(request.user, slug)
    context = {"declaration": found, "summary": overview.summary(found, request.user, clock.now())}
    return render(request, "comments/declaration.html", context)


@require_safe
@login_not_required
def round_page(request, slug, number):
    """One round: what is circulated, until when, under what rules; figures once the policy allows."""
    found = finding.round_for(request.user, slug, number)
    context = {
        "declaration": found.declaration,
        "round": found,
        "version": found.version,
        "extensions": found.extensions.select_related("recipient__organisation"),
        "figures": overview.figures(found, request.user),
        "standing": overview.standing(found, clock.now()),
        "recipient": overview.own_recipient(found, request.user),
        "is_taking": found.takes_applications(clock.now()),
        "may_see_recipients": permissions.may_see_recipients(request.user),
    }
    return render(request, "comments/round.html", context)


def _inherited(user):
    """The mandates of which a new holder is shown first what the one before left."""
    return newly_held_by(user, clock.now().astimezone(GENEVA).date()) if may_draft(user) else []


def _may_import(user):
    return user.is_authenticated and user.is_drafter
