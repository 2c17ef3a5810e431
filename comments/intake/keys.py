"""The hidden key of a row or paragraph: which provision and paragraph it is about, and which draft it came from."""

import re
from typing import NamedTuple
from uuid import UUID

_KEY = re.compile(r"\{tvx:([0-9a-f]{32}|-):([^:{}]*):([0-9a-f]{32}|-)(?::([a-z]{2}))?\}")


class Key(NamedTuple):
    """`uid` of the provision (None: the whole text), label of the paragraph, `draft` it came from or None.

    `language` is that of the text that went out, "" in a form that does not say it.
    """

    uid: str | None
    paragraph: str
    draft: str | None
    language: str = ""


def write_key(uid=None, paragraph="", draft=None, language=""):
    """The key as text: {tvx:uid:paragraph:draft:language}, a hyphen for what there is none of."""
    said = f"{uid.hex if uid else '-'}:{paragraph}:{draft.hex if draft else '-'}"
    return f"{{tvx:{said}:{language}}}" if language else f"{{tvx:{said}}}"


def find_key(text):
    """The first key in `text`, or None."""
    found = _KEY.search(text)
    if not found:
        return None
    uid, paragraph, draft, language = found.groups()
    return Key(_uuid(uid), paragraph, _uuid(draft), language or "")


def without_keys(text):
    return _KEY.sub("", text).strip()


def _uuid(hexadecimal):
    return None if hexadecimal == "-" else str(UUID(hexadecimal))
