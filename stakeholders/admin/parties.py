from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from stakeholders import permissions, services
from stakeholders.forms import OrganisationForm, PartyInvitationForm
from stakeholders.models import Contact, Membership, Organisation
from stakeholders.offices import RecordedAdmin
from stakeholders.once import once


class ContactInline(admin.StackedInline):
    """Addresses; one that is not used any more loses its tick."""

    model = Contact
    fields = [("name", "email", "role", "is_active")]
    extra = 0

    def has_view_permission(self, request, obj=None):
        return permissions.may_enter_admin(request.user)

    def has_add_permission(self, request, obj=None):
        return permissions.may_administer(request.user)

    def has_change_permission(self, request, obj=None):
        return permissions.may_administer(request.user)

    def has_delete_permission(self, request, obj=None):
        return False


class MembershipInline(ContactInline):
    """Roles may be changed and ended; a new member comes by invitation."""

    model = Membership
    fields = [("user", "role", "is_active")]
    readonly_fields = ["user"]

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "organisation").order_by("user__name")


@admin.register(Organisation)
class OrganisationAdmin(RecordedAdmin):
    form = OrganisationForm
    list_display = ["short_name", "code", "category", "regional_group", "language", "is_active"]
    list_filter = ["category", "regional_group", "is_active"]
    search_fields = ["name", "short_name", "code"]
    inlines = [ContactInline, MembershipInline]
    fieldsets = [
        (None, {"fields": ["code", "name", "short_name", "sort_key"]}),
        (None, {"fields": ["category", "regional_group", "ecosoc", "language", "is_active"]}),
    ]
    instead = _(
        "Take the tick from “active”: the party gets no more rounds, and all it said stays under its name."
    )

    def get_readonly_fields(self, request, obj=None):
        # The code stands in the number of every comment.
        return ["code"] if obj else []

    def get_urls(self):
        view = self.admin_site.admin_view(once(self.invitation_view))
        name = "stakeholders_organisation_invitation"
        return [path("<path:object_id>/invitation/", view, name=name), *super().get_urls()]

    def tools(self, request, obj):
        if permissions.may_administer(request.user):
            yield _("Invite somebody"), self.address("invitation", obj)
        yield from super().tools(request, obj)

    def invitation_view(self, request, object_id):
        """Invite somebody to act for this party: who, in what role; a link goes out by mail."""
        if not permissions.may_administer(request.user):
            raise PermissionDenied
        party = self.get_object(request, object_id)
        if party is None:
            raise Http404
        form = PartyInvitationForm(request.POST or None, initial={"language": party.language})
        if request.method == "POST" and form.is_valid():
            services.invite(**form.cleaned_data, organisation=party, by=request.user)
            who = {"email": form.cleaned_data["email"], "party": party}
            messages.success(request, _("%(email)s has been invited for %(party)s.") % who)
            return redirect(self.address("change", party))
        context = self.admin_site.each_context(request) | {
            "title": _("Invite somebody to act for %(party)s") % {"party": party},
            "opts": self.opts,
            "original": party,
            "form": form,
            "sentences": [_("A link that works once goes to this address, and then a code.")],
            "button": _("Send the invitation"),
            "back": self.address("change", party),
        }
        return render(request, "admin/act.html", context, status=422 if form.is_bound else 200)
