"""Where a provision comes from: which record, or which issued version, brought each word, and in answer to whom.

The expert and the secretariat read every record. Everybody else reads from issued version to issued version, with
the answers that are published; who edited is shown by office.
"""

from dataclasses import dataclass, field

from comments.models import Comment
from comments.models.answers import CLAIMS_WORDS, Response
from comments.services.road import changes_to
from drafting import permissions
from drafting.models import HistoricalWording, Version, VersionEntry
from drafting.services import lineage, stem_of
from drafting.text import alignment, anchors, carrying, provenance
from mandate.services import named_then, office_then, terms_of


@dataclass
class Origin:
    """A record or an issued version: when, who, why, the words it brought and took away, and whom it answers."""

    number: int
    key: int
    when: object
    who: str
    why: str
    version: Version | None = None
    heading: str = ""
    reach: int = 0  # the last record that the version took in, where others were made beside it
    changes: list = field(default_factory=list)
    brought: list = field(default_factory=list)
    removed: list = field(default_factory=list)
    refused: list = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """Words that one origin brought, inside one paragraph."""

    text: str
    origin: Origin


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it stands: its number and its words, run by run, and what was proposed for it and not taken."""

    label: str
    printed: str
    level: int
    runs: list
    refused: list


@dataclass(frozen=True)
class Sources:
    """Everything that the page shows of one provision."""

    heading: str
    paragraphs: list
    origins: list
    language: str
    is_working: bool
    heading_runs: list = field(default_factory=list)


def sources_of(provision, language, user):
    """The Sources of `provision` as far as `user` may read them; None where no version they may see has it."""
    working = permissions.may_see_working_text(user)
    origins, texts = _records(provision, language) if working else _issued(provision, language, user)
    if not texts:
        return None
    found = provenance.trace([(origin.key, text) for origin, text in zip(origins, texts, strict=True)])
    by_key = {origin.key: origin for origin in origins}
    for change in changes_to([provision.pk], user):
        owner = _owner(origins, change.record_id) if change.record.language == language else None
        if owner:
            owner.changes.append(change)
    for run in found.runs:
        by_key[run.key].brought.append(run.text)
    for gone in found.removed:
        by_key[gone.removed_by].removed.append((gone.text, by_key[gone.brought_by]))
    refused = _refused(provision, language, texts[-1], user)
    heading = origins[-1].heading
    paragraphs = _paragraphs(texts[-1], found, by_key, refused)
    return Sources(heading, paragraphs, origins, language, working, _heading_runs(origins, by_key))


def _heading_runs(origins, by_key):
    """The words of the heading, each with the origin that brought it; those that come or go are told there too."""
    found = provenance.trace([(origin.key, origin.heading) for origin in origins])
    for run in found.runs:
        by_key[run.key].brought.append(run.text)
    for gone in found.removed:
        by_key[gone.removed_by].removed.append((gone.text, by_key[gone.brought_by]))
    return [Run(run.text, by_key[run.key]) for run in found.runs]


def _records(provision, language):
    """Every record of the wording, oldest first, and its text."""
    rows = HistoricalWording.objects.filter(provision=provision, language=language)
    rows = lineage(list(rows.select_related("history_user", "aside").order_by("history_id")))
    origins, texts, terms = [], [], terms_of(provision.declaration_id)
    for number, row in enumerate(rows, start=1):
        who, why = named_then(row.history_user, row.history_date, terms), row.history_change_reason
        origins.append(Origin(number, row.history_id, row.history_date, who, why, None, row.heading))
        texts.append(row.text)
    return origins, texts


def _issued(provision, language, user):
    """The issued versions that have the provision, oldest first, one for each text; nothing between them is shown."""
    entries = VersionEntry.objects.filter(
        version__in=Version.objects.public(), provision=provision, language=language
    )
    entries = entries.select_related("record__aside", "version__issued_by", "version__declaration")
    origins, texts, terms = [], [], terms_of(provision.declaration_id)
    for entry in entries.order_by("version__number"):
        if texts and (origins[-1].heading, texts[-1]) == (entry.record.heading, entry.record.text):
            origins[-1].key = max(origins[-1].key, entry.record_id)
            origins[-1].reach = max(origins[-1].reach, stem_of(entry.record))
            continue
        who = office_then(entry.version.issued_by, entry.version.issued_at, terms)
        when, heading = entry.version.issued_at, entry.record.heading
        origins.append(Origin(len(origins) + 1, entry.record_id, when, who, "", entry.version, heading))
        origins[-1].reach = stem_of(entry.record)
        texts.append(entry.record.text)
    return origins, texts


def _owner(origins, record):
    """The first origin that has the record in it."""
    return next((origin for origin in origins if record <= (origin.reach or origin.key)), None)


def _refused(provision, language, text, user):
    """[(Comment, start, end)] of what was proposed for words of this provision and not taken, where they stand now."""
    # Undecided is not refused, and what is not published has not been said to this reader.
    refusals = (
        Response.objects.visible_to(user).filter(decided_at__isnull=False).exclude(outcome__in=CLAIMS_WORDS)
    )
    comments = (
        Comment.objects.for_reader(user)
        .standing()
        .filter(entry__provision=provision, entry__language=language, proposes=True)
        .filter(response__in=refusals.values("pk"))
    )
    now = alignment.UnitText(str(provision.uid), "", "", text)
    found = []
    for comment in comments:
        anchor = anchors.Anchor(
            comment.paragraph if comment.quote else comment.paragraph or None,
            comment.start,
            comment.end,
            comment.quote,
            comment.prefix,
            comment.suffix,
        )
        old = alignment.UnitText(str(provision.uid), "", "", comment.entry.record.text)
        placed = carrying.carry(anchor, old, now)
        found.append((comment, placed.paragraph, placed.start, placed.end))
    return found


def _paragraphs(text, found, by_key, refused):
    rows = []
    for item in alignment.cached_paragraphs(text):
        end = item.body + len(item.words(text))
        runs = [
            Run(run.text[max(0, item.body - run.start) : end - run.start], by_key[run.key])
            for run in found.runs
            if run.start < end and run.end > item.body
        ]
        here = [comment for comment, label, _start, _end in refused if label == item.label]
        for comment, label, start, stop in refused:
            if label == item.label and start is not None:
                for origin in _touched(found, by_key, start, stop):
                    origin.refused.append(comment)
        rows.append(Paragraph(item.label, item.printed, item.level, runs, here))
    return rows


def _touched(found, by_key, start, stop):
    """The origins of the words from `start` to `stop`, each once."""
    keys = dict.fromkeys(run.key for run in found.runs if run.start < stop and run.end > start)
    return [by_key[key] for key in keys]
