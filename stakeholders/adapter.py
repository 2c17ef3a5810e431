from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from stakeholders import sign_in


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; limits on guessing lock nobody else out."""

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        try:
            return super().is_safe_url(url)
        except ValueError:  # no address at all, such as http://[x
            return False

    # In mail, whatever stood in the Host header of whoever asked for it, our own name and address.
    def get_reset_password_from_key_url(self, key):
        return _at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request, emailconfirmation):
        return _at_home(super().get_email_confirmation_url(request, emailconfirmation))

    def send_mail(self, template_prefix, email, context):
        site = SimpleNamespace(name="Travaux", domain=urlsplit(settings.BASE_URL).netloc)
        super().send_mail(template_prefix, email, context | {"current_site": site})

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        sign_in.remember_browser(response, user.email)
        return response

    def _get_login_attempts_cache_key(self, request, **credentials):
        email = credentials.get("email") or ""
        return sign_in.attempt_key(request, email, self.get_client_ip(request))


def _at_home(address):
    return settings.BASE_URL + urlsplit(address)._replace(scheme="", netloc="").geturl()
