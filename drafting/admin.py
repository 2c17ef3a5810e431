"""Declarations and their frozen versions, to look at. The working text is not in admin."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from drafting import services
from drafting.models import Declaration, TextAnswer, Version
from mandate import permissions
from stakeholders.offices import LookOnly, OfficeAdmin


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
        "frozen_at", "issued_at", "entered_afterwards", "symbol", "symbol_date",
    ]  # fmt: skip
    instead = _("A frozen version is kept for good: it is what people commented on.")

    def get_queryset(self, request):
        return Version.objects.visible_to(request.user).select_related("declaration")


class TextAnswerForm(forms.ModelForm):
    """An issued text that answers a request of the Council that created its own mandate."""

    class Meta:
        model = TextAnswer
        fields = ["request", "version"]

    def clean(self):
        found = super().clean()
        request, version = found.get("request"), found.get("version")
        if request and version and request.resolution.mandate_id != version.declaration.mandate_id:
            self.add_error("version", _("This belongs to another mandate."))
        return found


@admin.register(TextAnswer)
class TextAnswerAdmin(OfficeAdmin):
    form = TextAnswerForm
    list_display = ["request", "version", "at"]
    list_select_related = ["request__resolution__source", "version"]
    instead = _("What answered a request stays on the record.")

    def has_add_permission(self, request):
        return permissions.may_keep(request.user)

    def has_change_permission(self, request, obj=None):
        return obj is None and permissions.may_keep(request.user)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.filter(version__in=Version.objects.visible_to(request.user))

    def save_model(self, request, obj, form, change):
        obj.pk = services.answer_with_text(obj.request, obj.version, by=request.user).pk
