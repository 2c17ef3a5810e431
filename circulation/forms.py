"""The forms by which administrators run a round."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from circulation.models import Application, Round
from drafting.models import Declaration, Version
from mandate.models import Questionnaire
from stakeholders.forms import LANGUAGES, GenevaField, plain_name
from stakeholders.models import STATES, Category, Organisation, RegionalGroup


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, version):
        return f"{version.declaration}: {version.full_name} ({version.get_state_display()})"


class RoundForm(forms.ModelForm):
    """A round in preparation. The declaration is the version's, and the number is the next one if none is given."""

    number = forms.IntegerField(
        label=_("Number"), min_value=0, required=False, help_text=_("Empty: the next one.")
    )
    support_needed = forms.IntegerField(
        label=_("Parties that a proposal needs to enter the running text"),
        min_value=0,
        max_value=200,
        required=False,
        help_text=_(
            "The cover document says so by itself. Empty: every proposal enters; a group’s always does."
        ),
    )
    version = VersionField(
        label=_("Frozen version"),
        queryset=Version.objects.exclude(state=Version.State.SET_ASIDE)
        .select_related("declaration")
        .order_by("declaration", "-number"),
        required=False,
        help_text=_("Only a frozen text is circulated; opening the round issues it."),
    )
    questionnaire = forms.ModelChoiceField(
        label=_("Or a questionnaire"),
        queryset=Questionnaire.objects.select_related("mandate").order_by("mandate", "slug"),
        required=False,
        help_text=_("Opening the round sends it; from then on it stays as it was sent."),
    )
    declaration = forms.ModelChoiceField(
        label=_("Declaration"),
        queryset=Declaration.objects.order_by("title"),
        required=False,
        help_text=_("For a questionnaire whose mandate has several declarations: under which it is listed."),
    )

    class Meta:
        model = Round
        fields = [
            "version", "questionnaire", "number", "title", "kind", "opens_at", "closes_at", "late_policy",
            "late_until", "is_open_call", "visibility", "publication", "limit", "cover", "cover_symbol", "cover_date",
            "cover_text", "reminder_days", "support_needed", "running_is_shown", "legal_basis", "guiding_questions",
        ]  # fmt: skip

    def clean_support_needed(self):
        return self.cleaned_data["support_needed"] or 0

    def clean(self):
        found = super().clean()
        opens, closes, late = found.get("opens_at"), found.get("closes_at"), found.get("late_until")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A round closes after it opens."))
        if late and closes and late <= closes:
            self.add_error("late_until", _("The late window ends after the round closes."))
        if "{link}" not in found.get("cover_text", ""):
            self.add_error("cover_text", _("Put {link} where each party’s own address belongs."))
        if bool(found.get("version")) == bool(found.get("questionnaire")):
            self.add_error("version", _("Choose a frozen version or a questionnaire: one of the two."))
            return found
        declaration = found["version"].declaration if found.get("version") else self._asking(found)
        if declaration:
            self._settle(found, declaration)
        if found.get("questionnaire"):
            found["kind"] = Round.Kind.QUESTIONS
        return found

    def _asking(self, found):
        """The declaration under which a questionnaire goes out: the only one of its mandate, or the one chosen."""
        mandate = found["questionnaire"].mandate
        known = list(Declaration.objects.filter(mandate=mandate)[:2])
        chosen = found.get("declaration") or (known[0] if len(known) == 1 else None)
        if chosen is None or chosen.mandate_id != mandate.pk:
            self.add_error("declaration", _("Choose a declaration of the mandate that asks."))
            return None
        return chosen

    def _settle(self, found, declaration):
        rounds = declaration.rounds.exclude(pk=self.instance.pk)
        if found.get("number") is None:
            found["number"] = (rounds.aggregate(Max("number"))["number__max"] or 0) + 1
        elif rounds.filter(number=found["number"]).exists():
            self.add_error("number", _("There is a round of that number already."))
        self.instance.declaration = found["declaration"] = declaration


class ChoosingForm(forms.Form):
    """Parties that meet every condition that is given, and one by one."""

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
    belonging = forms.MultipleChoiceField(
        label=_("By membership of a group"), required=False, widget=forms.CheckboxSelectMultiple
    )
    last_time = forms.ChoiceField(
        label=_("By what they did in the last closed round"),
        choices=[
            ("", _("whatever they did")),
            ("commented", _("those who commented")),
            ("answered", _("those who answered, a nil return included")),
            ("silent", _("those from whom nothing was received")),
        ],
        required=False,
    )
    codes = forms.MultipleChoiceField(
        label=_("One by one"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parties = Organisation.objects.admitted().for_list()
        groups = Organisation.objects.filter(belongings__isnull=False).distinct().for_list()
        self.fields["belonging"].choices = [(group.code, group.short_name) for group in groups]
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


class LetterForm(forms.Form):
    """Whose letter, and in what language; empty: the language that the party is written to in."""

    party = forms.ChoiceField(label=_("Recipient"))
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {r.organisation.code: r for r in round.recipients.for_list()}
        self.fields["party"].choices = [(code, r.organisation.short_name) for code, r in self.known.items()]
        self.fields["language"].choices = [("", _("the party’s own")), *LANGUAGES]

    def chosen(self):
        return self.known[self.cleaned_data["party"]], self.cleaned_data["language"]

    def query(self):
        return urlencode({name: self.data.get(name, "") for name in self.fields})


class CorrectionForm(forms.Form):
    words = forms.CharField(
        label=_("What is corrected"),
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "Sent as it stands to every address that got the cover, in the languages it is written in."
        ),
    )


class ApplicationForm(forms.ModelForm):
    """What an organization says of itself that answers an open call. A State is written to instead."""

    ref = forms.UUIDField(widget=forms.HiddenInput)
    category = forms.ChoiceField(
        label=_("Category"),
        choices=[("", "–"), *(each for each in Category.choices if each[0] not in STATES)],
        help_text=_("A State takes part through its Permanent Mission, which is written to."),
    )
    country = forms.ModelChoiceField(
        label=_("Country of its seat"),
        queryset=Organisation.objects.states().for_list(),
        required=False,
        empty_label=_("none, or more than one"),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    class Meta:
        model = Application
        fields = ["name", "short_name", "category", "country", "ecosoc", "person", "email", "language"]

    def clean_name(self):
        return plain_name(self.cleaned_data["name"])

    def clean_short_name(self):
        return plain_name(self.cleaned_data["short_name"])

    def clean_email(self):
        return self.cleaned_data["email"].lower()
