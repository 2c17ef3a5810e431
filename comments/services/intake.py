"""Offline forms come in: read, reported row by row, mended, and only then taken in as drafts."""

import re
import uuid
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from comments import intake as reading
from comments.intake.places import EXACTLY, OPEN, Finder
from comments.intake.reading import Row
from comments.intake.saying import said_in, said_in_text
from comments.models import Draft, Intake
from comments.permissions import may_clear
from comments.services.clearing import move_draft, remark_on
from comments.services.preparing import Conflict, save_draft, set_state
from drafting.services import Refused
from stakeholders import clock

# The same file brought twice makes the same drafts, not two of each.
NAMESPACE = uuid.UUID("0f7f9a53-6a52-4c11-8f3c-3f3a2b7a6d10")
CLEARED = {
    **dict.fromkeys(
        ("cleared", "yes", "ok", "visé", "autorizado", "تمت الموافقة", "согласовано", "同意"), "yes"
    ),
    **dict.fromkeys(("not cleared", "no", "refusé", "no autorizado", "не согласовано", "不同意"), "no"),
    **dict.fromkeys(("as amended", "cleared as amended", "tel que modifié", "con enmiendas"), "amended"),
}


FRAME = ("frame", "head")  # keys of lines that our file writes around the paragraphs
_RUNNING = re.compile(r"^\[\d+\]\s*")
_PRINTED = re.compile(r"^\(?(?:\d{1,3}|[a-z]{1,4})[.)]\s+")


@dataclass(frozen=True)
class Taken:
    """What taking in did: how many drafts there are from it, and the rows that somebody must look at."""

    drafts: int
    left: list


def read_form(recipient, name, content, *, by, save=True):
    """Read a file for `recipient` and return the Intake with a place for each row; nothing becomes a draft yet.

    With `save` False nothing is kept: a dry run. Raises comments.intake.Unreadable.
    """
    found = reading.read(name, content)
    language = _language_of(found, recipient)
    finder = finder_for(recipient, language)
    rows = _text_rows(found.rows, finder) if found.kind == "text" else _form_rows(found.rows, finder)
    intake = Intake(
        recipient=recipient,
        kind=found.kind,
        name=name[:200],
        content=content,
        sha256=sha256(content).hexdigest(),
        rows=rows,
        language=language,
        brought_by=by,
        brought_at=clock.now(),
    )
    if save:
        intake.save()
    return intake


def finder_for(recipient, language=None):
    """A Finder over the round's version in one of its languages; else in that of the text that was circulated."""
    version = recipient.round.version
    entries = version.entries.in_language(language or version.language).for_list() if version else []
    return Finder(entries)


def finder_of(brought):
    """The Finder over the text that an intake or a deposit was filled in on."""
    return finder_for(brought.recipient, brought.language)


@transaction.atomic
def mend_row(brought, number, place, *, by):
    """Put row `number` of an intake or a deposit where `place` says: "article-2", "article-2/1", "" for the whole
    text. Raises Refused."""
    locked = type(brought).objects.select_for_update(of=("self",))
    brought = locked.select_related("recipient__round").get(pk=brought.pk)
    if getattr(brought, "set_aside_at", None):
        raise Refused(_("It was set aside. Bring it again if it is to be entered after all."))
    row = next((each for each in brought.rows if each["number"] == number), None)
    if row is None or row.get("draft"):
        raise Refused(_("This row is a draft already: change it there."))
    slug, paragraph = placed_at(brought.recipient, place)
    row |= {"slug": slug, "paragraph": paragraph, "how": EXACTLY, "mended": str(by)}
    row.pop("words", None)  # chosen where it stood before
    brought.save(update_fields=["rows"])
    return brought


def placed_at(recipient, place):
    """(slug, paragraph) of a place as one types it. Raises Refused where the text has no such place."""
    questionnaire = recipient.round.questionnaire
    if questionnaire:
        if not questionnaire.questions.filter(letter=place).exists():
            raise Refused(_("Say which question these words reply to."))
        return place, ""
    slug, _stroke, paragraph = place.partition("/")
    known = {entry.slug: entry for entry in finder_for(recipient).entries}
    if slug and (slug not in known or (paragraph and known[slug].paragraph(paragraph) is None)):
        raise Refused(_("There is no such place in this text."))
    return slug, paragraph


