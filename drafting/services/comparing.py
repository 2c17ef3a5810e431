"""Redlines of what the database holds. Two frozen versions are compared once, and the result is kept."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.models import Comparison, Version
from drafting.services.editing import Refused
from drafting.services.importing import outline_of
from drafting.services.outline import working_text
from drafting.text import alignment, reading, redline

# What became of a provision, in words.
RELATIONS = {
    "unchanged": gettext_lazy("unchanged"),
    "edited": gettext_lazy("edited"),
    "moved": gettext_lazy("moved"),
    "moved and edited": gettext_lazy("moved and edited"),
    "split": gettext_lazy("split"),
    "merged": gettext_lazy("merged"),
    "added": gettext_lazy("new"),
    "deleted": gettext_lazy("deleted"),
    "renumbered only": gettext_lazy("renumbered only"),
}


def units_of(version, language):
    """The units of a frozen version in `language`, in order, as the text engine takes them."""
    entries = version.entries.in_language(language).for_list()
    return [
        alignment.UnitText(str(e.provision.uid), e.label, e.record.heading, e.record.text) for e in entries
    ]


def units_called(name, language=""):
    """The units of a file, or of the version called `slug/number`; for whoever works at the command line.

    Raises Refused where there is neither, reading.Unreadable where the file is no text.
    """
    path = Path(name)
    if path.is_file():
        return units_of_file(path, language)
    version = version_called(name)
    units = units_of(version, language or version.language) if version else []
    if units:
        return units
    raise Refused(
        _("%(name)s is neither a file nor a version (slug/number) in that language.") % {"name": name}
    )


def version_called(name):
    """The version called `slug/number`, or None."""
    slug, _stroke, number = name.rpartition("/")
    if not (slug and number.isascii() and number.isdigit()):
        return None
    return Version.objects.filter(declaration__slug=slug, number=int(number[:9])).first()


def units_of_file(path, language=""):
    """The units of a file as the importer understands it."""
    _read, outline = outline_of(path.name, read_bytes(path), language)
    return [alignment.UnitText(u.uid or None, u.label, u.heading, u.text) for u in outline.units]


def read_bytes(path):
    """The content of a file, no more of it than shows that it is too large. Raises Refused with a sentence."""
    try:
        with path.open("rb") as file:
            return file.read(reading.LARGEST_FILE * reading.MEGABYTE + 1)
    except OSError as problem:
        raise Refused(
            _("%(file)s cannot be read: %(why)s.") % {"file": path, "why": problem.strerror}
        ) from None


def compare_versions(old, new, language):
    """The redline of two frozen versions as data; computed the first time, read afterwards."""
    kept = Comparison.objects.filter(old=old, new=new, language=language).first()
    if kept:
        return kept.redline
    data = redline.redline(units_of(old, language), units_of(new, language))
    with transaction.atomic():
        kept, _created = Comparison.objects.get_or_create(
            old=old, new=new, language=language, defaults={"redline": data}
        )
    return kept.redline


def compare_with_working(version, language):
    """The redline of a frozen version against the working text as it stands now."""
    return redline.redline(
        units_of(version, language), [p.unit for p in working_text(version.declaration, language)]
    )


def compare_records(old, new):
    """The redline of two history records of one wording."""
    uid = str(old.provision_id)
    return redline.redline(
        [alignment.UnitText(uid, "", old.heading, old.text)],
        [alignment.UnitText(uid, "", new.heading, new.text)],
    )
