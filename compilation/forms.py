"""The forms that a delegation takes along: each row or paragraph carries its place visibly and in a hidden key."""

from dataclasses import dataclass, field

from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from comments.intake.keys import write_key
from comments.intake.places import places_of
from comments.models import Draft
from compilation.sheets import Column
from stakeholders import moments

ISO = (
    (gettext_lazy("MB/NC"), 7),
    (gettext_lazy("Line number"), 8),
    (gettext_lazy("Clause/ Subclause"), 12),
    (gettext_lazy("Paragraph/ Figure/ Table"), 12),
    (gettext_lazy("Type of comment"), 9),
    (gettext_lazy("Comments"), 40),
    (gettext_lazy("Proposed change"), 40),
    (gettext_lazy("Observations of the secretariat"), 26),
)
IPPC = (
    (gettext_lazy("Section"), 14),
    (gettext_lazy("Para nber"), 8),
    (gettext_lazy("Sentence/row/indent, etc."), 12),
    (gettext_lazy("Type of comment"), 12),
    (gettext_lazy("Proposed rewording"), 44),
    (gettext_lazy("Explanation"), 44),
    (gettext_lazy("Country"), 12),
)
IPCC = (
    (gettext_lazy("Comment No"), 8),
    (gettext_lazy("Chapter"), 14),
    (gettext_lazy("From Page"), 7),
    (gettext_lazy("From Line"), 7),
    (gettext_lazy("To Page"), 7),
    (gettext_lazy("To Line"), 7),
    (gettext_lazy("Comment"), 60),
    (gettext_lazy("Response"), 30),
)
SHORT_TYPES = {"general": "ge", "technical": "te", "editorial": "ed"}


@dataclass
class Form:
    """A form as data: rows are (hidden key, cells); a `text` form has one cell a row and no headings."""

    title: str
    facts: list
    columns: list
    rows: list = field(default_factory=list)
    language: str = "en"
    is_right_to_left: bool = False


def iso(recipient, user, language=None):
    """ISO/IEC/CEN: the party's code in every row, the clause's label, and a row for each paragraph and draft."""
    code = recipient.organisation.code

    def cells(place, draft):
        label, paragraph = (place.entry.label, place.paragraph) if place else (_("General"), "")
        said = (
            [SHORT_TYPES.get(draft.type, "te"), draft.explanation, draft.proposed_text] if draft else [""] * 3
        )
        return [code, "", label, paragraph, *said, ""]

    return _form(recipient, user, ISO, cells, language)


def ippc(recipient, user, language=None):
    """IPPC: general comments first, then a row for each numbered paragraph of the text."""
    party = recipient.organisation.short_name

    def cells(place, draft):
        head = [place.entry.label, f"[{place.number}]"] if place else [_("General comments"), ""]
        said = [str(draft.get_type_display()), draft.proposed_text, draft.explanation] if draft else [""] * 3
        return [*head, "", *said, party]

    return _form(recipient, user, IPPC, cells, language)


def ipcc(recipient, user, language=None):
    """IPCC: the provision as chapter, its running paragraph number as line; the whole text is 0 0 0 0."""
    numbers = iter(range(1, 100_000))

    def cells(place, draft):
        line = str(place.number) if place else "0"
        said = draft.explanation if draft else ""
        return [str(next(numbers)), place.entry.label if place else "0", "0", line, "0", line, said, ""]

    return _form(recipient, user, IPCC, cells, language)


def text(recipient, user, language=None):
    """The text itself, a paragraph each, numbered through; its heads and its frame are keyed too."""
    form = _empty(recipient, [], language)
    form.is_right_to_left = form.language == "ar"
    title = f"{recipient.round.declaration} · {recipient.round.version.full_name}"
    form.rows = [(write_key(paragraph="frame", language=form.language), [title])]
    previous = None
    for place in _places(recipient, form.language):
        entry = place.entry
        if entry is not previous and entry.printed_label and entry.kind in ("part", "article"):
            head = f"{entry.printed_label}. {entry.heading}" if entry.heading else entry.printed_label
            form.rows.append((write_key(entry.provision.uid, "head", language=form.language), [head]))
        previous = entry
        key = write_key(entry.provision.uid, place.paragraph, language=form.language)
        form.rows.append((key, [f"[{place.number}]\t{place.words}"]))
    return form


def clearance(recipient, user, language=None):
    """The delegation's drafts, for whoever clears on paper: cleared, as amended, not cleared."""
    columns = [
        Column(_("Comment on"), 16),
        Column(_("Words proposed"), 34, is_long=True),
        Column(_("What is said"), 34, is_long=True),
        Column(_("Cleared / as amended / not cleared"), 16),
        Column(_("New words, if amended"), 34, is_long=True),
        Column(_("Remark"), 20),
    ]
    form = _empty(recipient, columns, language)
    for draft in _drafts(recipient, user):
        uid = draft.entry.provision.uid if draft.entry_id else None
        cells = [str(draft.place), draft.proposed_text, draft.explanation, "", "", ""]
        form.rows.append((write_key(uid, draft.paragraph, draft.ref), cells))
    return form


FORMS = {
    "iso": (iso, ("docx", "xlsx")),
    "ippc": (ippc, ("docx", "xlsx")),
    "ipcc": (ipcc, ("xlsx",)),
    "text": (text, ("docx",)),
    "clearance": (clearance, ("docx",)),
}


def _form(recipient, user, columns, cells, language):
    """A first row for the whole text, then each paragraph: its drafts, or one empty row."""
    columns = [Column(str(heading), width, width > 30) for heading, width in columns]
    form = _empty(recipient, columns, language)
    places = _places(recipient, form.language)
    drafts = {}
    for draft in _drafts(recipient, user):
        # By provision: a draft on the original goes into a form in another language too.
        uid = draft.entry.provision.uid if draft.entry_id else None
        drafts.setdefault((uid, draft.paragraph), []).append(draft)
    for place in [None, *places]:
        at = (place.entry.provision.uid, place.paragraph) if place else (None, "")
        for draft in drafts.pop(at, [None]):
            key = write_key(*at, draft.ref if draft else None, form.language)
            form.rows.append((key, cells(place, draft)))
    for (uid, paragraph), rest in drafts.items():
        place = next((p for p in places if p.entry.provision.uid == uid), None)
        form.rows += [
            (write_key(uid, paragraph, draft.ref, form.language), cells(place, draft)) for draft in rest
        ]
    return form


def _empty(recipient, columns, language=None):
    round = recipient.round
    facts = [
        (_("Round"), str(round)),
        (_("Text"), round.version.full_name if round.version_id else ""),
        (_("Party"), recipient.organisation.name),
        (_("Closes"), moments.in_geneva(recipient.closing)),
    ]
    return Form(
        str(round.declaration), facts, columns, [], text_language(round, language), get_language_bidi()
    )


def text_language(round, language):
    """The language of the text in a form asked for in `language`: that one where the version has it."""
    if round.version_id is None:
        return "en"
    return language if language in round.version.languages else round.version.language


def _places(recipient, language):
    version = recipient.round.version
    return places_of(version.entries.in_language(language).for_list()) if version else []


def _drafts(recipient, user):
    return Draft.objects.visible_to(user).filter(recipient=recipient).to_submit().for_list()