@transaction.atomic
def take_in(intake, *, by):
    """Make drafts of the rows that have a place, and return Taken. Done again, it makes no draft twice."""
    intake = (
        Intake.objects.select_for_update(of=("self",)).select_related("recipient__round").get(pk=intake.pk)
    )
    if intake.kind == Intake.Kind.CLEARANCE:
        return _clear(intake, by)
    known = {entry.slug: entry for entry in finder_of(intake).entries}
    for row in intake.waiting:
        draft = draft_of_row(intake, row, known.get(row["slug"]), by)
        row["draft"] = str(draft.ref)
    intake.save(update_fields=["rows"])
    return Taken(
        sum(bool(row.get("draft")) for row in intake.rows), [r for r in intake.rows if not r.get("draft")]
    )


def draft_of_row(intake, row, entry, by):
    """The draft that a placed row becomes, or is already; inside the caller's transaction."""
    origin = Draft.objects.filter(recipient=intake.recipient, ref=row.get("origin") or None).first()
    found = Row(row["number"], cells=_news(row["cells"], origin), extra=row["extra"])
    place = entry.paragraph(row["paragraph"]) if entry and row["paragraph"] else None
    base = place.words(entry.text) if place else (entry.text if entry else "")
    words = (origin.quote, origin.prefix, origin.suffix) if origin else row.get("words") or ("", "", "")
    is_text = intake.kind == Intake.Kind.TEXT and not row.get("ref")
    said = said_in_text(found, base) if is_text else said_in(found, words[0] or base, _is_exact(row))
    if origin:
        said |= _kept_of(origin, said, row)
    try:
        return save_draft(
            intake.recipient,
            origin.ref if origin else _ref_of(intake, row),
            by=by,
            revision=origin.revision if origin else 0,
            entry=entry,
            paragraph=row["paragraph"] if place else "",
            words=words,
            question=_question_of(intake.recipient.round, row),
            language=origin.language if origin else intake.language or intake.recipient.organisation.language,
            **said,
        )
    except Conflict as conflict:
        return conflict.kept  # brought before, and worked on since: the newer words stay


def _question_of(round, row):
    return round.questionnaire.questions.get(letter=row["slug"]) if round.questionnaire else None


def _language_of(found, recipient):
    """The language of the text that a file was filled in on: by its hidden keys, else by the words that stand in it.

    "" is the original; a translation is meant only where the version has one.
    """
    version = recipient.round.version
    others = [each for each in version.languages if each != version.language] if version else []
    if not others:
        return ""
    said = {row.key.language for row in found.rows if row.key and row.key.language}
    if said:
        return next((each for each in others if each in said), "")
    if found.kind != "text":
        return ""
    stand = {_plain(_unlabelled(row.get("before"))) for row in found.rows}
    hits = {each: _known_words(recipient, each, stand) for each in ("", *others)}
    return max(hits, key=hits.get)


def _known_words(recipient, language, stand):
    return sum(_plain(place.words) in stand for place in finder_for(recipient, language).places)


def _ref_of(intake, row):
    given = row.get("ref")  # of a passage added by hand, which no file repeats
    return (
        uuid.UUID(given)
        if given
        else uuid.uuid5(NAMESPACE, f"{intake.recipient_id} {intake.sha256} {row['number']}")
    )


def _news(cells, origin):
    """The cells of a row without a proposal that stands there just as it went out, however unlike the text it is."""
    is_old = origin and cells.get("proposed", "").strip() == origin.proposed_text.strip()
    return {name: words for name, words in cells.items() if name != "proposed"} if is_old else cells


def _kept_of(origin, said, row):
    """What a form has no column for stays as the draft that went out had it; ISO knows no "substantive"."""
    kept = {"stance": origin.stance, "weight": origin.weight}
    was_substantive = said["type"] == "technical" and origin.type == "substantive"
    if was_substantive or (row.get("columns") and not row["cells"].get("type")):
        kept["type"] = origin.type
    went_out = row["cells"].get("proposed", "").strip() == origin.proposed_text.strip()
    if went_out or (row.get("columns") and "proposed" not in row["columns"]):
        kept["proposed_text"] = origin.proposed_text
    return kept


