"""Rounds in admin: prepared in a form, and moved on by acts that have a page each."""

from django import forms
from django.contrib import admin
from django.forms.models import model_to_dict
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from circulation import permissions, services
from circulation.admin.acts import ACTS
from circulation.admin.choosing import choosing_view
from circulation.admin.letters import letters_view
from circulation.forms import RoundForm
from circulation.models import Approval, Correction, CoverText, Extension, Recipient, Round
from drafting.models import Version
from stakeholders import moments
from stakeholders.forms import LANGUAGES
from stakeholders.offices import LookOnlyInline, RecordedAdmin
from stakeholders.once import once


def _in_words(moment):
    return moments.in_geneva(moment) if moment else "–"


class RecipientInline(LookOnlyInline):
    model = Recipient
    fields = ["organisation", "progress", "invited", "answered", "closing"]

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()

    @admin.display(description=_("state"))
    def progress(self, recipient):
        return recipient.shown_state

    @admin.display(description=_("invited"))
    def invited(self, recipient):
        return _in_words(recipient.invited_at)

    @admin.display(description=_("answered"))
    def answered(self, recipient):
        return _in_words(recipient.answered_at)

    @admin.display(description=_("own closing time"))
    def closing(self, recipient):
        return _in_words(recipient.closes_at)


