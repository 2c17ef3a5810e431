import json
from importlib.resources import files
from pathlib import Path

import fontpkg_noto_sans_arabic
import fontpkg_noto_serif
import typst
from django.utils.translation import gettext as _

from stakeholders.languages import speaking

SOURCE = Path(__file__).with_name("letter.typ")
FONTS = [str(files(package) / "files") for package in (fontpkg_noto_serif, fontpkg_noto_sans_arabic)]
# Chinese comes from the system's own fonts, where they are.
SYSTEM = [folder for folder in ("/usr/share/fonts/opentype/noto",) if Path(folder).is_dir()]


def facts_of(letter):
    """What stands on the page, as plain values: text never becomes markup."""
    with speaking(letter.language):
        organization = _("UNITED NATIONS")
    return {
        "organization": organization,
        "language": letter.language,
        "heading": letter.heading,
        "symbol": letter.symbol,
        "date": letter.date,
        "addressee": letter.addressee,
        "subject": letter.subject,
        "paragraphs": [part.strip() for part in letter.body.split("\n\n") if part.strip()],
    }


def letter_pdf(letter):
    """The letter as the bytes of a tagged PDF."""
    return typst.compile(
        SOURCE.read_bytes(),
        font_paths=FONTS + SYSTEM,
        sys_inputs={"letter": json.dumps(facts_of(letter), ensure_ascii=False)},
        format="pdf",
    )
