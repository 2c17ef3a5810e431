import re

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stakeholders import services
from stakeholders.acts import RowAct
from stakeholders.models import Notice
from stakeholders.offices import LookOnly

# A link or a code in a mail is a key to somebody's account: the outbox shows that it was there, not what it is.
KEYS = re.compile(r"(?<=/invitations/)[\w-]+|(?<=/participations/)[\w-]+|\b\d{6}\b")
# What circulation writes is the same for all; other mail may quote what only its addressee may read.
READABLE = {
    "invitation",
    "code",
    "opened",
    "participation",
    "extended",
    "reminder",
    "correction",
    "corrigendum",
    "admitted",
    "declined",
}


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(state.value, state.label) for state in Notice.State if state != Notice.State.SENDING]

    def queryset(self, request, rows):
        facts = {"acknowledged": "acknowledged_at", "opened": "opened_at", "bounced": "bounced_at"}
        facts |= {"sent": "sent_at", "given_up": "given_up_at"}
        if self.value() == "uncertain":
            return rows.uncertain(timezone.now())
        if self.value() == "queued":
            return rows.waiting()
        return rows.filter(**{f"{facts[self.value()]}__isnull": False}) if self.value() in facts else rows


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=150, help_text=_("What was found out, and how; it is kept.")
    )


class NoticeAct(RowAct):
    refusals = (ValueError,)

    def form(self, request, notice):
        return ReasonForm(request.POST or None)


class SendingAgain(NoticeAct):
    name, words, done = "repetition", _("Send again"), _("The notice is queued again.")

    def offered(self, request, notice):
        return notice.state in (Notice.State.UNCERTAIN, Notice.State.GIVEN_UP)

    def act(self, request, notice, form):
        services.send_again(notice, by=request.user, **form.cleaned_data)

    def sentences(self, request, notice):
        yield _("The same message goes to %(to)s again. If the first one arrived, it arrives twice.") % {
            "to": notice.to
        }


class Settling(NoticeAct):
    name, words, done = "settlement", _("It has arrived"), _("The notice counts as sent.")

    def offered(self, request, notice):
        return notice.state == Notice.State.UNCERTAIN

    def act(self, request, notice, form):
        services.settle_notice(notice, by=request.user, **form.cleaned_data)

    def sentences(self, request, notice):
        yield _("Nothing is sent. The notice counts as sent from now on.")


@admin.register(Notice)
class NoticeAdmin(LookOnly):
    """The outbox: what was written to whom, and whether it left."""

    list_display = ["created_at", "kind", "to", "organisation", "subject", "progress"]
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
        "progress",
        "message_id",
        "sent_at",
        "opened_at",
        "acknowledged_at",
        "bounce",
        "tries",
        "last_error",
    ]
    instead = _("What was sent is on the record. A mistake is mended by writing again.")

    @admin.display(description=_("state"))
    def progress(self, notice):
        return notice.state.label

    def get_urls(self):
        return [SendingAgain(self).url(), Settling(self).url(), *super().get_urls()]

    def tools(self, request, obj):
        for act in (SendingAgain(self), Settling(self)):
            if act.permitted(request) and act.offered(request, obj):
                yield act.tool(request, obj)
        yield from super().tools(request, obj)

    @admin.display(description=_("body"))
    def words(self, notice):
        return KEYS.sub("…", notice.body) if notice.kind in READABLE else _("Only its addressee reads it.")
