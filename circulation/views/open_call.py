"""An open call, as those see it who were not written to: a form, a link by mail, a button, a code."""

import uuid

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from circulation import services
from circulation.forms import ApplicationForm
from circulation.models import Application, Round
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Invitation
from stakeholders.views.coming import ask_for_code


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def participation(request, slug, number):
    """The form of an open call. What was typed is kept and an address is mailed; a party comes of it by that link."""
    round = _call(slug, number)
    form = ApplicationForm(request.POST or None, initial=_initial(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and not _is_within_limits(request, form.cleaned_data["email"]):
            form.add_error(
                None, _("Too many requests were sent. What you typed stands below; try in an hour.")
            )
            status = 429
        elif form.is_valid():
            try:
                services.apply_to_take_part(round, **form.cleaned_data)
            except Refused as problem:
                form.add_error(None, str(problem))
            else:
                return redirect("participation_sent", slug, number)
    context = {"round": round, "form": form, "is_taking": round.takes_applications(clock.now())}
    return render(request, "circulation/participation.html", context, status=status)


@require_safe
@login_not_required
def sent(request, slug, number):
    """The same for everybody, so that nothing is told of an address."""
    context = {"round": _call(slug, number), "is_sent": True}
    return render(request, "circulation/participation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def confirmation(request, token):
    """The link shows what was typed and a button; its POST makes the pending party and mails a code."""
    found = (
        Application.objects.filter(token_hash=Invitation.hash(token))
        .select_related("round__declaration", "country")
        .first()
    )
    live = found is not None and found.is_live(clock.now())
    if request.method == "POST" and live:
        try:
            return ask_for_code(request, services.confirm_application(token))
        except Refused:
            live = False
    context = {"application": found if live else None, "token": token}
    return render(request, "circulation/confirmation.html", context, status=200 if live else 410)


@require_POST
@login_not_required
@never_cache
def renewal(request, token):
    """A fresh link to the address that was typed; the answer is the same for a link that is none of ours."""
    if ratelimit.consume(request, action="participation", key=token):
        services.renew_application(token)
    return render(request, "circulation/confirmation.html", {"is_renewed": True})


def _call(slug, number):
    rounds = Round.objects.announced().filter(is_open_call=True).select_related("declaration", "version")
    return get_object_or_404(rounds, declaration__slug=slug, number=number)


def _initial(request):
    signed_in = request.user.is_authenticated
    return {
        "ref": uuid.uuid4(),
        "language": (get_language() or "en").partition("-")[0],
        "person": request.user.name if signed_in else "",
        "email": request.user.email if signed_in else "",
    }


def _is_within_limits(request, email):
    key = f"{email}:{get_adapter(request).get_client_ip(request)}"
    return ratelimit.consume(request, action="participation", key=key)
