"""A document under way: how far it is, a button to cancel, and the file once it is ready."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compilation import handing, printing
from compilation.views import round_for, words_of
from compilation.writers import CONTENT_TYPES
from stakeholders.models import Printout
from stakeholders.once import once

TYPES = CONTENT_TYPES | {"zip": "application/zip"}


@require_POST
@once
def order(request, slug, number, layout, format):
    """Have the worker make the document; what is there already of the very same is offered again."""
    round = round_for(request.user, slug, number)
    try:
        made = printing.order_document(round, layout, format, request.user, words_of(request))
    except KeyError:
        raise Http404 from None
    return redirect("printout", made.ref)


@require_POST
@once
def order_handover(request, mandate, whose):
    """Have the worker make the archive of a mandate: for everybody, or for this reader."""
    found = handing.mandate_for(request.user, mandate)
    if whose not in ("public", "own"):
        raise Http404
    made = printing.order_handover(found, request.user, is_public=whose == "public")
    return redirect("printout", made.ref)


@require_safe
def printout(request, ref):
    """How far it is. With scripts the fragment asks again by itself; without, a link does."""
    found = _found(request, ref)
    if found.is_left(timezone.now()):
        printing.take_up_again(found)
        found.refresh_from_db(fields=["state", "done"])
    context = {"printout": found, "is_current": found.is_done and printing.is_current(found)}
    template = "compilation/_printout.html" if request.htmx else "compilation/printout.html"
    return render(request, template, context)


@require_POST
@once
def cancellation(request, ref):
    """Stop making it."""
    found = _found(request, ref)
    printing.cancel_document(found)
    messages.success(request, _("Cancelled."))
    return redirect("printout", ref)


@require_safe
def file(request, ref):
    """The file, while it still says what its reader may read now."""
    found = get_object_or_404(Printout.objects.visible_to(request.user).select_related("user"), ref=ref)
    if not found.is_done:
        raise Http404
    if not printing.is_current(found):
        messages.error(request, _("Something has changed since this was made. Have it made anew."))
        return redirect("printout", ref)
    answer = HttpResponse(bytes(found.content), content_type=TYPES[found.what["format"]])
    answer["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return answer


def _found(request, ref):
    seen = Printout.objects.visible_to(request.user).select_related("user").defer("content")
    return get_object_or_404(seen, ref=ref)
