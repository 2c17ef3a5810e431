"""The form by which a rapporteur notes what is said at a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders.forms import LANGUAGES
from stakeholders.models import Category


class OralForm(forms.Form):
    """What was said, on which provision, and of the speaker only what the rule of the segment keeps."""

    party = forms.ChoiceField(label=_("Who spoke"))
    category = forms.ChoiceField(label=_("Category of who spoke"), choices=Category.choices)
    place = forms.ChoiceField(label=_("On"), required=False)
    words = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 4}))
    language = forms.ChoiceField(label=_("Written in"), choices=LANGUAGES)

    def __init__(self, *args, segment, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round
        kept = {"attributed": "party", "category": "category"}.get(segment.rule)
        for name in {"party", "category"} - {kept}:
            del self.fields[name]
        if kept == "party":
            parties = [each.organisation for each in round.recipients.for_list()]
            self.fields["party"].choices = [(each.code, each.short_name) for each in parties]
            self.parties = {each.code: each for each in parties}
        self.entries = {
            each.slug: each for each in round.version.entries.in_language(round.version.language).for_list()
        }
        named = [(slug, _head_of(each)) for slug, each in self.entries.items()]
        self.fields["place"].choices = [("", _("the whole text")), *named]

    @property
    def said(self):
        given = self.cleaned_data
        return {
            "words": given["words"],
            "language": given["language"],
            "entry": self.entries.get(given["place"]),
            "organisation": self.parties[given["party"]] if "party" in given else None,
            "category": given.get("category", ""),
        }


def _head_of(entry):
    label = str(entry.printed_label or entry.provision.get_kind_display())
    return f"{label}. {entry.heading}" if entry.heading else label
