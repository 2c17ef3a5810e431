"""A delegation: its members, invitations by its Contact Point, and who acts when that person cannot."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stakeholders import clock, permissions, services
from stakeholders.forms import AbsenceForm, AppointmentForm, PartyInvitationForm
from stakeholders.models import Organisation, Role, StandIn
from stakeholders.once import once


@require_safe
def delegation(request, code):
    """Who acts for this party, in what role, and who stands in for whom."""
    organisation, membership = _own(request.user, code)
    return _page(request, organisation, membership)


@require_POST
@once
def invitations(request, code):
    """The Contact Point invites a colleague: a single-use link goes to that address."""
    organisation, membership = _lead(request.user, code)
    form = PartyInvitationForm(request.POST, initial={"language": organisation.language})
    if not form.is_valid():
        return _page(request, organisation, membership, inviting=form)
    services.invite(by=request.user, organisation=organisation, **form.cleaned_data)
    messages.success(request, _("Invited. The link in the letter works once, for seven days."))
    return redirect("delegation", code)


@require_POST
@once
def alternate(request, code):
    """The Contact Point names an alternate."""
    organisation, membership = _lead(request.user, code)
    chosen = _colleague(organisation, request.POST.get("member"))
    return _act(request, organisation, membership, lambda: services.name_alternate(chosen, by=request.user))


@require_POST
@once
def absence(request, code):
    """The Contact Point delegates for an absence, or ends a delegation before its time."""
    organisation, membership = _lead(request.user, code)
    chosen = _colleague(organisation, request.POST.get("member"))
    if "end" in request.POST:
        return _act(request, organisation, membership, lambda: services.end_stand_in(chosen, by=request.user))
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, membership, absent=form)
    said = form.cleaned_data
    return _act(
        request,
        organisation,
        membership,
        lambda: services.delegate_for_absence(chosen, said["until"], by=request.user, reason=said["reason"]),
    )


@require_POST
@once
def takeover(request, code):
    """The alternate takes over, with a reason that everybody in the delegation is sent."""
    organisation, membership = _own(request.user, code)
    if not permissions.may_take_over(membership):
        raise PermissionDenied
    reason = request.POST.get("reason", "")
    return _act(request, organisation, membership, lambda: services.take_over(membership, reason=reason))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def appointment(request, code):
    """An administrator appoints a Contact Point on the mission's written request; the file is kept."""
    organisation = get_object_or_404(Organisation, code=code)
    if not permissions.may_administer(request.user):
        if request.user.membership_of(organisation) is None:
            raise Http404
        raise PermissionDenied
    form = AppointmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        services.appoint_contact_point(
            organisation,
            email=said["email"],
            name=said["name"],
            request_name=said["request"].name,
            request=said["request"].read(),
            by=request.user,
        )
        messages.success(request, _("Appointed, at once. Every member of the delegation was told."))
        return redirect("appointment", code)
    context = {"organisation": organisation, "form": form, "given": _given(organisation)}
    return render(request, "stakeholders/appointment.html", context, status=422 if form.errors else 200)


@require_safe
def appointment_file(request, code, sha256):
    """The mission's written request, to the byte: for those who enter administration alone."""
    organisation = get_object_or_404(Organisation, code=code)
    if not permissions.may_enter_admin(request.user):
        if request.user.membership_of(organisation) is None:
            raise Http404
        raise PermissionDenied
    given = StandIn.objects.filter(membership__organisation=organisation, request_sha256=sha256)
    found = given.order_by("-pk").first()
    if found is None or not found.request:
        raise Http404
    answer = HttpResponse(bytes(found.request), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="request-{code}-{sha256[:8]}"'
    return answer


def _own(user, code):
    organisation = get_object_or_404(Organisation, code=code)
    membership = user.membership_of(organisation)
    if membership is None:
        raise Http404
    return organisation, membership


def _lead(user, code):
    organisation, membership = _own(user, code)
    if not permissions.may_lead(membership):
        raise PermissionDenied
    return organisation, membership


def _colleague(organisation, pk):
    if not str(pk or "").isdigit():
        raise Http404
    return get_object_or_404(organisation.memberships.select_related("user"), pk=pk, is_active=True)


def _act(request, organisation, membership, act):
    try:
        act()
    except services.NotPossible as problem:
        return _page(request, organisation, membership, refusal=str(problem))
    messages.success(request, _("Done. Every member of your delegation was told."))
    return redirect("delegation", organisation.code)


def _given(organisation):
    given = StandIn.objects.filter(membership__organisation=organisation).defer("request")
    return given.select_related("membership__user", "by")


def _page(request, organisation, membership, refusal=None, inviting=None, absent=None):
    members = list(organisation.memberships.filter(is_active=True).select_related("user").order_by("pk"))
    waiting = organisation.invitations.filter(accepted_at=None, expires_at__gt=clock.now())
    context = {
        "organisation": organisation,
        "membership": membership,
        "members": members,
        "lacks_alternate": permissions.may_lead(membership) and not any(m.is_alternate for m in members),
        "waiting": waiting if permissions.may_lead(membership) else (),
        "given": _given(organisation),
        "may_lead": permissions.may_lead(membership),
        "may_take_over": permissions.may_take_over(membership) and not membership.stands_in,
        "refusal": refusal,
        "inviting": inviting
        or PartyInvitationForm(initial={"language": organisation.language, "role": Role.REVIEWER}),
        "absent": absent or AbsenceForm(),
    }
    failed = refusal or (inviting and inviting.errors) or (absent and absent.errors)
    return render(request, "stakeholders/delegation.html", context, status=422 if failed else 200)
