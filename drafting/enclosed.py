"""What may be kept as a file: Word or PDF, looked at by its content before it is."""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from drafting.text.word_reading import MOST_MEMBERS, MOST_UNPACKED

LARGEST = 10 * 1024 * 1024
PDF, WORD = "pdf", "docx"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # Word before 2007, and Word of today behind a password
# What makes a PDF file act when it is opened; names may be written with #xx for a letter.
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PARTS = ("vbaproject", "vbadata", "activex", "oleobject", "embeddings/")


class Unreadable(ValueError):
    """The sentence that says why a file cannot be read."""


def kind_of(name, content):
    """ "docx" or "pdf": what `content` (bytes) is, whatever it is called. Raises Unreadable with the sentence why not.

    The name must say the same. Macros, embedded objects, scripts and passwords are refused.
    """
    if not content:
        raise Unreadable(_("This file is empty."))
    if len(content) > LARGEST:
        raise Unreadable(_("This file is larger than 10 MB. Leave out pictures, or send it in parts."))
    kind = _kind(content)
    if name.rpartition(".")[2].lower() != kind:
        raise Unreadable(_("The name of this file does not say what it is. Bring a .docx or a .pdf file."))
    return kind


def weigh(content):
    """An archive that unpacks to more than we hold is refused before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile:
        raise Unreadable(_("This is not a Word or Excel file of today's kind (.docx, .xlsx).")) from None
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unreadable(_("This file unpacks to more than can be read."))
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(_("This file is locked with a password. Save it without one."))


def _kind(content):
    if content.startswith(b"%PDF-"):
        _look_into_pdf(content)
        return PDF
    if content.startswith(OLD_OFFICE):
        raise Unreadable(_("This file is of an old kind or behind a password. Save it as .docx without one."))
    if content.startswith(b"PK"):
        _look_into_word(content)
        return WORD
    raise Unreadable(_("Only Word (.docx) and PDF files can be enclosed."))


def _look_into_pdf(content):
    if b"%%EOF" not in content[-2048:]:
        raise Unreadable(_("This PDF file is not complete. Bring it again."))
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    if b"/Encrypt" in plain:
        raise Unreadable(_("This PDF file is behind a password. Save it without one."))
    if any(name in plain for name in ACTIVE):
        raise Unreadable(_("This PDF file holds scripts, forms or other files. Print it to a new PDF file."))


def _look_into_word(content):
    weigh(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [member.filename.lower() for member in archive.infolist()]
        if any(member.flag_bits & 1 for member in archive.infolist()):
            raise Unreadable(_("This file is behind a password. Save it without one."))
        if "word/document.xml" not in names or "[content_types].xml" not in names:
            raise Unreadable(_("Only Word (.docx) and PDF files can be enclosed."))
        types = archive.read("[Content_Types].xml").lower()
    if b"macroenabled" in types or any(part in name for name in names for part in _PARTS):
        raise Unreadable(_("This file holds macros or embedded objects. Save it as .docx without them."))
