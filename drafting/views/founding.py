"""What a provision rests on: recorded and withdrawn by those who draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from drafting import permissions, services
from drafting.forms import BasisForm
from drafting.views import finding
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def bases(request, slug, uid):
    """The bases of a provision and a form for one more."""
    declaration = finding.working_for(request.user, slug)
    provision, wording = finding.provision_for(declaration, uid)
    form = BasisForm(request.POST if request.method == "POST" else None, mandate=declaration.mandate)
    if request.method == "POST":
        if not permissions.may_record_basis(request.user):
            raise PermissionDenied
        if form.is_valid():
            try:
                services.record_basis(provision, by=request.user, **form.cleaned_data)
            except services.Refused as problem:
                form.add_error(None, str(problem))
            else:
                messages.success(request, _("Recorded."))
                return redirect("bases", slug, uid)
    context = {
        "declaration": declaration,
        "provision": provision,
        "wording": wording,
        "place": finding.place_of(declaration, provision),
        "bases": services.bases_of(provision, request.user),
        "form": form,
    }
    return render(request, "drafting/bases.html", context, status=422 if form.errors else 200)


@require_POST
@once
def withdrawal(request, slug, uid, number):
    """Withdraw one basis; its row stays."""
    declaration = finding.working_for(request.user, slug)
    provision, _wording = finding.provision_for(declaration, uid)
    if not permissions.may_record_basis(request.user):
        raise PermissionDenied
    services.withdraw_basis(get_object_or_404(provision.bases, pk=number), by=request.user)
    return redirect("bases", slug, uid)
