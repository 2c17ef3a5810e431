"""Mandates, their resolutions, stages and terms in admin."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from mandate import permissions, services
from mandate.admin.keeping import KeptAdmin
from mandate.models import Mandate, Resolution, Stage, Term
from stakeholders.acts import RowAct
from stakeholders.offices import RecordedAdmin


@admin.register(Mandate)
class MandateAdmin(RecordedAdmin):
    list_display = ["title", "holder_title", "slug"]
    search_fields = ["title"]
    instead = _("A mandate is kept with the texts that belong to it.")

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []


@admin.register(Resolution)
class ResolutionAdmin(KeptAdmin):
    list_display = ["__str__", "act", "mandate"]
    list_filter = ["mandate", "act"]
    list_select_related = ["mandate", "source"]


@admin.register(Stage)
class StageAdmin(KeptAdmin):
    list_display = ["__str__", "mandate", "begins", "ends", "state"]
    list_filter = ["mandate", "state"]
    list_select_related = ["mandate"]


class EndingForm(forms.Form):
    on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.ChoiceField(label=_("How it ended"), choices=Term.End)
    reason = forms.CharField(label=_("Note"), widget=forms.Textarea({"rows": 2}), required=False)


class Ending(RowAct):
    name, words, done = "ending", _("End the term"), _("The term has ended.")
    refusals = (services.TermRefused,)

    def offered(self, request, term):
        return term.ended_on is None

    def form(self, request, term):
        return EndingForm(request.POST if request.method == "POST" else None)

    def act(self, request, term, form):
        services.end_term(term, by=request.user, **form.cleaned_data)

    def sentences(self, request, term):
        yield _(
            "The rights of the office close that day: the account keeps its name in everything it did, is signed "
            "out, and can neither draft nor decide."
        )


class TermForm(forms.ModelForm):
    """A new term. What the service refuses is said in the form, and nothing that was written is lost."""

    class Meta:
        model = Term
        fields = ["mandate", "holder", "title", "user", "begins", "until"]

    def clean(self):
        found = super().clean()
        if found.get("mandate") and found.get("begins"):
            term = Term(**{name: found.get(name) for name in self.Meta.fields})
            term.pk = self.instance.pk
            obstacle = services.obstacle_to(term)
            if obstacle:
                self.add_error(None, obstacle)
        return found


@admin.register(Term)
class TermAdmin(RecordedAdmin):
    form = TermForm
    list_display = ["holder", "title", "mandate", "begins", "until", "ended_on", "end"]
    list_filter = ["mandate"]
    list_select_related = ["mandate"]
    raw_id_fields = ["user"]
    instead = _("Who held a mandate stays on the record. A term is ended instead.")

    def save_model(self, request, obj, form, change):
        services.begin_term(obj, by=request.user)

    def get_urls(self):
        return [Ending(self).url(), *super().get_urls()]

    def tools(self, request, obj):
        if obj.ended_on is None and permissions.may_end_term(request.user):
            yield Ending(self).tool(request, obj)
        yield from super().tools(request, obj)
