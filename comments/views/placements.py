"""The re-anchoring report of a frozen version: what is not exact is accepted, pointed elsewhere, or detached."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comments import permissions
from comments.services import reanchoring
from comments.views import finding
from drafting.services import Refused
from stakeholders.once import once

PER_PAGE = 50


@require_safe
def placements(request, slug, number):
    """How many comments fall where, and each that does not stand on exactly the same words."""
    version = _version(request, slug, number)
    counts, unsettled = reanchoring.counts_of(version)
    page = Paginator(reanchoring.to_settle(version), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "declaration": version.declaration,
        "version": version,
        "counts": counts,
        "unsettled": unsettled,
        "page": page,
        "rows": reanchoring.show_carried(page),
        "entries": version.entries.in_language(version.language).for_list(),
        "may_settle": version.state == version.State.FROZEN,
    }
    return render(request, "comments/placements.html", context)


@require_POST
@once
def acceptance(request, slug, number, ref):
    """The place proposed is right."""
    return _act(request, slug, number, ref, reanchoring.accept_placement)


@require_POST
@once
def detachment(request, slug, number, ref):
    """The words are gone: show the comment on its provision."""
    return _act(request, slug, number, ref, reanchoring.detach_placement)


@require_POST
@once
def pointing(request, slug, number, ref):
    """The comment belongs to other words."""

    def act(placement, *, by):
        entries = placement.version.entries.filter(language=placement.version.language)
        entry = get_object_or_404(entries.for_list(), slug=request.POST.get("place", "")[:40])
        words = request.POST.get("words", "")[:20_000]
        return reanchoring.repoint_placement(placement, entry=entry, words=words, by=by)

    return _act(request, slug, number, ref, act)


def _act(request, slug, number, ref, act):
    version = _version(request, slug, number)
    comment = finding.comment_for(request.user, slug, ref)
    placement = get_object_or_404(version.placements, comment=comment)
    try:
        act(placement, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Settled: %(ref)s.") % {"ref": ref})
    return redirect("placements", slug, number)


def _version(request, slug, number):
    if not permissions.may_propose(request.user):
        raise Http404
    return finding.version_for(request.user, slug, number)
