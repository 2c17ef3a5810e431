from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from stakeholders import permissions, services
from stakeholders.admin import exchange, standing
from stakeholders.forms import OrganisationForm, PartyInvitationForm, PartyNameForm
from stakeholders.models import Belonging, Category, Contact, Membership, Organisation, PartyName
from stakeholders.offices import LookOnlyInline, RecordedAdmin
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


class NameInline(ContactInline):
    """What the party is called in the other languages."""

    model = PartyName
    form = PartyNameForm
    fields = [("language", "sort_key"), ("short_name", "name")]


class GroupInline(LookOnlyInline):
    """The groups it belongs to; a group's members are chosen on the page of the group."""

    model = Belonging
    fk_name = "member"
    fields = ["group"]
    verbose_name_plural = _("groups it belongs to")


class MemberInline(admin.TabularInline):
    """Who belongs to the group; leaving one is a tick, since it is no act that anybody commented on."""

    model = Belonging
    fk_name = "group"
    fields = ["member"]
    autocomplete_fields = ["member"]
    extra = 0

    def has_view_permission(self, request, obj=None):
        return permissions.may_enter_admin(request.user)

    def has_add_permission(self, request, obj=None):
        return permissions.may_administer(request.user)

    has_change_permission = has_delete_permission = has_add_permission


class GroupFilter(admin.SimpleListFilter):
    title = _("member of")
    parameter_name = "group"

    def lookups(self, request, model_admin):
        groups = Organisation.objects.filter(belongings__isnull=False).distinct().for_list()
        return [(group.code, group.short_name) for group in groups]

    def queryset(self, request, rows):
        return rows.filter(groups__group__code=self.value()) if self.value() else rows


class ReachFilter(admin.SimpleListFilter):
    """Whom nobody can write to is the question before a round."""

    title = _("reached by")
    parameter_name = "reach"

    def lookups(self, request, model_admin):
        return [("nobody", _("nobody: no address and no member")), ("contact", _("an address or a member"))]

    def queryset(self, request, rows):
        reached = Exists(Contact.objects.filter(organisation=OuterRef("pk"), is_active=True)) | Exists(
            Membership.objects.filter(organisation=OuterRef("pk"), is_active=True)
        )
        return {"nobody": rows.filter(~reached), "contact": rows.filter(reached)}.get(self.value(), rows)


@admin.register(Organisation)
class OrganisationAdmin(RecordedAdmin):
    form = OrganisationForm
    list_display = ["short_name", "code", "category", "regional_group", "language", "is_active"]
    list_filter = [
        "standing",
        "category",
        "regional_group",
        GroupFilter,
        ReachFilter,
        "ecosoc",
        "language",
        "is_active",
    ]
    search_fields = ["name", "short_name", "code", "iso3"]
    inlines = [ContactInline, MembershipInline, NameInline, GroupInline, MemberInline]
    fieldsets = [
        (None, {"fields": ["code", "name", "short_name", "sort_key"]}),
        (None, {"fields": ["category", "regional_group", "ecosoc", "accreditation", "iso3"]}),
        (None, {"fields": ["language", "shows_progress", "is_active"]}),
        (_("Standing"), {"fields": ["standing", "standing_reason", "merged_into"]}),
    ]
    instead = _(
        "Take the tick from “active”: the party gets no more rounds, and all it said stays under its name."
    )

    def get_readonly_fields(self, request, obj=None):
        # The code stands in the number of every comment.
        return ["standing", "standing_reason", "merged_into", *(["code"] if obj else [])]

    def get_inlines(self, request, obj):
        """A party that is no group has no members to choose, unless it is the kind of body that is one."""
        is_group = obj and obj.category == Category.REGIONAL_ORGANIZATION
        hidden = {*([] if is_group else [MemberInline]), *([] if obj else [GroupInline, MembershipInline])}
        return [each for each in self.inlines if each not in hidden]

    def get_urls(self):
        view = self.admin_site.admin_view(once(self.invitation_view))
        name = "stakeholders_organisation_invitation"
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/invitation/", view, name=name),
            path("import/", wrap(once(self.import_view)), name="stakeholders_organisation_import"),
            path("export/<slug:kind>.<slug:format>", wrap(self.export_view)),
            *(act(self).url() for act in standing.ACTS),
            *super().get_urls(),
        ]

    def import_view(self, request):
        return exchange.import_view(self, request)

    def export_view(self, request, kind, format):
        return exchange.export_view(self, request, kind, format)

    def list_tools(self, request):
        base = self.address("changelist")
        if permissions.may_administer(request.user):
            yield _("Import"), f"{base}import/"
        yield _("Parties as .xlsx"), f"{base}export/parties.xlsx"
        yield _("Contacts as .csv"), f"{base}export/contacts.csv"

    def tools(self, request, obj):
        if permissions.may_administer(request.user):
            yield _("Invite somebody"), self.address("invitation", obj)
            yield _("Appoint a Contact Point"), reverse("appointment", args=[obj.code])
            for act in (each(self) for each in standing.ACTS):
                if act.offered(request, obj):
                    yield act.tool(request, obj)
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
