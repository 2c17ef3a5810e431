"""The hidden key of a row or paragraph: which provision and paragraph it is about, and which draft it came from."""

import re
from typing import NamedTuple
from uuid import UUID

_KEY = re.compile(r"\{tvx:([0-9a-f]{32}|-):([^:{}]*):([0-9a-f]{32}|-)\}")


class Key(NamedTuple):
    """`uid` of the provision (None: the whole text), label of the paragraph, `draft` it came from or None."""

    uid: str | None
    paragraph: str
    draft: str | None


def write_key(uid=None, paragraph="", draft=None):
    """The key as text: {tvx:uid:paragraph:draft}, a hyphen for what there is none of."""
    return f"{{tvx:{uid.hex if uid else '-'}:{paragraph}:{draft.hex if draft else '-'}}}"


def find_key(text):
    """The first key in `text`, or None."""
    found = _KEY.search(text)
    if not found:
        return None
    uid, paragraph, draft = found.groups()
    return Key(_uuid(uid), paragraph, _uuid(draft))


def without_keys(text):
    return _KEY.sub("", text).strip()


def _uuid(hexadecimal):
    return None if hexadecimal == "-" else str(UUID(hexadecimal))
