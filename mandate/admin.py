from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from mandate.models import Mandate
from stakeholders.offices import OfficeAdmin


@admin.register(Mandate)
class MandateAdmin(OfficeAdmin):
    list_display = ["title", "holder_title", "slug"]
    search_fields = ["title"]
    instead = _("A mandate is kept with the texts that belong to it.")

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []
