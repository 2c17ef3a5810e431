"""Declarations and their frozen versions, to look at. The working text is not in admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from drafting.models import Declaration, Version
from stakeholders.offices import LookOnly


@admin.register(Declaration)
class DeclarationAdmin(LookOnly):
    list_display = ["title", "mandate", "language", "created_at"]
    search_fields = ["title"]
    list_select_related = ["mandate"]
    fields = ["title", "slug", "mandate", "language", "created_at"]
    instead = _("A declaration is kept. The Independent Expert works on its text on the site.")

    def get_queryset(self, request):
        return Declaration.objects.visible_to(request.user)


@admin.register(Version)
class VersionAdmin(LookOnly):
    list_display = ["full_name", "declaration", "number", "state", "frozen_at", "issued_at"]
    list_filter = ["state", "name"]
    search_fields = ["symbol", "declaration__title"]
    fields = [
        "declaration", "number", "name", "state", "language", "words", "sha256", "note",
        "frozen_at", "issued_at", "symbol", "symbol_date",
    ]  # fmt: skip
    instead = _("A frozen version is kept for good: it is what people commented on.")

    def get_queryset(self, request):
        return Version.objects.visible_to(request.user).select_related("declaration")
