"""Acts on a person's account, and the journal of what those who hold an office did."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from stakeholders import services
from stakeholders.acts import RowAct
from stakeholders.models import OfficeAct
from stakeholders.offices import LookOnly


class WhyForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 2}))


class PersonAct(RowAct):
    refusals = (ValueError,)

    def offered(self, request, person):
        return person != request.user

    def form(self, request, person):
        return WhyForm(request.POST or None)


class EndingSessions(PersonAct):
    name, words, done = "sessions", _("End all sessions"), _("The person is signed out everywhere.")

    def act(self, request, person, form):
        services.end_sessions(person, by=request.user)

    def sentences(self, request, person):
        yield _("%(person)s is signed out everywhere, and can sign in again.") % {"person": person}


class ResettingSecondFactor(PersonAct):
    name, words = "second-factor", _("Reset the second factor")
    done = _("The second factor was reset, and the person is told.")

    def act(self, request, person, form):
        services.reset_second_factor(person, by=request.user, **form.cleaned_data)

    def sentences(self, request, person):
        yield _("%(person)s is signed out everywhere, and sets up another one at the next sign-in.") % {
            "person": person
        }
        yield _("Make sure by telephone or in person who asks. The reason is kept, and the person is told.")


ACTS = (EndingSessions, ResettingSecondFactor)


@admin.register(OfficeAct)
class OfficeActAdmin(LookOnly):
    """The journal of offices: to be read, and never to be changed; the database refuses it too."""

    list_display = ["at", "by", "office", "act", "path", "reason"]
    list_filter = ["office"]
    list_select_related = ["by"]
    search_fields = ["act", "path", "by__name"]
    date_hierarchy = "at"
    fields = ["at", "by", "office", "act", "path", "reason"]
    instead = _("The journal is never changed.")
