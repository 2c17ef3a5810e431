"""What the admin pages of a mandate's record have in common: the secretariat keeps it, nothing is deleted."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from mandate import permissions
from stakeholders.offices import RecordedAdmin


class KeptAdmin(RecordedAdmin):
    """The secretariat and administrators enter and correct; every save has its record."""

    instead = _("The record of a mandate is kept for whoever holds it next. Correct the row instead.")

    def has_add_permission(self, request):
        return permissions.may_keep(request.user)

    def has_change_permission(self, request, obj=None):
        return permissions.may_keep(request.user)


class Rows(admin.TabularInline):
    """Rows beneath a form that whoever keeps the record adds and corrects."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_view_permission(self, request, obj=None):
        return permissions.may_keep(request.user)

    def has_add_permission(self, request, obj=None):
        return permissions.may_keep(request.user)

    def has_change_permission(self, request, obj=None):
        return permissions.may_keep(request.user)

    def has_delete_permission(self, request, obj=None):
        return False
