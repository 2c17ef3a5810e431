"""The journal of offices: each thing that somebody who holds one does is a row that nobody changes."""

from stakeholders import clock
from stakeholders.models import OfficeAct

# Looking for something, signing in and out, and the language of the pages are no acts of office.
NO_ACTS = ("account_", "set_language", "mfa_reauthenticate")
MOST_OF_A_REASON = 2_000


def keep_journal(get_response):
    """Middleware: one row for every request of an office that did something, after it was done."""

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and response.status_code < 400 and _is_of_office(request):
            note_act(request.user, _name(request), request.path, request.POST.get("reason", ""))
        return response

    return middleware


def note_act(user, act, path, reason=""):
    """Write one act down; `user` is None for somebody at the command line of the server."""
    OfficeAct.objects.create(
        at=clock.now(),
        by=user,
        office=(user.office or "superuser") if user else "",
        act=act[:120],
        path=path[:300],
        reason=reason.strip()[:MOST_OF_A_REASON],
    )


def _is_of_office(request):
    user = getattr(request, "user", None)
    holds = user is not None and user.is_authenticated and (user.office or user.is_superuser)
    return bool(holds and request.resolver_match and not _name(request).startswith(NO_ACTS))


def _name(request):
    match = request.resolver_match
    return (match.url_name or match._func_path or "").removesuffix("_view")
