"""To whom a round goes: shown and counted first, added then."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from circulation import permissions, services
from circulation.forms import ChoosingForm
from drafting.services import Refused


def choosing_view(admin, request, object_id):
    """GET with a choice shows whom it means and how many are new; POST adds those, or takes listed ones off."""
    if not permissions.may_circulate(request.user):
        raise PermissionDenied
    round = admin.get_object(request, unquote(object_id))
    if round is None:
        raise Http404
    form = ChoosingForm((request.POST if request.method == "POST" else request.GET) or None)
    chosen = _chosen(round, form) if form.is_valid() else []
    if request.method == "POST" and form.is_valid():
        try:
            said = _remove(request, round) if "off" in request.POST else _add(request, round, chosen)
        except Refused as problem:
            messages.error(request, problem)
        else:
            messages.success(request, said)
        return redirect(admin.address("recipients", round))
    there = list(round.recipients.for_list())
    known = {recipient.organisation_id for recipient in there}
    context = admin.admin_site.each_context(request) | {
        "title": _("Choose recipients"),
        "subtitle": round,
        "opts": admin.opts,
        "original": round,
        "form": form,
        "new": [party for party in chosen if party.pk not in known],
        "chosen": _as_lists(form.cleaned_data) if form.is_valid() else {},
        "recipients": there,
        "back": admin.address("change", round),
    }
    return render(request, "admin/circulation/round/recipients.html", context)


def _chosen(round, form):
    return services.matching_organisations(**form.cleaned_data, declaration=round.declaration)


def _as_lists(chosen):
    """What was chosen, for the hidden fields of the form that adds it."""
    return {name: [value] if isinstance(value, str) else value for name, value in chosen.items()}


def _add(request, round, chosen):
    new = services.add_recipients(round, chosen, by=request.user)
    return ngettext("%(n)d party was added.", "%(n)d parties were added.", len(new)) % {"n": len(new)}


def _remove(request, round):
    count = services.remove_recipients(round, request.POST.getlist("off"))
    return ngettext("%(n)d party was taken off.", "%(n)d parties were taken off.", count) % {"n": count}
