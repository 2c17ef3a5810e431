"""Acts on a party: admitted, declined, merged."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders import services
from stakeholders.acts import RowAct
from stakeholders.models import Organisation, Standing


class PartyField(forms.ModelChoiceField):
    def label_from_instance(self, party):
        return f"{party.short_name} ({party.code})"


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea({"rows": 3}), help_text=_("It is told to the party.")
    )


class MergingForm(forms.Form):
    kept = PartyField(label=_("The record that stays"), queryset=Organisation.objects.none())
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, party, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = Organisation.objects.admitted().exclude(pk=party.pk).for_list()


class PartyAct(RowAct):
    refusals = (services.PartyRefused,)

    def offered(self, request, party):
        return party.standing == Standing.PENDING


class Admitting(PartyAct):
    name, words, done = "admission", _("Admit"), _("The party has been admitted, and is told.")

    def act(self, request, party, form):
        services.admit_party(party, by=request.user)

    def sentences(self, request, party):
        yield _("%(party)s may submit from now on. Its contacts are told.") % {"party": party}
        if other := services.imitated_by(party):
            yield _("It can be taken for %(party)s. Merge the two records, or mend the name first.") % {
                "party": other.name
            }


class Declining(PartyAct):
    name, words, done = "declination", _("Decline"), _("The party has been declined, and is told.")

    def form(self, request, party):
        return ReasonForm(request.POST or None)

    def act(self, request, party, form):
        services.decline_party(party, form.cleaned_data["reason"], by=request.user)

    def sentences(self, request, party):
        yield _("%(party)s cannot submit. What it has drafted is kept.") % {"party": party}


class Merging(PartyAct):
    name, words, done = "merging", _("Merge into another record"), _("The two records are one party now.")

    def offered(self, request, party):
        return party.standing in (Standing.PENDING, Standing.ADMITTED)

    def form(self, request, party):
        return MergingForm(request.POST or None, party=party)

    def act(self, request, party, form):
        services.merge_parties(party, by=request.user, **form.cleaned_data)

    def sentences(self, request, party):
        yield _("%(party)s gets no more rounds; contacts and groups go to the record that stays.") % {
            "party": party
        }
        yield _("Whoever acts for one of the records acts for both.")
        yield _("What was circulated and said keeps its number, and stays under the name it came with.")


ACTS = (Admitting, Declining, Merging)
