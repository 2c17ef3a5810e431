"""What is done to a frozen version because of an error: corrected by a Corr., or set aside before it is issued."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drafting import permissions, services
from drafting.forms import ActForm, CorrectionLines
from drafting.views import finding
from drafting.views.acts import version_page
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def corrigendum(request, slug, number):
    """Freeze the Corr. of an issued version: exactly the words that are given here differ."""
    version = _version(request, slug, number)
    entries = list(version.entries.for_list().order_by("order", "language"))
    lines = CorrectionLines(request.POST or None, form_kwargs={"entries": entries})
    form = ActForm(request.POST or None)
    if request.method == "POST" and lines.is_valid() and form.is_valid():
        said = [each.line for each in lines if each.has_changed()]
        try:
            made = services.freeze_corrigendum(version, said, by=request.user, **form.cleaned_data)
        except services.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Frozen. An administrator puts it into the open round."))
            if made.asides.exclude(left=[]).exists():
                messages.warning(
                    request, _("Some of these words no longer stand in the working text: see there.")
                )
            return redirect(made)
    context = {"version": version, "lines": lines, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "drafting/corrigendum.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def setting_aside(request, slug, number):
    """Set a frozen version aside that will not be issued."""
    version = _version(request, slug, number)
    return version_page(
        request,
        version,
        ActForm(request.POST or None),
        lambda chosen: services.set_aside(version, by=request.user, **chosen),
        _("Set %(name)s aside") % {"name": version.full_name},
        _("It is not issued and not circulated. Its text, its hash and your reason stay on the record."),
    )


def _version(request, slug, number):
    finding.working_for(request.user, slug)
    version = finding.version_for(request.user, slug, number)
    if not permissions.may_freeze(request.user):
        raise PermissionDenied
    return version
