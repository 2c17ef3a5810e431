from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from stakeholders import clock, permissions, services
from stakeholders.admin import security
from stakeholders.forms import InvitationForm, PersonForm
from stakeholders.models import Invitation, Membership, User
from stakeholders.offices import LookOnlyInline, OfficeAdmin
from stakeholders.once import once


class MembershipInline(LookOnlyInline):
    model = Membership
    fields = ["organisation", "role", "is_active", "since"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation", "user")


@admin.register(User)
class PersonAdmin(OfficeAdmin):
    """People come by invitation and go by closing their account. An office is given by invitation alone."""

    list_display = ["name", "email", "office", "parties", "is_active"]
    list_filter = ["office", "is_active"]
    search_fields = ["name", "email"]
    form = PersonForm
    fields = ["name", "email", "office", "language", "time_zone", "is_active", "date_joined"]
    readonly_fields = ["email", "office", "is_active", "date_joined"]
    inlines = [MembershipInline]
    instead = _("Close the account: the person cannot sign in any more, and what they did keeps their name.")

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__organisation")

    @admin.display(description=_("parties"))
    def parties(self, user):
        return ", ".join(str(m.organisation) for m in user.memberships.all() if m.is_active)

    def get_urls(self):
        view = self.admin_site.admin_view(once(self.closing_view))
        name = "stakeholders_user_closing"
        acts = [act(self).url() for act in security.ACTS]
        return [path("<path:object_id>/closing/", view, name=name), *acts, *super().get_urls()]

    def tools(self, request, obj):
        if permissions.may_administer(request.user) and obj != request.user:
            yield self._act_on(obj), self.address("closing", obj)
            yield from (act(self).tool(request, obj) for act in security.ACTS)
        yield from super().tools(request, obj)

    def closing_view(self, request, object_id):
        """Close an account, or open a closed one again. Nobody closes their own: somebody must be left."""
        person = self.get_object(request, object_id)
        if not permissions.may_administer(request.user) or person == request.user:
            raise PermissionDenied
        if person is None:
            raise Http404
        if request.method == "POST":
            return self._close_or_open(request, person)
        context = self.admin_site.each_context(request) | {
            "title": self._act_on(person),
            "opts": self.opts,
            "original": person,
            "sentences": list(self._consequences(person)),
            "button": self._act_on(person),
            "back": self.address("change", person),
        }
        return render(request, "admin/act.html", context)

    def _close_or_open(self, request, person):
        if person.is_active:
            services.end_memberships_of(person, by=request.user)
            said = _("The account of %(person)s is closed.")
        else:
            services.open_account(person)
            said = _("The account of %(person)s is open again.")
        said %= {"person": person}
        self.log_change(request, person, str(said))
        messages.success(request, said)
        return redirect(self.address("change", person))

    @staticmethod
    def _act_on(person):
        return _("Close the account") if person.is_active else _("Open the account again")

    @staticmethod
    def _consequences(person):
        who = {"person": person}
        if not person.is_active:
            yield _("%(person)s can sign in again, and acts for no party until invited by one.") % who
            return
        yield _("%(person)s is signed out everywhere and cannot sign in any more.") % who
        for membership in person.active_memberships:
            yield _("%(party)s loses a member.") % {"party": membership.organisation}
        yield _("What %(person)s did keeps the name. The account can be opened again.") % who


@admin.register(Invitation)
class InvitationAdmin(OfficeAdmin):
    """Who was invited, by whom, and who accepted. A link is never shown: it is in the mail."""

    form = InvitationForm
    list_display = [
        "email",
        "organisation",
        "role",
        "office",
        "invited_by",
        "invited_at",
        "state",
        "accepted_by",
    ]
    list_filter = ["office", "role"]
    list_select_related = ["organisation", "invited_by", "accepted_by"]
    search_fields = ["email", "organisation__short_name"]
    actions = ["withdraw"]
    instead = _(
        "Choose “Withdraw” in the list: the link stops working, and that it was sent stays on the record."
    )

    def get_fields(self, request, obj=None):
        dates = ["invited_by", "invited_at", "expires_at", "spent_at", "accepted_at", "accepted_by"]
        return [*InvitationForm.Meta.fields, *(dates if obj else [])]

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def save_model(self, request, obj, form, change):
        sent, _token = services.invite(by=request.user, **form.cleaned_data)
        obj.pk = sent.pk
        obj.refresh_from_db()

    @admin.display(description=_("state"))
    def state(self, invitation):
        if invitation.accepted_at:
            return _("accepted")
        if invitation.is_open(clock.now()):
            return _("open")
        return _("link used") if invitation.spent_at else _("expired")

    @admin.action(description=_("Withdraw: the links stop working"), permissions=["add"])
    def withdraw(self, request, chosen):
        count = services.withdraw_invitations(chosen)
        messages.success(request, _("%(count)d withdrawn.") % {"count": count})
