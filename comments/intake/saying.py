"""What a row says, as the fields of a draft: nothing of it is dropped, and an instruction is not taken for wording."""

import re
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from comments.models.anchored import Type

TYPES = {
    **dict.fromkeys(("ge", "general", "général", "générale", "عام", "عامة", "общее", "общий"), "general"),
    **dict.fromkeys(("总体", "一般", "一般性"), "general"),
    **dict.fromkeys(("te", "technical", "technique", "técnico", "técnica", "تقني", "فني"), "technical"),
    **dict.fromkeys(("техническое", "технический", "技术", "技术性"), "technical"),
    **dict.fromkeys(("ed", "editorial", "rédactionnel", "rédactionnelle", "de redacción"), "editorial"),
    **dict.fromkeys(("تحريري", "редакционное", "редакционный", "编辑", "编辑性", "文字"), "editorial"),
    **dict.fromkeys(("substantive", "su", "de fond", "sustantivo", "sustantiva", "de fondo"), "substantive"),
    **dict.fromkeys(("موضوعي", "جوهري", "по существу", "существенное", "实质", "实质性"), "substantive"),
    **dict.fromkeys(("translation", "tr", "traduction", "traducción", "ترجمة"), "translation"),
    **dict.fromkeys(("перевод", "翻译"), "translation"),
}
# A proposed change that is the paragraph written anew shares at least so much with it (of 100).
SAME_WORDING = 50
_Q = r"[“\"«„'‘]([^”\"»“'’]+)[”\"»“'’]"
_REPLACE = re.compile(rf"^\s*replace\s+{_Q}\s+(?:with|by)\s+{_Q}\s*\.?\s*$", re.IGNORECASE)
_DELETE = re.compile(rf"^\s*delete\s+{_Q}\s*\.?\s*$", re.IGNORECASE)
_INSERT = re.compile(rf"^\s*(?:add|insert)\s+{_Q}\s+after\s+{_Q}\s*\.?\s*$", re.IGNORECASE)


def said_in(row, base, is_exact=False):
    """Fields of a draft from a form's row. `base` are the words of its place; `is_exact`: where the form says."""
    proposed, explanation = row.get("proposed"), row.get("comment")
    wording = new_wording(proposed, base)
    notes = []
    if proposed and not wording:
        notes.append(_("Proposed change: %(words)s") % {"words": proposed})
    notes += [f"{heading}: {text}" for heading, text in row.extra.items()]
    given = ", ".join(filter(None, (row.get("clause"), row.get("paragraph"), row.get("line"))))
    if given and not is_exact:
        notes.append(_("In the form: %(place)s") % {"place": given})
    return {
        "type": type_of(row.get("type")),
        "stance": "support_with_change",
        "weight": "comment",
        "proposed_text": wording,
        "explanation": "\n\n".join(filter(None, [explanation, *notes])),
    }


def type_of(words):
    """The type of comment that a cell names, in any language of the site; "substantive" for anything else."""
    plain = words.strip(" .").casefold()
    return TYPES.get(plain) or _ours().get(plain, "substantive")


@cache
def _ours():
    """The names of the types as our own forms print them, in every language of the site."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= {str(label).casefold(): value for value, label in Type.choices}
    return found


def new_wording(proposed, base):
    """The wording that `proposed` puts in place of `base`, or "" where it is an instruction nobody can apply."""
    if not proposed or not base:
        return ""
    for pattern, act in ((_REPLACE, _replaced), (_DELETE, _deleted), (_INSERT, _inserted)):
        found = pattern.match(proposed)
        if found:
            return act(base, *found.groups())
    return proposed if fuzz.ratio(proposed, base) >= SAME_WORDING else ""


def said_in_text(row, base):
    """The same for a paragraph of our text that came back: its words now, and what its balloons say."""
    after = row.get("after")
    gone = bool(base) and not after
    return {
        "type": "substantive",
        "stance": "oppose" if gone else "support_with_change",
        "weight": "comment",
        "proposed_text": "" if gone or _plain(after) == _plain(base) else after,
        "explanation": row.get("comment"),
    }


def _plain(text):
    return " ".join(text.split())


def _replaced(base, old, new):
    return base.replace(old, new) if base.count(old) == 1 else ""


def _deleted(base, old):
    return " ".join(base.replace(old, " ").split()) if base.count(old) == 1 else ""


def _inserted(base, new, old):
    return base.replace(old, f"{old} {new}") if base.count(old) == 1 else ""
