"""The page on which a text is made final and submitted to the Council; everybody reads where that stands."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments.forms import ReasonForm
from comments.views import finding
from compilation.packaging import package_of
from drafting import permissions, services
from drafting.services import Refused
from mandate.services import terms_of
from stakeholders import clock
from stakeholders.once import once


@require_safe
@login_not_required
def finalization(request, slug):
    """Where it stands, and for the expert the acts that are possible."""
    return _page(request, finding.declaration_for(request.user, slug))


@require_http_methods(["POST"])
@once
def beginning(request, slug):
    """Begin finalization of the version issued last."""
    declaration = _to_act(request, slug)
    version = declaration.versions.filter(state="issued").order_by("-number").first()
    if version is None:
        return _page(request, declaration, _("No version has been issued yet."))
    return _act(
        request,
        declaration,
        lambda: services.begin_finalization(version, by=request.user),
        _("Finalization has begun. No further round opens unless you reopen the text."),
    )


@require_http_methods(["POST"])
@once
def reopening(request, slug):
    """Reopen the text with a reason, before it is submitted."""
    declaration = _to_act(request, slug)
    standing = _standing(declaration)
    reason = request.POST.get("reason", "")[:5_000]
    return _act(
        request,
        declaration,
        lambda: services.reopen_text(standing, by=request.user, reason=reason),
        _("Reopened, with your reason. Rounds can open again."),
    )


@require_http_methods(["POST"])
@once
def submission(request, slug):
    """Submit to the Council: the package is made and sealed, and the text becomes submitted."""
    declaration = _to_act(request, slug)
    standing = _standing(declaration)
    return _act(
        request,
        declaration,
        lambda: services.submit_text(standing, package_of(standing, clock.now()), by=request.user),
        _("Submitted to the Council. The package is sealed under its hash."),
    )


@require_safe
@login_not_required
def package(request, slug):
    """The sealed package, to the byte, for everybody."""
    declaration = finding.declaration_for(request.user, slug)
    found = declaration.finalizations.filter(submitted_at__isnull=False).first()
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.package), content_type="application/zip")
    name = f"{declaration.slug[:40].strip('-')}-submitted.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _act(request, declaration, act, said):
    try:
        act()
    except Refused as refusal:
        return _page(request, declaration, str(refusal))
    messages.success(request, said)
    return redirect("finalization", declaration.slug)


def _page(request, declaration, refusal=None):
    earlier = declaration.finalizations.exclude(reopened_at=None).defer("package")
    context = {
        "declaration": declaration,
        "standing": services.finalization_of(declaration),
        "earlier": earlier.select_related("begun_by", "reopened_by", "version"),
        "version": declaration.versions.public().order_by("-number").first(),
        "form": ReasonForm(),
        "refusal": refusal,
        "terms": terms_of(declaration),
        "may_act": permissions.may_freeze(request.user),
    }
    return render(request, "compilation/finalization.html", context, status=422 if refusal else 200)


def _to_act(request, slug):
    declaration = finding.declaration_for(request.user, slug)
    if not permissions.may_freeze(request.user):
        raise PermissionDenied
    return declaration


def _standing(declaration):
    found = services.finalization_of(declaration)
    if found is None:
        raise Http404
    return found
