"""Coming in by invitation, and finding a form again that met the sign-in page."""

from contextlib import suppress

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stakeholders import clock, services
from stakeholders.models import Invitation, KeptForm

PENDING = "invitation"


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def invitation(request, token):
    """The link shows a button; its POST spends the link and mails a code to the invited address.

    A mail scanner that follows the link spends nothing, and whoever was forwarded it has no session without the code.
    """
    found = (
        Invitation.objects.filter(token_hash=Invitation.hash(token)).select_related("organisation").first()
    )
    usable = found is not None and found.is_open(clock.now())
    if request.method == "POST" and usable:
        try:
            spent = services.spend_link(token)
        except services.InvitationRefused:
            usable = False
        else:
            return ask_for_code(request, spent)
    context = {"invitation": found if usable else None, "renewable": token}
    return render(request, "stakeholders/invitation.html", context, status=200 if usable else 410)


def ask_for_code(request, spent):
    """Lead the browser that spent a link to the page that takes its code."""
    request.session[PENDING] = spent.pk
    return redirect("invitation_code")


@require_POST
@login_not_required
@never_cache
def renewal(request, token):
    """A fresh link to the address that was invited, for whoever holds a spent or expired one.

    The answer is the same for a link that is none of ours, so that nothing can be learnt from it.
    """
    with suppress(services.InvitationRefused):
        services.renew_invitation(token)
    return render(request, "stakeholders/invitation.html", {"is_renewed": True})


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
@sensitive_post_parameters("code")
def code(request):
    """The code that was mailed, in the browser that spent the link; a wrong one is counted."""
    found = Invitation.objects.filter(pk=request.session.get(PENDING)).select_related("organisation").first()
    if found is None:
        return render(request, "stakeholders/invitation.html", {"invitation": None}, status=410)
    refusal = None
    if request.method == "POST":
        try:
            user = services.accept_invitation(found, request.POST.get("code", ""))
        except services.InvitationRefused as problem:
            refusal = str(problem)
            found.refresh_from_db()
        else:
            del request.session[PENDING]
            # By allauth, which asks whoever has a second factor for it: a link and a code are only the first.
            return perform_login(request, user)
    context = {"invitation": found, "refusal": refusal, "is_live": found.takes_code(clock.now())}
    return render(request, "stakeholders/invitation_code.html", context, status=422 if refusal else 200)


@require_safe
def kept(request, ref):
    """A form that met the sign-in page: what was typed, and one button that sends it where it was going."""
    found = get_object_or_404(KeptForm, ref=ref, user=request.user)
    return render(request, "stakeholders/kept.html", {"kept": found})
