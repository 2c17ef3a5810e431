from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import (
    Cause,
    Clearance,
    Deposit,
    Draft,
    Endorsement,
    Outcome,
    Reaction,
    Redaction,
    ScreenedFile,
    Stance,
    Type,
    Weight,
)
from comments.models.anchored import Publication
from comments.services.endorsing import kinds_for
from comments.services.preparing import WRITABLE
from stakeholders.forms import GenevaLocalField
from stakeholders.models import Category, RegionalGroup


class DraftForm(forms.ModelForm):
    """A comment under preparation. The party and the place are known from where one is, and are not asked for."""

    quote = forms.CharField(
        label=_("Words you comment on"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "words"}),
        help_text=_("Copy them from the text, or select them there. Empty: the whole paragraph."),
    )
    prefix = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    suffix = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = Draft
        fields = WRITABLE
        widgets = {
            "proposed_text": forms.Textarea(attrs={"rows": 5, "class": "words"}),
            "explanation": forms.Textarea(attrs={"rows": 6}),
            "language": forms.Select(
                choices=[
                    ("en", "English"),
                    ("fr", "français"),
                    ("es", "español"),
                    ("ar", "العربية"),
                    ("ru", "русский"),
                    ("zh", "中文"),
                ]
            ),
        }
        labels = {
            "proposed_text": _("Proposed text"),
            "explanation": _("Explanation"),
            "language": _("Written in"),
            "publication": _("After publication"),
        }
        help_texts = {
            "proposed_text": _("Begins as the words that stand there: change them to what you propose."),
        }

    def __init__(self, *args, preview="", **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.question_id:
            self.fields["explanation"].label = _("Your reply")
        # The redline under the field follows what is typed; its fragment has its own address.
        self.fields["proposed_text"].widget.attrs |= {
            "hx-post": preview,
            "hx-trigger": "input changed delay:400ms, early",
            "hx-target": "#redline",
            "hx-include": "closest form",
        }

    @property
    def words(self):
        """(quote, prefix, suffix) as they were sent; the server finds the place itself."""
        return tuple(self.cleaned_data[name] for name in ("quote", "prefix", "suffix"))

    @property
    def content(self):
        return {name: self.cleaned_data[name] for name in WRITABLE}

    def clean(self):
        for name, value in self.cleaned_data.items():
            if isinstance(value, str) and any(0xD800 <= ord(c) <= 0xDFFF for c in value):
                self.add_error(name, _("This contains half a character that no file can hold."))
        return self.cleaned_data


class PublicationForm(forms.Form):
    """What may be published of a whole submission: asked when it is sent."""

    publication = forms.ChoiceField(
        label=_("After the answers are published"),
        widget=forms.RadioSelect,
        choices=[
            (Publication.PUBLIC, _("Public, under the name of the party")),
            (Publication.UNNAMED, _("Public without the name: others read “A Member State” or the like")),
            (Publication.WITHHELD, _("Not public: nobody beyond those named below reads it, then or later")),
        ],
    )


class ClearanceForm(forms.ModelForm):
    """The delegation's own rules for one round."""

    deadline = GenevaLocalField(label=_("Internal deadline (Geneva time)"), required=False)

    class Meta:
        model = Clearance
        fields = ("steps", "deadline")


class DepositForm(forms.ModelForm):
    """What came outside these pages, as it was received."""

    file = forms.FileField(label=_("The file as it was received"))
    received_at = GenevaLocalField(label=_("Received (Geneva time); decides lateness"))
    words = forms.CharField(
        label=_("What it says, where the file is no form"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = Deposit
        fields = ("channel", "reference")

    def __init__(self, *args, round, is_own=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(round.questionnaire.questions.all()) if round.questionnaire else []
        if is_own:  # a collective body brings its own paper, now
            del self.fields["channel"], self.fields["received_at"], self.fields["words"]
        if self.questions:
            self.fields.pop("words", None)
        for question in self.questions:
            self.fields[f"reply-{question.letter}"] = forms.CharField(
                label=f"({question.letter}) {question.text}",
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def replies(self):
        """{letter: what the letter replies to that question}, of a round on a questionnaire."""
        return {each.letter: self.cleaned_data[f"reply-{each.letter}"] for each in self.questions}


class PassageForm(forms.Form):
    """A passage of a paper or letter, and the place of the text to which it belongs."""

    words = forms.CharField(
        label=_("Words of the passage, as they stand in the file"), widget=forms.Textarea(attrs={"rows": 4})
    )
    place = forms.ChoiceField(label=_("Belongs to"), required=False)
    quote = forms.CharField(
        label=_("Words of the text that it is about"),
        required=False,
        help_text=_("Copied from the place above; leave it empty where the whole of it is meant."),
    )

    def __init__(self, *args, places=(), questions=(), **kwargs):
        super().__init__(*args, **kwargs)
        if questions:
            del self.fields["quote"]
        choices = [(place.address, f"{place.name}: {place.words[:60]}") for place in places]
        choices = [("", _("the whole text")), *choices]
        asked = [(each.letter, f"({each.letter}) {each.text[:60]}") for each in questions]
        self.fields["place"].choices = asked or choices


class EndorsementForm(forms.ModelForm):
    class Meta:
        model = Endorsement
        fields = ("kind", "words")
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        labels = {"kind": _("Your stand"), "words": _("In your own words")}

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds_for(organisation)]
        self.fields["words"].required = False


class ResponseForm(forms.Form):
    """A proposed answer. The public reason and the internal note are apart in place and in table."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome)
    reason = forms.CharField(label=_("Reason (public)"), widget=forms.Textarea(attrs={"rows": 4}))
    note = forms.CharField(
        label=_("Internal note (never published)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class NewInformationForm(forms.Form):
    """What is new, so that a published answer is taken up again."""

    information = forms.CharField(
        label=_("New information (told to the party)"), widget=forms.Textarea(attrs={"rows": 4})
    )
    from_reaction = forms.BooleanField(label=_("It came with what the party contested"), required=False)


class FollowingForm(forms.Form):
    """An answer that repeats the master answer, and what is said to this comment besides."""

    remainder = forms.CharField(
        label=_("To this comment alone, after the common answer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = ResponseForm.base_fields["note"]


class GroundForm(forms.Form):
    """What a change of the text rests on."""

    kind = forms.ChoiceField(
        label=_("It rests on"),
        choices=[
            ("comments", _("comments")),
            ("meeting", _("a meeting")),
            ("initiative", _("own initiative")),
        ],
    )
    refs = forms.CharField(label=_("Numbers of the comments"), required=False, max_length=2_000)
    activity = forms.ChoiceField(label=_("Which meeting"), required=False)
    note = forms.CharField(label=_("Which meeting, or why"), required=False, max_length=2_000)

    def __init__(self, *args, meetings=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.meetings = {each.slug: each for each in meetings}
        listed = [(slug, f"{each.begins:%Y-%m-%d} {each}") for slug, each in self.meetings.items()]
        self.fields["activity"].choices = [("", "–"), *listed]

    @property
    def said(self):
        refs = self.cleaned_data["refs"].replace(",", " ").split()
        return {
            "kind": self.cleaned_data["kind"],
            "note": self.cleaned_data["note"],
            "refs": refs,
            "activity": self.meetings.get(self.cleaned_data["activity"]),
        }


class ReactionForm(forms.Form):
    """What a party says to an answer."""

    kind = forms.ChoiceField(label=_("Your reaction"), choices=Reaction.Kind, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "If you contest the answer: what in your concern it does not meet, and any new information."
        ),
    )
    is_declared = forms.BooleanField(
        label=_("Annex it to the submission to the Council as a sustained concern"), required=False
    )


class RedactionForm(forms.Form):
    """Words to be taken out of a comment everywhere."""

    field = forms.ChoiceField(label=_("Where"), choices=Redaction.Field)
    words = forms.CharField(
        label=_("The words, exactly"), strip=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(
        label=_("Reason (public, and told to the party)"),
        max_length=300,
        help_text=_("It stands in the place of the words."),
    )


class FileScreeningForm(forms.Form):
    """What the public gets of an enclosed file in place of it."""

    way = forms.ChoiceField(
        label=_("What becomes public"),
        choices=[
            (ScreenedFile.Way.REDACTED, _("a redacted copy")),
            (ScreenedFile.Way.WITHHELD, _("nothing: it is withheld")),
        ],
    )
    reason = forms.CharField(label=_("Reason (public, and told to the party)"), max_length=300)
    file = forms.FileField(
        label=_("The redacted copy (.docx or .pdf)"),
        required=False,
        help_text=_(
            "Take out what must not be read, properties and earlier versions too; print it to a new PDF file."
        ),
    )


class CausesForm(forms.Form):
    causes = forms.MultipleChoiceField(
        label=_("Why it asks (for the drafters alone)"),
        choices=Cause.Code,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _any(choices):
    return [("", _("all")), *choices]


class DeskFilters(forms.Form):
    """What the desk shows of a provision; sent by GET, so that an address names what one sees."""

    words = forms.CharField(
        label=_("On these words of the text"), required=False, max_length=2_000, strip=False
    )
    state = forms.ChoiceField(
        label=_("Answer"),
        required=False,
        choices=_any(
            [
                ("unanswered", _("none yet")),
                ("proposed", _("proposed")),
                ("decided", _("decided")),
                ("published", _("published")),
            ]
        ),
    )
    type = forms.ChoiceField(label=_("Type"), required=False, choices=_any(Type.choices))
    stance = forms.ChoiceField(label=_("Stance"), required=False, choices=_any(Stance.choices))
    weight = forms.ChoiceField(label=_("Weight"), required=False, choices=_any(Weight.choices))
    category = forms.ChoiceField(label=_("Category"), required=False, choices=_any(Category.choices))
    regional_group = forms.ChoiceField(
        label=_("Regional group"), required=False, choices=_any(RegionalGroup.choices)
    )
    cause = forms.ChoiceField(label=_("Cause"), required=False, choices=_any(Cause.Code.choices))

    @property
    def asked(self):
        """The filters that are set and known; a value that is no choice counts as not set."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class ApplicationForm(forms.Form):
    """Applying a proposal: the reason may be left to its default, which names the comment."""

    reason = forms.CharField(label=_("Reason for this change"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)
