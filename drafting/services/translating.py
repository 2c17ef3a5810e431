"""A frozen version in another language: brought beside it, aligned by uid."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from drafting.models import (
    Provision,
    Rendering,
    Translation,
    Upload,
    Version,
    VersionEntry,
    Wording,
)
from drafting.services.editing import Refused
from drafting.services.freezing import text_hash
from drafting.services.importing import texts_of
from drafting.text import numbering, structure
from stakeholders import clock
from stakeholders.records import record_save


@dataclass(frozen=True)
class Rendered:
    """A provision of the version and the unit that renders it; None where either is missing."""

    entry: VersionEntry | None
    unit: object | None
    same_paragraphs: bool = True


def match_translation(upload):
    """The provisions of the version beside the units brought, paired by uid, else by label, as Rendered."""
    version = upload.translation_of
    entries = list(version.entries.in_language(version.language).for_list())
    by_uid = {str(entry.provision.uid): entry for entry in entries}
    by_label = {entry.label: entry for entry in entries}
    rows, used = [], set()
    for unit in texts_of(upload):
        entry = by_uid.get(unit.uid) or by_label.get(unit.label)
        entry = None if entry is None or entry.pk in used else entry
        used.add(entry.pk if entry else None)
        same = entry is None or [p.label for p in unit.paragraphs] == [p.label for p in entry.paragraphs]
        rows.append(Rendered(entry, unit, same))
    return rows + [Rendered(entry, None) for entry in entries if entry.pk not in used]


@transaction.atomic
def import_translation(upload, *, by):
    """Bring an Upload as a translation of its version and return the Translation.

    The version stands as it was, hash and all: its entries in the new language have a hash of their own. Raises
    Refused where a provision has no rendering or a unit renders nothing: all of it, or nothing.
    """
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    version = Version.objects.select_for_update(of=("self",)).get(pk=upload.translation_of_id)
    done = version.translations.filter(language=upload.language).first()
    if done and upload.declaration_id:
        return done
    _refuse(upload, version)
    rows = match_translation(upload)
    missing = [row.entry.label for row in rows if row.unit is None]
    extra = [row.unit.label for row in rows if row.entry is None]
    if missing or extra:
        raise Refused(_unmatched(missing, extra))
    entries = [_entry(version, row, upload, by) for row in rows]
    VersionEntry.objects.bulk_create(entries)
    canonical = [
        [str(e.provision.uid), e.label, e.language, e.record.heading, e.record.text]
        for e in sorted(entries, key=lambda entry: entry.order)
    ]
    upload.declaration = version.declaration
    upload.save(update_fields=["declaration"])
    standing = Translation.Standing.OFFICIAL if upload.is_official else Translation.Standing.COURTESY
    return Translation.objects.create(
        version=version,
        language=upload.language,
        standing=standing,
        sha256=text_hash(canonical),
        brought_by=by,
        brought_at=clock.now(),
    )


def _refuse(upload, version):
    if upload.language == version.language:
        raise Refused(_("It is in the language of the original: bring it as the next version of the text."))
    if version.entries.filter(language=upload.language).exists():
        raise Refused(_("This version has a text in that language already."))


def _unmatched(missing, extra):
    parts = []
    if missing:
        parts.append(_("Not rendered: %(labels)s.") % {"labels": ", ".join(missing[:12])})
    if extra:
        parts.append(_("Not in the version: %(labels)s.") % {"labels": ", ".join(extra[:12])})
    return " ".join([_("The translation and the version do not have the same provisions."), *parts])


def _entry(version, row, upload, by):
    provision = Provision.objects.get(pk=row.entry.provision_id)
    record = _record(provision, row.unit, upload, by)
    Rendering.objects.get_or_create(record=record, source_id=row.entry.record_id)
    spans = [[p.label, p.printed, p.start, p.end, p.body, p.level] for p in structure.paragraphs(record.text)]
    label = row.entry.label
    return VersionEntry(
        version=version,
        provision=provision,
        language=upload.language,
        record=record,
        label=label,
        slug=numbering.place_slug(label),
        order=row.entry.order,
        spans=spans,
    )


def _record(provision, unit, upload, by):
    """The record with these words: the one that stands where it says the same, else a new one."""
    wording = (
        Wording.objects.select_for_update().filter(provision=provision, language=upload.language).first()
    )
    if wording and (wording.heading, wording.text) == (unit.heading, unit.text):
        return wording.current_record
    wording = wording or Wording(provision=provision, language=upload.language)
    wording.heading, wording.text = unit.heading, unit.text
    record_save(wording, by=by, reason=_("Translation brought from %(file)s") % {"file": upload.name})
    return wording.current_record
