"""Bringing a text in: read, shown, corrected, and only then saved, all of it or nothing."""

from hashlib import sha256

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from drafting.models import Declaration, Kind, Provision, Step, Upload, Wording
from drafting.models.provisions import RANK_STEP
from drafting.services.editing import Refused
from drafting.text import reading, structure
from mandate.models import Mandate
from stakeholders import clock
from stakeholders.records import record_save

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")


def outline_of(name, content, language=None):
    """Read a file (name and bytes) into (text, Outline). Raises reading.Unreadable with a sentence."""
    read = reading.read_file(name, content)
    return read, structure.read_structure(read.text, language or None)


def keep_upload(name, content, *, by, title="", language=""):
    """Read a file and keep what was understood as an Upload, to be looked at and corrected. Nothing else changes."""
    read, outline = outline_of(name, content, language)
    return Upload.objects.create(
        name=name[:255],
        title=title_of(outline, title),
        language=outline.language or "en",
        sha256=sha256(content).hexdigest(),
        text=read.text,
        units=[[u.kind, _is_bis(u), u.heading, u.text] for u in outline.units],
        by=by,
        at=clock.now(),
    )


def correct_units(upload, *, title, language, units):
    """Keep the drafter's corrections of an Upload: `units` as [kind, follows, heading, text] in order.

    Raises Refused where it has been imported, reading.Unreadable where the words are none that a text can hold.
    """
    if upload.declaration_id:
        raise Refused(_("This file has been imported already."))
    written = "\n".join([title, *(part for unit in units for part in unit[2:])])
    if written.strip():
        reading.check_text(written, _("The corrected text"))
    upload.title, upload.language = title, language
    upload.units = [unit for unit in units if unit[0] in Kind.values]
    upload.save(update_fields=["title", "language", "units"])


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
    kind, follows, heading, text = unit
    provision = Provision.objects.create(
        declaration=declaration, kind=kind, follows=follows, rank=order * RANK_STEP
    )
    wording = Wording(provision=provision, language=declaration.language, heading=heading, text=text)
    record_save(wording, by=by, reason=_("Imported from %(file)s") % {"file": name})
    Step.objects.create(provision=provision, act=Step.Act.IMPORTED, by=by, at=clock.now(), reason=name)


def title_of(outline, wanted=""):
    """The title wanted, else the one that stands in the text; "" where there is none. At most 300 characters."""
    found = next((u.text for u in outline.units if u.kind == Kind.TITLE), "")
    return (wanted.strip() or " ".join(found.split()))[:300]


def _is_bis(unit):
    return unit.kind == Kind.ARTICLE and not unit.label.split()[-1].isdigit()


def _free_slug(title):
    base = slugify(title)[:60].strip("-") or "text"
    slug, n = base, 1
    while Declaration.objects.filter(slug=slug).exists():
        n += 1
        slug = f"{base}-{n}"
    return slug
