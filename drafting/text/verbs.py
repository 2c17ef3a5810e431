"""A proposal in the four verbs of compilations: insert, delete, replace, and "to read" where too much changes."""

from dataclasses import dataclass

from drafting.text.differences import diff
from drafting.text.tokens import is_word, token_texts

INSERT, DELETE, REPLACE, READ = "insert", "delete", "replace", "read"
# Beyond so many separate changes a reader wants the new words whole.
MOST_CHANGES = 4
CONTEXT_WORDS = 3


@dataclass(frozen=True)
class Amendment:
    """One change: `old` goes, `new` comes; an insertion stands after `after`, or at the beginning without it."""

    verb: str
    old: str = ""
    new: str = ""
    after: str = ""


def in_verbs(base, proposed):
    """The changes that turn `base` into `proposed`, in order, as Amendments; [] where nothing changes."""
    if base == proposed:
        return []
    if not base.strip():
        return [Amendment(INSERT, new=proposed)]
    if not proposed.strip():
        return [Amendment(DELETE, old=base)]
    changes = list(_changes(diff(base, proposed)))
    kept_nothing = len(changes) == 1 and changes[0].old.strip() == base.strip()
    if kept_nothing or len(changes) > MOST_CHANGES:
        return [Amendment(READ, old=base, new=proposed)]
    return changes


def _changes(ops):
    before, old, new = "", "", ""
    for kind, text in [*ops, ["equal", ""]]:
        if kind == "delete":
            old += text
        elif kind == "insert":
            new += text
        else:
            if old or new:
                yield _amendment(before, old, new)
                before += old
            before, old, new = before + text, "", ""


def _amendment(before, old, new):
    if old and new:
        return Amendment(REPLACE, old=old, new=new)
    if old:
        return Amendment(DELETE, old=old)
    return Amendment(INSERT, new=new, after=_last_words(before))


def _last_words(text):
    """The last few words of `text`, which say where an insertion goes."""
    tokens = token_texts(text.rstrip())
    at, left = len(tokens), CONTEXT_WORDS
    while at and left:
        at -= 1
        left -= is_word(tokens[at])
    return "".join(tokens[at:]).strip()
