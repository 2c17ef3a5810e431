import re

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from stakeholders.models import Notice
from stakeholders.offices import LookOnly

# A link or a code in a mail is a key to somebody's account: the outbox shows that it was there, not what it is.
KEYS = re.compile(r"(?<=/invitations/)[\w-]+|\b\d{6}\b")
# What circulation writes is the same for all; other mail may quote what only its addressee may read.
READABLE = {"invitation", "code", "opened", "extended"}


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("waiting", _("waiting")), ("sent", _("sent")), ("given_up", _("given up"))]

    def queryset(self, request, rows):
        if self.value() == "waiting":
            return rows.waiting()
        wanted = {"sent": {"sent_at__isnull": False}, "given_up": {"given_up_at__isnull": False}}
        return rows.filter(**wanted.get(self.value(), {}))


@admin.register(Notice)
class NoticeAdmin(LookOnly):
    """The outbox: what was written to whom, and whether it left."""

    list_display = ["created_at", "kind", "to", "organisation", "subject", "state"]
    list_filter = [StateFilter, "kind", "language"]
    list_select_related = ["organisation"]
    search_fields = ["to", "subject", "organisation__short_name"]
    fields = [
        "to",
        "organisation",
        "language",
        "subject",
        "words",
        "created_at",
        "state",
        "tries",
        "last_error",
    ]
    instead = _("What was sent is on the record. A mistake is mended by writing again.")

    @admin.display(description=_("state"))
    def state(self, notice):
        if notice.sent_at:
            return _("sent")
        return _("given up") if notice.given_up_at else _("waiting")

    @admin.display(description=_("body"))
    def words(self, notice):
        return KEYS.sub("…", notice.body) if notice.kind in READABLE else _("Only its addressee reads it.")
