"""Texts of earlier years, and the documents in which versions were issued."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from drafting import permissions, services
from drafting.forms import IssuedFileForm, PastVersionForm
from drafting.models import IssuedFile
from drafting.views import finding
from drafting.views.acts import version_page
from stakeholders.downloads import as_download
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def entering(request, slug, number):
    """Put a frozen version on the record as one that was issued in an earlier year."""
    finding.working_for(request.user, slug)
    version = finding.version_for(request.user, slug, number)
    if not permissions.may_freeze(request.user):
        raise PermissionDenied
    return version_page(
        request,
        version,
        PastVersionForm(request.POST or None),
        lambda chosen: services.enter_past_version(
            version, issued_on=chosen["date"], symbol=chosen["symbol"], by=request.user
        ),
        _("Enter %(name)s as a text of an earlier year") % {"name": version.full_name},
        _(
            "It becomes public for good under the date it had. Its page says that it was entered afterwards, and when."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def filing(request, slug, number):
    """Keep the document in which a version was issued."""
    version = finding.version_for(request.user, slug, number)
    if not permissions.may_record_symbol(request.user):
        raise PermissionDenied
    form = IssuedFileForm(request.POST or None, request.FILES or None, initial={"language": version.language})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            services.keep_issued_file(
                version, file.name, file.read(), language=form.cleaned_data["language"], by=request.user
            )
        except services.Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Kept, and offered beside the text."))
            return redirect(version)
    context = {"version": version, "form": form}
    return render(request, "drafting/issued_file.html", context, status=422 if form.errors else 200)


@require_safe
@login_not_required
def issued_file(request, ref):
    """The document, to the byte: never shown in the page, always saved."""
    found = get_object_or_404(IssuedFile.objects.visible_to(request.user), ref=ref)
    return as_download(found.content, found.name)
