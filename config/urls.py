"""The root of all addresses."""

import importlib.util

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# Else /admin/login/ would be a door without the second factor.
admin.site.login = secure_admin_login(admin.site.login)

ROOMS = ["stakeholders", "mandate", "drafting", "circulation", "comments", "compilation", "demonstration"]
with_pages = [room for room in ROOMS if importlib.util.find_spec(f"{room}.urls")]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("comments.board_urls")),
    *[path("", include(f"{room}.urls")) for room in with_pages],
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
