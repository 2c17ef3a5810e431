"""What a provider of mail tells us, and what an addressee does."""

import hmac
import json
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseForbidden
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from stakeholders import services
from stakeholders.models import Notice


@csrf_exempt
@require_POST
@login_not_required
def bounces(request):
    """Bounces by webhook: a JSON list of {"message_id", "reason"}, signed with HMAC-SHA256 of the body.

    The header `X-Travaux-Signature` holds the signature in hexadecimal, under the key TRAVAUX_BOUNCE_KEY. Without
    that key in the settings there is no such address.
    """
    if not settings.BOUNCE_KEY:
        raise Http404
    signature = hmac.new(settings.BOUNCE_KEY.encode(), request.body, sha256).hexdigest()
    if not hmac.compare_digest(signature, request.headers.get("X-Travaux-Signature", "")):
        return HttpResponseForbidden("signature")
    try:
        reports = [(str(each["message_id"]), str(each["reason"])) for each in json.loads(request.body)]
    except (ValueError, TypeError, KeyError):
        return HttpResponse("a list of message_id and reason", status=400)
    for message_id, reason in reports:
        services.note_bounce(message_id, reason)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request, ref):
    """A message as its addressee got it. Looking changes nothing; the button says that it was received."""
    found = get_object_or_404(Notice, ref=ref, user=request.user)
    if request.method == "POST":
        services.acknowledge(found)
        return redirect("received", ref)
    return render(request, "stakeholders/letter.html", {"notice": found})
