"""The forms by which administrators run a round."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from circulation.models import Round
from drafting.models import Version
from stakeholders.forms import GenevaField
from stakeholders.models import Category, Organisation, RegionalGroup


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, version):
        return f"{version.declaration}: {version.full_name} ({version.get_state_display()})"


class RoundForm(forms.ModelForm):
    """A round in preparation. The declaration is the version's, and the number is the next one if none is given."""

    number = forms.IntegerField(
        label=_("Number"), min_value=1, required=False, help_text=_("Empty: the next one.")
    )
    version = VersionField(
        label=_("Frozen version"),
        queryset=Version.objects.exclude(state=Version.State.SET_ASIDE)
        .select_related("declaration")
        .order_by("declaration", "-number"),
        help_text=_("Only a frozen text is circulated; opening the round issues it."),
    )

    class Meta:
        model = Round
        fields = [
            "version", "number", "title", "kind", "opens_at", "closes_at", "late_policy", "late_until",
            "visibility", "publication", "limit", "cover", "cover_symbol", "cover_date", "cover_text",
            "legal_basis", "guiding_questions",
        ]  # fmt: skip

    def clean(self):
        found = super().clean()
        opens, closes, late = found.get("opens_at"), found.get("closes_at"), found.get("late_until")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A round closes after it opens."))
        if late and closes and late <= closes:
            self.add_error("late_until", _("The late window ends after the round closes."))
        if "{link}" not in found.get("cover_text", ""):
            self.add_error("cover_text", _("Put {link} where each party’s own address belongs."))
        if found.get("version"):
            self._settle(found)
        return found

    def _settle(self, found):
        rounds = found["version"].declaration.rounds.exclude(pk=self.instance.pk)
        if not found.get("number"):
            found["number"] = (rounds.aggregate(Max("number"))["number__max"] or 0) + 1
        elif rounds.filter(number=found["number"]).exists():
            self.add_error("number", _("There is a round of that number already."))
        self.instance.declaration = found["version"].declaration


class ChoosingForm(forms.Form):
    """Parties by category and by regional group (both: those of both), and one by one."""

    categories = forms.MultipleChoiceField(
        label=_("By category"),
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    groups = forms.MultipleChoiceField(
        label=_("By regional group"),
        choices=RegionalGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    codes = forms.MultipleChoiceField(
        label=_("One by one"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parties = Organisation.objects.filter(is_active=True).for_list()
        self.fields["codes"].choices = [(p.code, f"{p.short_name} ({p.code})") for p in parties]


class ExtensionForm(forms.Form):
    recipient = forms.ModelChoiceField(
        label=_("For"), queryset=None, required=False, empty_label=_("all recipients")
    )
    closes_at = GenevaField(label=_("New closing time"))
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea({"rows": 3}), help_text=_("It is told to all recipients.")
    )
    authority = forms.CharField(
        label=_("Authority"), max_length=200, help_text=_("Who granted it, such as the Independent Expert.")
    )

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recipient"].queryset = round.recipients.for_list()
        self.fields["recipient"].label_from_instance = lambda recipient: recipient.organisation.short_name
        self.round = round

    def clean(self):
        found = super().clean()
        closes = found.get("closes_at")
        if closes and closes <= self.round.closing_for(found.get("recipient")):
            raise ValidationError({"closes_at": _("Choose a time later than the present one.")})
        return found
