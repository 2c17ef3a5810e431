"""Documents of the text itself: a version in each of its languages, and what changed between two of them."""

from drafting.models import Version
from drafting.services.comparing import compare_versions, compare_with_working, units_of
from drafting.services.outline import working_text
from drafting.text.akomantoso import Details, write_akn, write_akn_redline
from drafting.text.structure import write_structure
from drafting.text.word import write_word_redline
from stakeholders import clock

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xml": "application/akn+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
TEXT_FORMATS = ("docx", "txt", "xml")
REDLINE_FORMATS = ("docx", "xml")


def write_text(version, language, format):
    """A frozen version in one of its languages as bytes. KeyError for an unknown format."""
    units = units_of(version, language)
    if format == "xml":
        return write_akn(units, details_of(version, language))
    if format == "txt":
        return write_structure(units, language).encode()
    if format == "docx":
        return write_word_redline(units, units, author="", when=version.frozen_at, language=language)
    raise KeyError(format)


def write_redline(old, new, language, format):
    """What changed from a frozen version to another, or to the working text (None), as bytes."""
    if format == "xml":
        data = compare_versions(old, new, language) if new else compare_with_working(old, language)
        return write_akn_redline(data, details_of(new or old, language))
    if format != "docx":
        raise KeyError(format)
    before = units_of(old, language)
    if new:
        after, when = units_of(new, language), new.frozen_at
    else:
        after, when = [place.unit for place in working_text(old.declaration, language)], clock.now()
    author = str(old.declaration.mandate.holder_title)
    return write_word_redline(before, after, author=author, when=when, language=language)


def write_working(declaration):
    """The working text as a Word file: brought back unchanged, it is the same text."""
    units = [place.unit for place in working_text(declaration)]
    return write_word_redline(units, units, author="", when=clock.now(), language=declaration.language)


def details_of(version, language):
    """What the identification of a version says: full dates, and who the text is by."""
    declaration = version.declaration
    return Details(
        slug=declaration.slug,
        title=declaration.title,
        language=language,
        work_date=declaration.created_at.date(),
        version_date=(version.issued_at or version.frozen_at).date(),
        author=declaration.mandate.holder_title,
    )


def file_name(version, language, format, old=None):
    """solidarity-v2-es.docx, or solidarity-v1-v2-en.docx for what changed; the working text is “working”."""
    number = f"v{version.number}" if isinstance(version, Version) else "working"
    declaration = (old or version).declaration
    parts = [declaration.slug[:40].strip("-"), f"v{old.number}" if old else "", number, language]
    return "-".join(part for part in parts if part) + f".{format}"
