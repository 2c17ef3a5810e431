"""What a person settles for themselves: the language of pages and letters, and the time zone."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stakeholders.forms import OwnSettingsForm
from stakeholders.languages import locale_of, speaking
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def account(request):
    """One's own settings; the pages change to the language at once, on this device."""
    now = {"language": request.user.language.partition("-")[0], "time_zone": request.user.time_zone}
    form = OwnSettingsForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        request.user.settle(**form.cleaned_data)
        with speaking(request.user.language):
            messages.success(request, _("Saved."))
        answer = redirect("account")
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            locale_of(request.user.language),
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
        return answer
    return render(request, "stakeholders/account.html", {"form": form}, status=422 if form.errors else 200)
