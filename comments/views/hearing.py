"""Oral input: the rapporteur notes what is said, each delegation confirms or corrects what stands in its name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import permissions, services
from comments.forms.hearing import OralForm
from comments.models import OralView
from comments.services import hearing
from drafting.services import Refused
from mandate.models import Activity, Segment
from stakeholders.models import Organisation
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def segment(request, mandate, activity, number):
    """A segment of a meeting: what was said, in order, and the form to note the next view."""
    found = _segment(request, mandate, activity, number)
    round = hearing.rounds_to_hear(found.activity.mandate).first()
    form = OralForm(request.POST or None, segment=found, round=round) if round else None
    if request.method == "POST" and form and form.is_valid():
        try:
            services.note_view(found, round, by=request.user, **form.said)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{request.path}#note")
    views = OralView.objects.visible_to(request.user).filter(segment=found).for_list()
    context = {
        "segment": found,
        "number": number,
        "activity": found.activity,
        "mandate": found.activity.mandate,
        "round": round,
        "views": views,
        "unasked": sum(view.is_waiting and view.asked_at is None for view in views),
        "form": form,
    }
    return render(request, "comments/segment.html", context, status=422 if form and form.errors else 200)


@require_POST
@once
def asking(request, mandate, activity, number):
    """Write to every delegation in whose name something was recorded."""
    found = _segment(request, mandate, activity, number)
    asked = services.ask_to_confirm(found, by=request.user)
    messages.success(request, _("%(n)d views: their delegations are asked to confirm.") % {"n": asked})
    return redirect("segment", mandate, activity, number)


@require_safe
@login_not_required
def views(request, mandate, activity):
    """What was said at a meeting and is attributed to nobody, segment by segment; who drafts reads all of it."""
    found = get_object_or_404(
        Activity.objects.select_related("mandate"), slug=activity, mandate__slug=mandate
    )
    rows = OralView.objects.visible_to(request.user).filter(segment__activity=found).for_list()
    segments = found.segments.visible_to(request.user).order_by("order", "pk")
    numbers = list(found.segments.order_by("order", "pk").values_list("pk", flat=True))
    context = {
        "activity": found,
        "mandate": found.mandate,
        "segments": [
            (numbers.index(each.pk) + 1, each, [row for row in rows if row.segment_id == each.pk])
            for each in segments
        ],
        "may_note": permissions.may_propose(request.user),
    }
    return render(request, "comments/oral_views.html", context)


@require_safe
def said(request, code):
    """What was recorded in the name of one's own delegation."""
    organisation, membership = _delegation(request.user, code)
    context = {
        "organisation": organisation,
        "views": OralView.objects.recorded_for(organisation),
        "may_speak": permissions.may_speak(membership),
    }
    return render(request, "comments/said.html", context)


@require_POST
@once
def confirmation(request, code, ref):
    """The Contact Point confirms what was recorded, corrects it, or says that it is not its view."""
    organisation, membership = _delegation(request.user, code)
    view = get_object_or_404(OralView, ref=ref, organisation=organisation)
    if not permissions.may_speak(membership):
        raise PermissionDenied
    try:
        if "deny" in request.POST:
            services.deny_view(view, by=request.user)
            messages.success(request, _("Noted: it goes nowhere in your name."))
        else:
            sent = services.confirm_view(view, request.POST.get("words", "")[:50_000], by=request.user)
            messages.success(
                request, _("Confirmed. It stands among your comments, with receipt %(ref)s.") % {"ref": sent}
            )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("said", code)


def _segment(request, mandate, activity, number):
    """The segment of that number, for those who note what is said; to others the screen does not exist."""
    if not permissions.may_propose(request.user):
        raise Http404
    found = Segment.objects.filter(activity__slug=activity, activity__mandate__slug=mandate)
    found = list(found.select_related("activity__mandate").order_by("order", "pk"))
    if not 0 < number <= len(found):
        raise Http404
    return found[number - 1]


def _delegation(user, code):
    organisation = get_object_or_404(Organisation, code=code)
    membership = user.membership_of(organisation)
    if membership is None or not membership.is_active:
        raise Http404
    return organisation, membership