class CoverInline(admin.StackedInline):
    """The cover in the other languages of the round, as long as nothing has been sent."""

    model = CoverText
    fields = ["language", "text"]
    extra = 0

    def has_view_permission(self, request, obj=None):
        return permissions.may_see_unannounced(request.user)

    def has_add_permission(self, request, obj=None):
        return permissions.may_circulate(request.user) and (obj is None or not obj.is_announced)

    has_change_permission = has_delete_permission = has_add_permission

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "language":
            return forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class ApprovalInline(LookOnlyInline):
    model = Approval
    fields = ["by", "approved", "holds"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by", "round__version")

    @admin.display(description=_("approved"))
    def approved(self, approval):
        return _in_words(approval.at)

    @admin.display(description=_("of what the round is now"), boolean=True)
    def holds(self, approval):
        return approval.digest == approval.round.digest


class CorrectionInline(LookOnlyInline):
    model = Correction
    fields = ["words", "by", "sent"]

    @admin.display(description=_("sent"))
    def sent(self, correction):
        return _in_words(correction.at)


class ExtensionInline(LookOnlyInline):
    model = Extension
    fields = ["whom", "closed_before", "closes_now", "reason", "authority", "by", "decided"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("recipient__organisation", "by")

    @admin.display(description=_("for"))
    def whom(self, extension):
        return extension.recipient.organisation if extension.recipient else _("all recipients")

    @admin.display(description=_("closed before"))
    def closed_before(self, extension):
        return _in_words(extension.before)

    @admin.display(description=_("closes now"))
    def closes_now(self, extension):
        return _in_words(extension.closes_at)

    @admin.display(description=_("decided"))
    def decided(self, extension):
        return _in_words(extension.at)


@admin.register(Round)
class RoundAdmin(RecordedAdmin):
    form = RoundForm
    list_display = ["__str__", "declaration", "subject", "state", "opening", "closing", "answered"]
    list_filter = ["state", "kind"]
    search_fields = ["title", "declaration__title"]
    inlines = [CoverInline, ApprovalInline, RecipientInline, ExtensionInline, CorrectionInline]
    instead = _(
        "A round stays on the record. One in preparation is simply never opened; an open one is closed."
    )
    fieldsets = [
        (None, {"fields": ["version", "questionnaire", "declaration", ("number", "kind"), "title"]}),
        (_("When"), {"fields": ["opens_at", "closes_at", "late_policy", "late_until", "reminder_days"]}),
        (_("Under what rules"), {"fields": ["is_open_call", "visibility", "publication", "limit"]}),
        (_("Cover document"), {"fields": ["cover", ("cover_symbol", "cover_date"), "cover_text"]}),
        (_("Running text"), {"fields": ["support_needed", "running_is_shown"]}),
        (_("What it rests on"), {"fields": ["legal_basis", "guiding_questions"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).for_list().prefetch_related("recipients")

    def has_change_permission(self, request, obj=None):
        # What was circulated is not edited; it is extended, closed, compiled, by the acts.
        return permissions.may_circulate(request.user) and (obj is None or not obj.is_announced)

    def get_inlines(self, request, obj):
        after = (ExtensionInline, CorrectionInline)
        return [each for each in self.inlines if obj and (each not in after or obj.is_announced)]

    def get_fieldsets(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        progress = [(None, {"fields": ["letters"]})] if obj and obj.is_announced else []
        shown = {"opens_at": "opening", "closes_at": "closing", "late_until": "late_window"}
        return progress + [
            (name, {"fields": [f if isinstance(f, tuple) else shown.get(f, f) for f in rows["fields"]]})
            for name, rows in self.fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        return (
            []
            if self.has_change_permission(request, obj)
            else ["opening", "closing", "late_window", "letters"]
        )

    def get_changeform_initial_data(self, request):
        """The settings of the last round on the newest version, with the next number and the usual length."""
        newest = Version.objects.exclude(state=Version.State.SET_ASIDE).order_by("-frozen_at").first()
        if newest is None:
            return {}
        suggested = services.suggested_round(newest.declaration)
        return model_to_dict(suggested, RoundForm.Meta.fields) | {"version": newest.pk}

    def get_urls(self):
        def page(segment, view, name):
            wrapped = self.admin_site.admin_view(once(view))
            return path(f"<path:object_id>/{segment}/", wrapped, name=f"circulation_round_{name}")

        acts = [page(name, act(self).view, name) for name, act in ACTS.items()]
        return [
            page("recipients", self.choosing_view, "recipients"),
            page("letters", self.letters_view, "letters"),
            *acts,
            *super().get_urls(),
        ]

    def letters_view(self, request, object_id):
        return letters_view(self, request, object_id)

    def choosing_view(self, request, object_id):
        return choosing_view(self, request, object_id)

    def tools(self, request, obj):
        if obj.is_announced:
            yield _("Dashboard"), f"{obj.get_absolute_url()}dashboard/"
            if request.user.is_drafter:
                yield _("Enter what a party sent"), f"{obj.get_absolute_url()}dashboard/recipients/"
            if obj.is_open_call:
                asked = reverse("admin:circulation_application_changelist")
                yield _("Requests to take part"), f"{asked}?round__id__exact={obj.pk}&standing=pending"
        yield _("Letters"), self.address("letters", obj)
        if not obj.is_announced:
            yield _("Approval"), reverse("approval", args=[obj.declaration.slug, obj.number])
        if permissions.may_circulate(request.user):
            if not obj.is_revealed:
                yield _("Choose recipients"), self.address("recipients", obj)
            for name, act in ACTS.items():
                if act(self).offered(obj):
                    yield act.words, self.address(name, obj)
        yield _("History"), self.address("history", obj)
        if obj.is_announced:
            yield _("View on site"), obj.get_absolute_url()
        if permissions.may_circulate(request.user):
            yield _("Why it cannot be deleted"), self.address("delete", obj)

    @admin.display(description=_("what went out"), ordering="version")
    def subject(self, round):
        return round.subject_name

    @admin.display(description=_("opens"), ordering="opens_at")
    def opening(self, round):
        return _in_words(round.opens_at)

    @admin.display(description=_("closes"), ordering="closes_at")
    def closing(self, round):
        return _in_words(round.closes_at)

    @admin.display(description=_("letters sent"))
    def letters(self, round):
        sent, written = services.letters_sent(round)
        return _("%(sent)d of %(written)d") % {"sent": sent, "written": written}

    @admin.display(description=_("late window ends"))
    def late_window(self, round):
        return _in_words(round.late_until)

    @admin.display(description=_("answered"))
    def answered(self, round):
        recipients = round.recipients.all()
        count = sum(1 for recipient in recipients if recipient.has_answered)
        words = ngettext("%(count)d of %(all)d party", "%(count)d of %(all)d parties", len(recipients))
        return words % {"count": count, "all": len(recipients)}
