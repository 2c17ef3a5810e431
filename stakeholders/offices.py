"""What every page of admin has in common: who may do what, what is seen, and that nothing is deleted."""

from django.contrib import admin
from django.contrib.admin.options import csrf_protect_m
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from stakeholders import permissions
from stakeholders.forms import GenevaField


class OfficeAdmin(admin.ModelAdmin):
    """Administrators act, the secretariat looks, rows come only through `visible_to`, nothing is deleted."""

    instead = _("It stays on the record.")
    change_form_template = "admin/office_form.html"
    change_list_template = "admin/office_list.html"
    formfield_overrides = {models.DateTimeField: {"form_class": GenevaField}}
    view_on_site = False
    list_per_page = 50

    def has_module_permission(self, request):
        return permissions.may_enter_admin(request.user)

    def has_view_permission(self, request, obj=None):
        return permissions.may_enter_admin(request.user)

    def has_add_permission(self, request):
        return permissions.may_administer(request.user)

    def has_change_permission(self, request, obj=None):
        return permissions.may_administer(request.user)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def lookup_allowed(self, lookup, value, request):
        """Only what a filter offers.

        Django lets an address ask about any column, and a list that answers `?password__startswith=…` tells what it
        does not show.
        """
        field, _sep, how = lookup.partition("__")
        offered = [getattr(each, "parameter_name", each) for each in self.list_filter]
        return field in offered and how in ("", "exact", "isnull", "id__exact")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        tools = self.tools(request, obj) if obj and self.has_view_permission(request, obj) else []
        return super().change_view(request, object_id, form_url, {"tools": tools} | (extra_context or {}))

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"list_tools": list(self.list_tools(request))} | (extra_context or {})
        )

    def list_tools(self, request):
        """The links above the list, as (words, address)."""
        return []

    def tools(self, request, obj):
        """The links above the form, as (words, address)."""
        if hasattr(obj, "get_absolute_url"):
            yield _("View on site"), obj.get_absolute_url()
        if self.has_change_permission(request):
            yield _("Why it cannot be deleted"), self.address("delete", obj)

    def address(self, act, obj=None):
        """The address of an act of this admin: `changelist`, or `change`, `delete` … of a row."""
        return reverse(admin_urlname(self.opts, act), args=[quote(obj.pk)] if obj else [])

    @csrf_protect_m
    def delete_view(self, request, object_id, extra_context=None):
        """Nothing is deleted: say what to do instead."""
        obj = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = self.admin_site.each_context(request) | {
            "title": _("Nothing is deleted here"),
            "opts": self.opts,
            "original": obj,
            "instead": self.instead,
            "back": self.address("change", obj),
        }
        return render(request, "admin/instead_of_deleting.html", context, status=403)


class RecordedAdmin(OfficeAdmin, SimpleHistoryAdmin):
    """With the history of each row, to be read and never to be reverted to."""

    object_history_template = "admin/history.html"

    def has_view_history_permission(self, request, obj=None):
        return permissions.may_enter_admin(request.user)

    def has_change_history_permission(self, request, obj=None):
        return False

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        # The stock page of one record saves it when it is posted to, whatever the change permission says.
        raise Http404

    def tools(self, request, obj):
        yield _("History"), self.address("history", obj)
        yield from super().tools(request, obj)


class LookOnly(OfficeAdmin):
    """Lists to look at. No history: what it would show is not for this place."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def history_view(self, request, object_id, extra_context=None):
        raise Http404


class LookOnlyInline(admin.TabularInline):
    """Rows beneath a form, to look at."""

    template = "admin/look_only.html"
    extra = 0
    can_delete = False

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def has_view_permission(self, request, obj=None):
        return permissions.may_enter_admin(request.user)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
