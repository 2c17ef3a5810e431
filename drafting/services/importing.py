"""Bringing a text in: read, shown, corrected, and only then saved, all of it or nothing."""

import uuid
from dataclasses import replace
from hashlib import sha256

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from drafting.models import Declaration, Kind, Provision, Step, Upload, Wording
from drafting.models.provisions import RANK_STEP
from drafting.services.editing import Refused
from drafting.text import alignment, numbering, reading, structure, word_changes
from mandate.models import Mandate
from stakeholders import clock
from stakeholders.records import record_save

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
KINDS = {
    "Title": Kind.TITLE,
    "Opening": Kind.OPENING,
    "PP": Kind.PREAMBULAR,
    "Part": Kind.PART,
    "Article": Kind.ARTICLE,
    "Closing": Kind.CLOSING,
}


def outline_of(name, content, language=None):
    """Read a file (name and bytes) into (Reading, Outline). Raises reading.Unreadable with a sentence.

    A file that names its provisions itself (.xml) is taken at its word, our own uids included.
    """
    read = reading.read_file(name, content)
    if not read.units:
        outline = structure.read_structure(read.text, language or None)
        notes, footnotes = (*read.notes, *outline.notes), (*read.footnotes, *_footnotes(outline))
        return read, replace(outline, notes=notes, footnotes=footnotes)
    units = tuple(
        structure.Unit(KINDS[unit.kind], unit.label, unit.heading, unit.text, n, _uid(unit.uid))
        for n, unit in enumerate(read.units, start=1)
    )
    return read, structure.Outline(units, (), read.notes, language or read.language or "en", read.footnotes)


def keep_upload(name, content, *, by, title="", language="", **brought_for):
    """Read a file and keep what was understood as an Upload, to be looked at and corrected. Nothing else changes.

    `brought_for`: `next_of` a Declaration, or `translation_of` a Version with `is_official`.
    """
    read, outline = outline_of(name, content, language)
    return Upload.objects.create(
        name=name[:255],
        title=title_of(outline, title),
        language=outline.language or "en",
        sha256=sha256(content).hexdigest(),
        text=read.text,
        units=[[u.kind, _is_bis(u), u.heading, u.text, u.uid] for u in outline.units],
        report=report_of(outline) | _tracked(name, content),
        by=by,
        at=clock.now(),
        **brought_for,
    )


def report_of(outline):
    """What was noticed while reading, as plain data that can be said in any language later."""
    return {
        "notes": [[note.template, note.params] for note in outline.notes],
        "unplaced": [[each.line, each.text, each.why.template, each.why.params] for each in outline.unplaced],
        "footnotes": list(outline.footnotes),
    }


def correct_units(upload, *, title, language, units):
    """Keep the drafter's corrections of an Upload: `units` as [kind, follows, heading, text, uid] in order.

    Raises Refused where it has been imported, reading.Unreadable where the words are none that a text can hold.
    """
    if upload.declaration_id:
        raise Refused(_("This file has been imported already."))
    written = "\n".join([title, *(part for unit in units for part in unit[2:4])])
    if written.strip():
        reading.check_text(written, _("The corrected text"))
    units = [unit for unit in units if unit[0] in Kind.values]
    if [unit[0] for unit in units] != [unit[0] for unit in upload.units]:
        upload.decided = {}  # it was said of units that stood in other places
    upload.title, upload.language, upload.units = title, language, units
    upload.save(update_fields=["title", "language", "units", "decided"])


def refuse_unready(title, kinds):
    """Raises Refused where a text could not be imported: without a title, or without an Article."""
    if not title.strip():
        raise Refused(_("Give the text a title."))
    if Kind.ARTICLE not in kinds:
        raise Refused(_("No Article was found, so there is nothing to number or to comment on."))


@transaction.atomic
def import_upload(upload, *, by, mandate=None):
    """Make a Declaration of an Upload and return it. Raises Refused without a title or without an Article.

    Without `mandate` it belongs to the oldest one there is; where there is none yet, one is made.
    """
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.declaration_id:
        return upload.declaration
    if upload.next_of_id or upload.translation_of_id:
        raise Refused(_("This file was brought for a text that exists already."))
    refuse_unready(upload.title, [kind for kind, *_rest in upload.units])
    mandate = mandate or Mandate.objects.order_by("pk").first()
    mandate = mandate or Mandate.objects.create(slug="mandate", title=_("Mandate"))
    declaration = Declaration(
        slug=_free_slug(upload.title),
        title=upload.title.strip(),
        mandate=mandate,
        language=upload.language,
        created_by=by,
        created_at=clock.now(),
    )
    record_save(declaration, by=by)
    for order, unit in enumerate(upload.units, start=1):
        _bring(declaration, order, unit, by, upload.name)
    upload.declaration = declaration
    upload.save(update_fields=["declaration"])
    return declaration


def _bring(declaration, order, unit, by, name):
    kind, follows, heading, text, uid = fields_of(unit)
    # Our own export brings its provisions' names along; where they are taken, the text is a copy.
    named = {"uid": uid} if uid and not Provision.objects.filter(uid=uid).exists() else {}
    provision = Provision.objects.create(
        declaration=declaration, kind=kind, follows=follows, rank=order * RANK_STEP, **named
    )
    wording = Wording(provision=provision, language=declaration.language, heading=heading, text=text)
    record_save(wording, by=by, reason=_("Imported from %(file)s") % {"file": name})
    Step.objects.create(provision=provision, act=Step.Act.IMPORTED, by=by, at=clock.now(), reason=name)


def title_of(outline, wanted=""):
    """The title wanted, else the one that stands in the text; "" where there is none. At most 300 characters."""
    found = next((u.text for u in outline.units if u.kind == Kind.TITLE), "")
    return (wanted.strip() or " ".join(found.split()))[:300]


def _tracked(name, content):
    """Who changed which words in Word, as data: the text itself is read with all of it accepted."""
    if not name.lower().endswith(".docx"):
        return {}
    return {"tracked": [list(change) for change in word_changes.read_tracked(content).changes]}


def fields_of(unit):
    """A unit of an Upload as (kind, follows, heading, text, uid); those kept before uids were known have none."""
    return (*unit, "")[:5]


def texts_of(upload):
    """The units of an Upload as the text engine takes them, with the labels they would have."""
    rows = [fields_of(unit) for unit in upload.units]
    labels = numbering.place_labels([(kind, follows) for kind, follows, *_rest in rows])
    return [
        alignment.UnitText(uid or None, label, heading, text)
        for label, (_kind, _follows, heading, text, uid) in zip(labels, rows, strict=True)
    ]


def _footnotes(outline):
    return [f"{note.mark} {note.text}".strip() for note in outline.footnotes]


def _uid(text):
    try:
        return str(uuid.UUID(text or ""))
    except ValueError:
        return ""


def _is_bis(unit):
    return numbering.is_repeated(unit.label)


def _free_slug(title):
    base = slugify(title)[:60].strip("-") or "text"
    slug, n = base, 1
    while Declaration.objects.filter(slug=slug).exists():
        n += 1
        slug = f"{base}-{n}"
    return slug
