"""The forms that a delegation takes along: each row or paragraph carries its place visibly and in a hidden key."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from comments.intake.keys import write_key
from comments.intake.places import places_of
from comments.models import Draft
from compilation.sheets import Column
from stakeholders import moments

ISO = (
    ("MB/NC", 7),
    ("Line number", 8),
    ("Clause/ Subclause", 12),
    ("Paragraph/ Figure/ Table", 12),
    ("Type of comment", 9),
    ("Comments", 40),
    ("Proposed change", 40),
    ("Observations of the secretariat", 26),
)
IPPC = (
    ("Section", 14),
    ("Para nber", 8),
    ("Sentence/row/indent, etc.", 12),
    ("Type of comment", 12),
    ("Proposed rewording", 44),
    ("Explanation", 44),
    ("Country", 12),
)
IPCC = (
    ("Comment No", 8),
    ("Chapter", 14),
    ("From Page", 7),
    ("From Line", 7),
    ("To Page", 7),
    ("To Line", 7),
    ("Comment", 60),
    ("Response", 30),
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


def iso(recipient, user):
    """ISO/IEC/CEN: the party's code in every row, the clause's label, and a row for each paragraph and draft."""
    code = recipient.organisation.code

    def cells(place, draft):
        label, paragraph = (place.entry.label, place.paragraph) if place else ("General", "")
        said = (
            [SHORT_TYPES.get(draft.type, "te"), draft.explanation, draft.proposed_text] if draft else [""] * 3
        )
        return [code, "", label, paragraph, *said, ""]

    return _form(recipient, user, ISO, cells)


def ippc(recipient, user):
    """IPPC: general comments first, then a row for each numbered paragraph of the text."""
    party = recipient.organisation.short_name

    def cells(place, draft):
        head = [place.entry.label, f"[{place.number}]"] if place else ["General comments", ""]
        said = [str(draft.get_type_display()), draft.proposed_text, draft.explanation] if draft else [""] * 3
        return [*head, "", *said, party]

    return _form(recipient, user, IPPC, cells)


def ipcc(recipient, user):
    """IPCC: the provision as chapter, its running paragraph number as line; the whole text is 0 0 0 0."""
    numbers = iter(range(1, 100_000))

    def cells(place, draft):
        line = str(place.number) if place else "0"
        said = draft.explanation if draft else ""
        return [str(next(numbers)), place.entry.label if place else "0", "0", line, "0", line, said, ""]

    return _form(recipient, user, IPCC, cells)


def text(recipient, user):
    """The text itself, a paragraph each, numbered through; its heads and its frame are keyed too."""
    form = _empty(recipient, [])
    title = f"{recipient.round.declaration} · {recipient.round.version.full_name}"
    form.rows = [(write_key(paragraph="frame"), [title])]
    previous = None
    for place in _places(recipient):
        entry = place.entry
        if entry is not previous and entry.printed_label and entry.kind in ("part", "article"):
            head = f"{entry.printed_label}. {entry.heading}" if entry.heading else entry.printed_label
            form.rows.append((write_key(entry.provision.uid, "head"), [head]))
        previous = entry
        key = write_key(entry.provision.uid, place.paragraph)
        form.rows.append((key, [f"[{place.number}]\t{place.words}"]))
    return form


def clearance(recipient, user):
    """The delegation's drafts, for whoever clears on paper: cleared, as amended, not cleared."""
    columns = [
        Column("Comment on", 16),
        Column("Words proposed", 34, is_long=True),
        Column("What is said", 34, is_long=True),
        Column("Cleared / as amended / not cleared", 16),
        Column("New words, if amended", 34, is_long=True),
        Column("Remark", 20),
    ]
    form = _empty(recipient, columns)
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


def _form(recipient, user, columns, cells):
    """A first row for the whole text, then each paragraph: its drafts, or one empty row."""
    form = _empty(recipient, [Column(heading, width, width > 30) for heading, width in columns])
    drafts = {}
    for draft in _drafts(recipient, user):
        drafts.setdefault((draft.entry_id, draft.paragraph), []).append(draft)
    for place in [None, *_places(recipient)]:
        uid, paragraph = (place.entry.provision.uid, place.paragraph) if place else (None, "")
        at = (place.entry.pk, paragraph) if place else (None, "")
        for draft in drafts.pop(at, [None]):
            key = write_key(uid, paragraph, draft.ref if draft else None)
            form.rows.append((key, cells(place, draft)))
    for (_entry, paragraph), rest in drafts.items():
        for draft in rest:
            place = next(p for p in _places(recipient) if p.entry.pk == draft.entry_id)
            form.rows.append(
                (write_key(place.entry.provision.uid, paragraph, draft.ref), cells(place, draft))
            )
    return form


def _empty(recipient, columns):
    round = recipient.round
    facts = [
        (_("Round"), str(round)),
        (_("Text"), round.version.full_name if round.version_id else ""),
        (_("Party"), recipient.organisation.name),
        (_("Closes"), moments.in_geneva(recipient.closing)),
    ]
    language = round.version.language if round.version_id else "en"
    return Form(str(round.declaration), facts, columns, [], language, language == "ar")


def _places(recipient):
    version = recipient.round.version
    return places_of(version.entries.in_language(version.language).for_list()) if version else []


def _drafts(recipient, user):
    return Draft.objects.visible_to(user).filter(recipient=recipient).to_submit().for_list()