def _is_exact(row):
    """Whether the row stands just where its form says, so that saying it again would tell nothing."""
    cells = row["cells"]
    is_whole_place = bool(row["paragraph"]) or not cells.get("paragraph")
    in_lines = cells.get("line") and cells.get("page") != "0"
    return row["how"] == EXACTLY and not row.get("mended") and is_whole_place and not in_lines


def _form_rows(rows, finder):
    return [_row(row, *finder.of_row(row)) for row in rows]


def _text_rows(paragraphs, finder):
    """Of a text that came back, the paragraphs whose words differ from ours or that carry a balloon."""
    rows, heads = [], finder.heads
    for paragraph in paragraphs:
        for side in ("before", "after"):
            paragraph.cells[side] = _unlabelled(paragraph.get(side))
        entry, label, how = finder.of_paragraph(paragraph)
        frame = paragraph.key is not None and paragraph.key.paragraph in FRAME
        base = paragraph.get("before") if frame else _words_of(entry, label) if how != OPEN else ""
        if how == OPEN and paragraph.get("before") in heads:
            base = paragraph.get("before")
        if how != OPEN and not frame:
            paragraph.cells["after"] = _as_ours(paragraph.get("after"), base)
        same = _plain(paragraph.get("after")) == _plain(base)
        if (same or not (paragraph.get("after") or paragraph.get("before"))) and not paragraph.get("comment"):
            continue
        paragraph.number = len(rows) + 1
        rows.append(_row(paragraph, entry, label, how))
    return rows


def _plain(text):
    return " ".join(text.split())


def _unlabelled(words):
    """The words without the running number that our own file writes before them."""
    return _RUNNING.sub("", words).strip()


def _as_ours(words, base):
    """Without a printed label, "1." or "(a)", that stands before the words in print and not in the text."""
    bare = _PRINTED.sub("", words)
    return words if _PRINTED.match(base) else bare


def _words_of(entry, label):
    if entry is None:
        return ""
    found = entry.paragraph(label) if label else None
    return (found.words(entry.text) if found else entry.text).strip()


def _row(row, entry, paragraph, how):
    return {
        "number": row.number,
        "table": row.table,
        "row": row.row,
        "cells": row.cells,
        "extra": row.extra,
        "columns": row.columns,
        "origin": row.key.draft if row.key else None,
        "slug": entry.slug if entry else "",
        "paragraph": paragraph,
        "how": how,
    }


def _clear(intake, by):
    """A clearance sheet: cleared rows are verified, amended ones changed and verified, the others go back."""
    membership = by.membership_of(intake.recipient.organisation)
    left = []
    for row in intake.rows:
        if row.get("draft"):
            continue
        try:
            row["draft"] = _cleared(intake, row, by, membership)
        except Refused as refusal:
            left.append(row | {"why": str(refusal)})
    intake.save(update_fields=["rows"])
    return Taken(len(intake.rows) - len(left), left)


def _cleared(intake, row, by, membership):
    said = CLEARED.get(" ".join(row["cells"].get("clearance", "").casefold().strip(" .").split()))
    draft = Draft.objects.filter(recipient=intake.recipient, ref=row["origin"] or None).first()
    if not may_clear(membership):
        raise Refused(_("Your Contact Point or a deputy verifies and selects."))
    if draft is None or said is None:
        raise Refused(_("Which comment this is, or whether it is cleared, cannot be read from the row."))
    remark = row["cells"].get("remark", "")
    if said == "no" and draft.is_verified:
        move_draft(draft, Draft.State.SHARED, by=by, membership=membership)
    if said == "amended" and row["cells"].get("proposed"):
        fields = {"stance": draft.stance, "proposed_text": row["cells"]["proposed"]}
        words = (draft.quote, draft.prefix, draft.suffix)
        draft = save_draft(intake.recipient, draft.ref, by=by, revision=draft.revision, words=words, **fields)
        # Whoever clears has written these words and stands for them: the sheet is the verification.
        set_state(draft, Draft.State.VERIFIED, by, _("Cleared as amended, on a sheet"))
    elif said in ("yes", "amended"):
        move_draft(draft, Draft.State.VERIFIED, by=by, membership=membership)
    if remark:
        remark_on(draft, remark, by=by)
    return str(draft.ref)
