"""Django admin, made ours: rights go by office, and all times are Geneva's."""

from functools import wraps

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stakeholders.moments import GENEVA
from stakeholders.offices import OfficeAdmin


class Site(AdminSite):
    site_header = site_title = "Travaux"
    index_title = _("Administration")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Take only what goes by offices.

        Third parties register tables of addresses, second factors and jobs with stock permissions, which a superuser
        always has; here a superuser has no more than an administrator.
        """
        if admin_class and issubclass(admin_class, OfficeAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """Read and show every time as Geneva's, in the lists and in the forms.

        Whoever has signed in and holds no office is told so, not asked to sign in as somebody else.
        """
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def in_geneva(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            with timezone.override(GENEVA):
                response = inner(request, *args, **kwargs)
                return response.render() if hasattr(response, "render") else response

        return in_geneva

    def get_urls(self):
        # The stock redirect from any row's number to its page would tell which hidden rows there are.
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "view_on_site"]
