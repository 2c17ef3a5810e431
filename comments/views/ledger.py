"""The change ledger: what changed since the last issued text, and what each change rests on."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from comments import permissions
from comments.forms import GroundForm
from comments.services import ledger as ledgers
from comments.views import finding
from comments.views.desk import desk_of
from drafting.models import HistoricalWording
from drafting.services import Refused
from mandate.services import terms_of
from stakeholders.once import once


@require_safe
def ledger(request, slug):
    """Every change since the last issued version: in the working text, or up to a frozen version (?version=3)."""
    return _page(request, desk_of(request, slug))


@require_http_methods(["POST"])
@once
def ground(request, slug, record):
    """Say what one change rests on."""
    declaration = desk_of(request, slug)
    if not permissions.may_decide(request.user):
        raise PermissionDenied
    found = get_object_or_404(HistoricalWording, pk=record, provision__declaration=declaration)
    form = GroundForm(request.POST, meetings=declaration.mandate.activities.all())
    if form.is_valid():
        try:
            ledgers.tie_record(found, user=request.user, **form.said)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            number = request.GET.get("version", "")
            query = f"?version={number}" if number.isdigit() else ""
            return redirect(f"{reverse('ledger', args=[slug])}{query}#r{record}")
    return _page(request, declaration, record, form)


def _page(request, declaration, record=None, form=None):
    number = request.GET.get("version", "")
    version = finding.version_for(request.user, declaration.slug, int(number)) if number.isdigit() else None
    old = ledgers.last_issued(declaration, version.number if version else None)
    if version and old is None:
        raise Http404
    rows = ledgers.ledger(old, version) if old else []
    meetings = list(declaration.mandate.activities.all())
    context = {
        "declaration": declaration,
        "old": old,
        "version": version,
        "rows": [
            (row, form if row.changed.record.pk == record else GroundForm(meetings=meetings)) for row in rows
        ],
        "missing": sum(row.is_missing for row in rows),
        "terms": terms_of(declaration),
        "overrides": declaration.overrides.select_related("by"),
        "may_decide": permissions.may_decide(request.user),
    }
    return render(request, "comments/ledger.html", context, status=422 if form else 200)
