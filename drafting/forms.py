from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drafting.models import SYMBOL, Kind, Version
from drafting.services.importing import LANGUAGES
from drafting.text import reading
from mandate import symbols
from mandate.models import Source

LARGEST_FILE = 20_000_000
NAMES = {"ar": "العربية", "zh": "中文", "en": "English", "fr": "français", "ru": "русский", "es": "español"}
LANGUAGE_CHOICES = [(code, NAMES[code]) for code in LANGUAGES]


class Words(forms.CharField):
    """Words of a text: what an imported file may not hold, nobody types into it either."""

    def clean(self, value):
        value = super().clean(value)
        try:
            if value.strip():
                reading.check_text(value, str(self.label))
        except reading.Unreadable as problem:
            raise forms.ValidationError(gettext(problem.template) % problem.params) from None
        return value


class UploadForm(forms.Form):
    """A file, or pasted text. What is wrong with it is said beside the field, and nothing has changed."""

    title = forms.CharField(
        label=_("Title"), max_length=300, required=False, help_text=_("Empty: as it stands in the text.")
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("recognise it")), *LANGUAGE_CHOICES]
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("Plain text or Markdown (UTF-8), Word (.docx), or Akoma Ntoso (.xml)."),
    )
    text = forms.CharField(
        label=_("Or paste the text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    purpose = forms.ChoiceField(label=_("What it is"), required=False)
    is_official = forms.BooleanField(label=_("An official translation, not a courtesy one"), required=False)
    field_order = ["purpose", "is_official", "title", "language", "file", "text"]

    def __init__(self, *args, declarations, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.declarations = {f"next:{each.slug}": each for each in declarations}
        self.versions = {f"translation:{each.declaration.slug}/{each.number}": each for each in versions}
        following = [(key, _("the next version of “%s”") % each) for key, each in self.declarations.items()]
        renders = [
            (key, _("a translation of “%(text)s”, %(version)s") % {"text": each.declaration, "version": each})
            for key, each in self.versions.items()
        ]
        self.fields["purpose"].choices = [("", _("a new text")), *following, *renders]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 20 MB; a text of words is far smaller."))
        return file

    def clean(self):
        if (
            not self.cleaned_data.get("file")
            and not self.cleaned_data.get("text", "").strip()
            and not self.errors
        ):
            self.add_error("file", _("Choose a file, or paste the text."))
        return self.cleaned_data

    @property
    def brought_for(self):
        """What the file is brought for, as `keep_upload` takes it."""
        purpose = self.cleaned_data.get("purpose", "")
        if purpose in self.declarations:
            return {"next_of": self.declarations[purpose]}
        if purpose in self.versions:
            return {
                "translation_of": self.versions[purpose],
                "is_official": self.cleaned_data["is_official"],
            }
        return {}

    @property
    def source(self):
        """(name, bytes) of what was brought."""
        file = self.cleaned_data["file"]
        if file:
            return file.name, file.read()
        return "pasted.txt", self.cleaned_data["text"].encode("utf-8", "surrogatepass")


class WordingForm(forms.Form):
    """The words of one provision, and why they change."""

    heading = Words(label=_("Heading"), required=False, max_length=500)
    text = Words(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "words"}),
        help_text=_("One paragraph a line, with its number: “1. …”, “(a) …”."),
    )
    reason = forms.CharField(
        label=_("Reason for this change"),
        max_length=2000,
        help_text=_("It stands in the history of the text, which the expert and the secretariat read."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput)


class ActForm(forms.Form):
    """An act on a provision that needs nothing but its reason."""

    reason = forms.CharField(label=_("Reason"), max_length=2000)


class OverrideForm(forms.Form):
    """The reason to pass a gate although something is missing."""

    override = forms.CharField(
        label=_("Reason to go on all the same"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is printed with the record: who, when, and what was missing."),
    )


class PlaceForm(ActForm):
    """Where a provision goes: after another one, or to the beginning."""

    after = forms.ChoiceField(label=_("Put it after"))

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        named = [(str(place.provision.uid), str(place)) for place in places]
        self.fields["after"].choices = [("", _("the very beginning")), *named]
        self.fields["after"].required = False


class AdditionForm(PlaceForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind, initial=Kind.ARTICLE)
    heading = Words(label=_("Heading"), required=False, max_length=500)
    text = Words(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "words"}),
    )
    follows = forms.BooleanField(label=_("Number it bis, ter … so that later numbers stand"), required=False)
    field_order = ["after", "kind", "heading", "text", "follows", "reason"]


class SplitForm(ActForm):
    at = forms.ChoiceField(label=_("Cut before paragraph"))
    heading = Words(label=_("Heading of the new provision"), required=False, max_length=500)
    base = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["at", "heading", "reason", "base"]

    def __init__(self, *args, labels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [(label, label) for label in labels]


class MergeForm(ActForm):
    other = forms.ChoiceField(label=_("Take in the words of"))
    base = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["other", "reason", "base"]

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(str(place.provision.uid), str(place)) for place in places]


class FreezeForm(forms.Form):
    name = forms.ChoiceField(label=_("Name"), choices=Version.Name)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    read = forms.BooleanField(label=_("I have read what will be frozen"))


class SymbolForm(forms.Form):
    """Symbol and date. An unusual symbol is asked about once more; what can be no symbol is refused."""

    symbol = forms.CharField(
        label=_("Symbol"), max_length=60, validators=[SYMBOL], help_text=_("As document services gave it.")
    )
    date = forms.DateField(label=_("Date of issue"), widget=forms.DateInput(attrs={"type": "date"}))
    sure = forms.BooleanField(label=_("It is printed so; keep it"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        verdict, self.doubt = symbols.check(str(self.data.get("symbol", "")).strip())
        if verdict != symbols.SUSPICIOUS:
            del self.fields["sure"]

    def clean(self):
        if "sure" in self.fields and not self.cleaned_data.get("sure"):
            self.add_error("sure", self.doubt)
        return self.cleaned_data


class PastVersionForm(SymbolForm):
    """A text of earlier years: the day it was issued, and its symbol where it had one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["symbol"].required = False
        self.fields["symbol"].help_text = _("As it is printed; empty where it had none.")


class IssuedFileForm(forms.Form):
    """The document as it was issued."""

    file = forms.FileField(
        label=_("File"), help_text=_("Word (.docx) or PDF, up to 10 MB; kept and offered to the byte.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)


class BasisForm(forms.Form):
    """One basis of a provision, chosen from everything that the mandate has recorded."""

    what = forms.ChoiceField(label=_("It rests on"))
    place = forms.CharField(label=_("Article or paragraph of the source"), max_length=120, required=False)
    phrase = forms.CharField(
        label=_("Words of the provision"),
        max_length=500,
        required=False,
        help_text=_("Exactly as they stand; empty for the whole provision."),
    )

    def __init__(self, *args, mandate, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [
            (_("Considerations and assumptions"), "consideration", mandate.considerations.all()),
            (_("Activities"), "activity", mandate.activities.all()),
            (_("Sources"), "source", Source.objects.all()),
            (_("Good practices"), "practice", mandate.practices.all()),
        ]
        self.rows = {f"{name}-{row.pk}": row for _label, name, rows in kinds for row in rows}
        self.fields["what"].choices = [("", "–")] + [
            (label, [(f"{name}-{row.pk}", _short(row)) for row in rows]) for label, name, rows in kinds
        ]

    def clean_what(self):
        return self.rows[self.cleaned_data["what"]]


def _short(row):
    words = getattr(row, "full_name", None) or f"{row}{': ' + row.text if hasattr(row, 'text') else ''}"
    return words if len(words) <= 90 else f"{words[:89]}…"


class CorrectionLineForm(forms.Form):
    """One correction: where, the words as they stand, and as they should read."""

    entry = forms.ChoiceField(label=_("Provision"))
    before = Words(
        label=_("Words as they stand"), max_length=2000, strip=False, widget=forms.TextInput({"dir": "auto"})
    )
    after = Words(
        label=_("Words as they should read"),
        max_length=2000,
        required=False,
        strip=False,
        widget=forms.TextInput({"dir": "auto"}),
    )

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.entries = {str(each.pk): each for each in entries}
        names = [(pk, f"{e.printed_label or e.label} ({e.language})") for pk, e in self.entries.items()]
        self.fields["entry"].choices = [("", "–"), *names]

    @property
    def line(self):
        said = self.cleaned_data
        return self.entries[said["entry"]], said["before"], said["after"]


CorrectionLines = forms.formset_factory(CorrectionLineForm, extra=4)
