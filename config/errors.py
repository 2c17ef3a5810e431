"""The pages for what went wrong: the same for everybody, with no word about what was asked for."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from stakeholders.kept import typed_in

SHORT = 12  # shorter values are choices, and what nobody misses
NOT_TYPED = {"once", "next"}


def bad_request(request, exception):
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"errors/{status}.html", status=status)


def forbidden(request, exception):
    return render(request, "errors/403.html", status=403)


def not_found(request, exception):
    return render(request, "errors/404.html", status=404)


def too_large(request):
    return render(request, "errors/413.html", status=413)


def server_error(request):
    # Without the request: a context processor may be what failed.
    return HttpResponseServerError(render_to_string("errors/500.html"))


def csrf_failure(request, reason=""):
    """The form did nothing; what was typed into it is shown, so that it can be copied."""
    typed = [
        (name, value) for name, value in typed_in(request) if len(value) > SHORT and name not in NOT_TYPED
    ]
    return render(request, "errors/csrf.html", {"typed": typed}, status=403)
