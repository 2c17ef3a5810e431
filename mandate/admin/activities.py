"""Activities and promises in admin. A closed segment is there for those who may read it, and for nobody else."""

from django.contrib import admin

from mandate import permissions
from mandate.admin.keeping import KeptAdmin, Rows
from mandate.models import Activity, Attendance, Attending, Promise, Segment, WorkingGroup


class SegmentRows(Rows):
    model = Segment
    fields = ["order", "title", "is_public", "rule", "summary"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)


class WorkingGroupRows(Rows):
    model = WorkingGroup
    fields = ["theme", "summary"]


class AttendingRows(Rows):
    model = Attending
    fields = ["capacity", "organisation", "name"]
    raw_id_fields = ["organisation"]


class AttendanceRows(Rows):
    model = Attendance
    fields = ["capacity", "region", "gender", "count"]


@admin.register(Activity)
class ActivityAdmin(KeptAdmin):
    list_display = ["title", "kind", "begins", "ends", "place"]
    list_filter = ["mandate", "kind"]
    search_fields = ["title", "place"]
    fields = [
        "mandate", "kind", "title", "slug", ("begins", "ends"), "place", "programme", "summary", "stage", "report",
    ]  # fmt: skip
    inlines = [SegmentRows, WorkingGroupRows, AttendingRows, AttendanceRows]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("mandate")

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}


@admin.register(Promise)
class PromiseAdmin(KeptAdmin):
    list_display = ["to_whom", "made_on", "made_by", "lifted_on"]
    list_filter = ["mandate"]

    def has_module_permission(self, request):
        return permissions.may_see_closed(request.user) and super().has_module_permission(request)

    def has_add_permission(self, request):
        return permissions.may_see_closed(request.user)

    def has_view_permission(self, request, obj=None):
        return permissions.may_see_closed(request.user)

    def has_change_permission(self, request, obj=None):
        return permissions.may_see_closed(request.user)

    def has_view_history_permission(self, request, obj=None):
        return permissions.may_see_closed(request.user)
