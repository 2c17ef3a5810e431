"""The demonstration's own pages: who one can be, and the mail that would have gone out."""

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from demonstration.loading.calendar import content
from stakeholders.models import Notice, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@login_not_required
def cast(request):
    """Whom one can sign in as, with one click, and what one can try as that person."""
    _only_nearby(request)
    people = User.objects.in_bulk([entry["who"] for entry in content("cast.json")], field_name="email")
    rows = [(entry, people.get(entry["who"])) for entry in content("cast.json")]
    context = {"rows": rows, "next": request.GET.get("next", "")}
    return render(request, "demonstration/cast.html", context)


@require_POST
@login_not_required
def sign_in(request):
    """Sign in as one of the cast, without a password; "public" signs out."""
    _only_nearby(request)
    who = request.POST.get("who", "")
    if who not in {entry["who"] for entry in content("cast.json")}:
        raise Http404
    if who == "public":
        logout(request)
    else:
        login(request, get_object_or_404(User, email=who), backend=BACKEND)
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if safe and target.startswith("/") else "home")


@require_safe
@login_not_required
def outbox(request):
    """Every message that would have gone out, newest first."""
    _only_nearby(request)
    page = Paginator(Notice.objects.select_related("organisation"), 50).get_page(request.GET.get("page"))
    return render(request, "demonstration/outbox.html", {"page": page})


@require_safe
@login_not_required
def notice(request, number):
    """One message as it was written."""
    _only_nearby(request)
    return render(request, "demonstration/notice.html", {"notice": get_object_or_404(Notice, pk=number)})


def _only_nearby(request):
    """On this machine only, unless the demonstration was opened on purpose: the cast has no password."""
    if not settings.DEMO_OPEN and not ip_address(request.META.get("REMOTE_ADDR") or "0.0.0.0").is_loopback:
        raise PermissionDenied
