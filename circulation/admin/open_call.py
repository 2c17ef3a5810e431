"""Requests to take part, as they were typed, and the way to what is decided about each."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from circulation.models import Application
from stakeholders import permissions
from stakeholders.models import Standing
from stakeholders.offices import LookOnly


class StandingFilter(admin.SimpleListFilter):
    """What is to be decided is the question; who never confirmed an address waits for nothing."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("unconfirmed", _("address not confirmed")), *Standing.choices]

    def queryset(self, request, rows):
        if self.value() == "unconfirmed":
            return rows.filter(organisation=None)
        return rows.filter(organisation__standing=self.value()) if self.value() else rows


@admin.register(Application)
class ApplicationAdmin(LookOnly):
    list_display = ["name", "round", "category", "country", "email", "standing", "asked_at"]
    list_filter = [StandingFilter, "round", "category"]
    list_select_related = ["round", "country", "organisation"]
    search_fields = ["name", "short_name", "email"]
    fields = [
        "round", "name", "short_name", "category", "country", "ecosoc", "person", "email", "language",
        "asked_at", "confirmed_at", "organisation", "standing",
    ]  # fmt: skip
    readonly_fields = ["standing"]
    instead = _("A request is kept as it was typed; the party that came of it is declined, with a reason.")

    def tools(self, request, obj):
        party = obj.organisation
        if party and permissions.may_administer(request.user) and party.standing == Standing.PENDING:
            for name, words in (
                ("admission", _("Admit")),
                ("merging", _("Merge into another record")),
                ("declination", _("Decline")),
            ):
                yield words, reverse(f"admin:stakeholders_organisation_{name}", args=[party.pk])
        if party:
            yield _("The party"), reverse("admin:stakeholders_organisation_change", args=[party.pk])
        yield from super().tools(request, obj)

    @admin.display(description=_("standing"))
    def standing(self, application):
        party = application.organisation
        return party.get_standing_display() if party else _("address not confirmed")
