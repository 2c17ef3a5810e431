"""Limits on signing in that slow a guesser down and lock nobody else out.

Wrong passwords and requests for a code count by account and by who asks. Who signed in from a browser before
is known in it by a cookie, and has a count of their own; everybody else counts by network address. So whoever
uses an account's attempts up, elsewhere, takes none from its owner.
"""

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.core import context, ratelimit
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "known_browser"
A_YEAR = 31_536_000


def mark_of(email):
    """What a browser keeps that knows `email`: a keyed hash, which says nothing to who finds it."""
    return salted_hmac("stakeholders.known_browser", email.lower(), algorithm="sha256").hexdigest()[:32]


def remember_browser(response, email):
    options = {
        "max_age": A_YEAR,
        "httponly": True,
        "samesite": "Lax",
        "secure": settings.SESSION_COOKIE_SECURE,
    }
    response.set_cookie(COOKIE, mark_of(email), **options)


def attempt_key(request, email, address):
    """Under which key an attempt on `email` counts; `address` is the client's network address."""
    is_known = constant_time_compare(request.COOKIES.get(COOKIE, ""), mark_of(email))
    return f"{email.lower()}:{'known' if is_known else address}"


class CodeForm(RequestLoginCodeForm):
    """Asks for a code by mail; allauth's own form counts by account alone."""

    def clean_email(self):
        email, adapter = self.cleaned_data["email"], get_adapter(context.request)
        key = attempt_key(context.request, email, adapter.get_client_ip(context.request))
        if not ratelimit.consume(context.request, action="request_login_code", key=key):
            raise adapter.validation_error("too_many_login_attempts")
        people = get_user_model().objects.filter(is_active=True)
        self._user = people.filter(email__iexact=email).first()
        return email
