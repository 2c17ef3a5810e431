"""What holds for every answer, whichever view gave it."""

from contextlib import suppress

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import UnreadablePostError
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers

from config import errors
from stakeholders import clock

DRAINED_AT_MOST = 64_000_000
MAY_BE_VISITED_WITHOUT = {"account_logout", "account_login", "account_reauthenticate", "set_language"}


def count_requests(get_response):
    """One line a request, its minute and its status and nothing else: `tick` adds them up.

    Minutes in which the server failed count towards an extension. Appending is atomic, and asks no database.
    """

    def middleware(request):
        response = get_response(request)
        minute = clock.now().strftime("%Y-%m-%dT%H:%M:00+00:00")
        with suppress(OSError), open(settings.VAR_DIR / "traffic", "a") as file:
            file.write(f"{minute} {response.status_code}\n")
        return response

    return middleware


def refuse_large_bodies(get_response):
    """413 by our own page, before anything is read into memory."""

    def middleware(request):
        if length_of(request) <= limit_for(request):
            return get_response(request)
        drain(request)
        return errors.too_large(request)

    return middleware


def length_of(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length[:18]) if length.isascii() and length.isdigit() else 0


def limit_for(request):
    if request.content_type == "multipart/form-data":
        return settings.LARGEST_FILE_BODY
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def drain(request):
    """Read what is being sent and forget it: a browser shows our page only after it could send all."""
    left = min(length_of(request), DRAINED_AT_MOST)
    with suppress(UnreadablePostError):  # gone before it had sent all
        while left > 0 and (piece := request.read(min(left, 65_536))):
            left -= len(piece)


def keep_signed_in_pages_private(get_response):
    """No cache, of a proxy or of a shared computer, keeps what a signed-in person saw."""

    def middleware(request):
        response = get_response(request)
        if is_signed_in(request):
            response["Cache-Control"] = "no-store"
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def is_signed_in(request):
    if hasattr(request, "user"):
        return request.user.is_authenticated
    return settings.SESSION_COOKIE_NAME in request.COOKIES  # refused before it was known who asked


def ask_offices_for_a_second_factor(get_response):
    """Whoever holds an office enrols a second factor before anything else, except in the demonstration."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if settings.DEMO or not request.user.is_authenticated or is_exempt(request.resolver_match):
            return None
        holds_office = request.user.office or request.user.is_superuser
        return redirect("mfa_index") if holds_office and not is_mfa_enabled(request.user) else None

    middleware.process_view = process_view
    return middleware


def is_exempt(match):
    return match.url_name in MAY_BE_VISITED_WITHOUT or (match.url_name or "").startswith("mfa_")
