"""A form that is sent when the session is gone is kept for the person whose form it was, and for nobody else."""

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.urls import reverse

from stakeholders import clock
from stakeholders.models import KeptForm, User
from stakeholders.templatetags.forms import KEPT_FOR

# Never kept: what the next page makes anew, and what must not lie about.
NOT_KEPT = {"csrfmiddlewaretoken", "for", "password", "password1", "password2", "code"}


def keep_forms_without_session(get_response):
    """Middleware, before the one that sends strangers to the sign-in page."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if (
            request.method != "POST"
            or request.user.is_authenticated
            or not getattr(view, "login_required", True)
        ):
            return None
        user = _whose(request)
        if user is None:
            return None
        kept = KeptForm.objects.create(
            user=user, path=request.get_full_path()[:500], fields=typed_in(request), kept_at=clock.now()
        )
        return redirect_to_login(reverse("kept", args=[kept.ref]))

    middleware.process_view = process_view
    return middleware


def typed_in(request):
    """The fields of a form that was sent, as [name, value], without secrets and without what the next page makes."""
    return [
        [name, value] for name, values in request.POST.lists() for value in values if name not in NOT_KEPT
    ]


def _whose(request):
    """The person whose form this was, by the signed field that the form carries."""
    try:
        pk = signing.loads(request.POST.get("for", ""), salt=KEPT_FOR, max_age=KeptForm.LIFETIME)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
