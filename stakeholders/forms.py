"""Fields and forms of people and parties."""

from datetime import UTC, datetime
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stakeholders.models import Invitation, Organisation, Role, User
from stakeholders.moments import GENEVA

# As correspondence names them: "zh", not the variant of its script.
LANGUAGES = [(code.partition("-")[0], name) for code, name in settings.LANGUAGES]


class GenevaWidget(AdminSplitDateTime):
    def __init__(self, attrs=None):
        super().__init__(attrs)
        # The stock template writes the two words beside its two fields, without labelling them.
        for widget, words in zip(self.widgets, (_("Date"), _("Time, Geneva")), strict=True):
            widget.attrs["aria-label"] = words

    def decompress(self, value):
        local = value.astimezone(GENEVA) if value else None
        return [local.date(), local.time().replace(microsecond=0)] if local else [None, None]


class GenevaField(forms.SplitDateTimeField):
    """A date and a time, written and shown as Geneva's clock has them, whatever the server's zone."""

    widget = GenevaWidget
    AMBIGUOUS = _("On that night the clocks go back, and this time comes twice. Choose another one.")
    NONEXISTENT = _("On that night the clocks go forward, and this time does not come. Choose another one.")

    def __init__(self, **kwargs):
        kwargs["widget"] = GenevaWidget
        kwargs["help_text"] = kwargs.get("help_text") or _("Geneva time.")
        super().__init__(**kwargs)

    def compress(self, values):
        if not values or None in values or "" in values:
            return super().compress(values)
        local = datetime.combine(*values).replace(tzinfo=GENEVA)
        if local.astimezone(UTC).astimezone(GENEVA).replace(tzinfo=None) != local.replace(tzinfo=None):
            raise ValidationError(self.NONEXISTENT, code="nonexistent")
        if local.utcoffset() != local.replace(fold=1).utcoffset():
            raise ValidationError(self.AMBIGUOUS, code="ambiguous")
        return local.astimezone(UTC)

    def has_changed(self, initial, data):
        return forms.SplitDateTimeField.has_changed(self, self.widget.decompress(initial), data)


class GenevaLocalField(forms.DateTimeField):
    """The same outside admin: one field of the browser's own kind, read and shown in Geneva's time."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **kwargs)

    def prepare_value(self, value):
        return value.astimezone(GENEVA).replace(tzinfo=None) if isinstance(value, datetime) else value

    def to_python(self, value):
        found = super().to_python(value)
        return found.replace(tzinfo=GENEVA).astimezone(UTC) if found else None


class OrganisationForm(forms.ModelForm):
    """A party's record. A name that hides marks, or that can be taken for another party's, is refused."""

    language = forms.ChoiceField(label=_("Language of correspondence"), choices=LANGUAGES, initial="en")

    class Meta:
        model = Organisation
        fields = [
            "code",
            "name",
            "short_name",
            "sort_key",
            "category",
            "regional_group",
            "ecosoc",
            "accreditation",
            "iso3",
            "language",
            "shows_progress",
            "is_active",
        ]

    def clean_name(self):
        return distinct_name(self.cleaned_data["name"], self.instance.pk)

    def clean_short_name(self):
        return distinct_name(self.cleaned_data["short_name"], self.instance.pk)


class PartyNameForm(forms.ModelForm):
    """What a party is called in another language: held to the same rule as its name."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def clean_name(self):
        return distinct_name(self.cleaned_data["name"], self.instance.organisation_id)

    def clean_short_name(self):
        return distinct_name(self.cleaned_data["short_name"], self.instance.organisation_id)


def plain_name(name):
    """`name`, or ValidationError where it hides marks that change how it reads."""
    if Organisation.has_hidden_marks(name):
        raise ValidationError(_("The name contains marks that cannot be seen. Type it anew."))
    return name


def distinct_name(name, own):
    """`name`, or ValidationError where it hides marks or can be taken for a party's other than the one of pk `own`."""
    other = Organisation.objects.exclude(pk=own).mistaken_for(plain_name(name))
    if other:
        raise ValidationError(_("This can be taken for %(name)s."), params={"name": other.name})
    return name


class PersonForm(forms.ModelForm):
    """What an administrator may mend of a person; the address, the office and the account are not in it."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone) for zone in sorted(available_timezones())]
    )

    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]


class OwnSettingsForm(forms.Form):
    """What everybody settles for themselves."""

    language = forms.ChoiceField(label=_("Language of pages and letters"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
        help_text=_("Times are Geneva's; those that matter are shown in yours beside it."),
    )


class InvitationForm(forms.ModelForm):
    """An invitation to an office, or to a role in a party: one of the two."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="en")

    class Meta:
        model = Invitation
        fields = ["email", "name", "organisation", "role", "office", "language"]

    def clean(self):
        found = super().clean()
        has_party, has_role = bool(found.get("organisation")), bool(found.get("role"))
        if has_party != has_role:
            self.add_error("role" if has_party else "organisation", _("A party and a role go together."))
        elif has_party == bool(found.get("office")):
            raise ValidationError(_("Choose either an office, or a party and a role in it."))
        return found


class PartyInvitationForm(forms.Form):
    """Somebody invited to act for a party that is known already."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class AbsenceForm(forms.Form):
    """Until when a colleague stands in, and why."""

    until = GenevaLocalField(label=_("Until (Geneva time)"))
    reason = forms.CharField(label=_("Reason, told to your delegation"), max_length=300)


class AppointmentForm(forms.Form):
    """A Contact Point appointed on a mission's written request."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=200)
    request = forms.FileField(label=_("The mission's written request (kept as received)"))
