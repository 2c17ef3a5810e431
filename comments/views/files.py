"""The public list of submissions with their files, and the screening of each file before."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import permissions, services
from comments.forms import FileScreeningForm
from comments.models import Attachment, ScreenedFile
from comments.services import cells, dashboard
from comments.services import publishing_files as files
from comments.views import finding
from drafting.services import Refused
from mandate.services import terms_of
from stakeholders.downloads import as_download
from stakeholders.models import Category
from stakeholders.once import once

PER_PAGE = 50


@require_safe
@login_not_required
def submissions(request, slug, number):
    """The submissions of a round that are public, each with its files as received or redacted; the same for all."""
    round = finding.round_for(request.user, slug, number)
    if not round.is_published:
        raise Http404
    page = Paginator(files.published_submissions(round, request.GET), PER_PAGE).get_page(
        request.GET.get("page")
    )
    listed, unnamed = files.files_in(page), dashboard.replied_unnamed(round)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "declaration": round.declaration,
        "round": round,
        "page": page,
        "rows": [(each, listed.get(each.pk, [])) for each in page],
        "unnamed": cells.guarded_total(unnamed) if unnamed else "",
        "categories": Category.choices,
        "asked": request.GET,
        "query": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "comments/submissions.html", context)


@require_safe
@login_not_required
def public_file(request, ref):
    """What the public gets of a file: the very file, or its redacted copy."""
    seen = ScreenedFile.objects.visible_to(request.user).exclude(way=ScreenedFile.Way.WITHHELD)
    found = get_object_or_404(
        seen.select_related("attachment__recipient__round", "attachment__recipient__organisation"),
        attachment__ref=ref,
    )
    content = found.content if found.way == ScreenedFile.Way.REDACTED else found.attachment.content
    return as_download(content, files.public_name(found))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def file_screening(request, ref):
    """Pass a file as received, put a redacted copy in its place, or withhold it."""
    if not permissions.may_propose(request.user):
        raise Http404
    found = _to_screen(request.user, ref)
    round = found.recipient.round
    passed = request.POST.get("way") == ScreenedFile.Way.RECEIVED
    form = FileScreeningForm(None if passed else request.POST or None, request.FILES or None)
    if request.method == "POST" and (passed or form.is_valid()):
        try:
            services.screen_file(found, by=request.user, **({"way": "received"} if passed else _said(form)))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted: this is what becomes public of the file."))
            return redirect("screening", round.declaration.slug, round.number)
    context = {
        "declaration": round.declaration,
        "round": round,
        "file": found,
        "said": found.said.select_related("by").defer("content"),
        "form": form,
        "terms": terms_of(round.declaration_id),
    }
    return render(request, "comments/file_screening.html", context, status=422 if form.errors else 200)


def _to_screen(user, ref):
    seen = Attachment.objects.visible_to(user).select_related(
        "recipient__round__declaration", "recipient__organisation"
    )
    found = get_object_or_404(seen, ref=ref)
    if not Attachment.objects.to_screen(found.recipient.round).filter(pk=found.pk).exists():
        raise Http404
    return found


def _said(form):
    said = dict(form.cleaned_data)
    brought = said.pop("file")
    return said | {"brought": (brought.name, brought.read()) if brought else None}
