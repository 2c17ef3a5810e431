"""The changes of a whole provision, put together from its paragraphs, and the kind of each."""

from drafting.text.differences import DELETE, EQUAL, INSERT, change_kind, diff
from drafting.text.pairs import EDITED, RENUMBERED, UNCHANGED, cached_paragraphs
from drafting.text.references import follows_target


def unit_changes(old_text, new_text, rows):
    """Changes of the whole text of a provision: paragraph by paragraph where these kept their order."""
    if old_text == new_text:
        return diff(old_text, new_text)
    changes, i, j = [], 0, 0
    for row in rows:
        if row.relation not in (UNCHANGED, EDITED, RENUMBERED) or not row.old or not row.new:
            continue
        _extend(changes, diff(old_text[i : row.old.start], new_text[j : row.new.start]))
        # The printed number is a change of its own: "2." made "3." is no edit of the words.
        _extend(changes, diff(old_text[row.old.start : row.old.body], new_text[row.new.start : row.new.body]))
        _extend(changes, row.changes)
        was_end, now_end = (
            side.body + len(side.words(text)) for side, text in _both(row, old_text, new_text)
        )
        _extend(changes, diff(old_text[was_end : row.old.end], new_text[now_end : row.new.end]))
        i, j = row.old.end, row.new.end
    _extend(changes, diff(old_text[i:], new_text[j:]))
    return changes


def _both(row, old_text, new_text):
    return (row.old, old_text), (row.new, new_text)


def _extend(changes, more):
    """Append changes so that a deletion stands before its insertion across the seam too."""
    for op, text in more:
        if changes and changes[-1][0] == op:
            changes[-1] = (op, changes[-1][1] + text)
        elif op == DELETE and changes and changes[-1][0] == INSERT:
            last = changes.pop()
            if changes and changes[-1][0] == DELETE:
                changes[-1] = (DELETE, changes[-1][1] + text)
            else:
                changes.append((DELETE, text))
            changes.append(last)
        else:
            changes.append((op, text))


def numbers_of(rows):
    """Old to new numbers of the paragraphs that stay, for references to "paragraph 2"."""
    return {row.old.label: row.new.label for row in rows if row.old and row.new and row.old.level == 1}


def kinds_of(changes, articles=None, numbers=None):
    """For each change its kind; a deletion and the insertion after it are one change."""
    kinds, before = [], ""
    for index, (op, text) in enumerate(changes):
        if op == EQUAL:
            kinds.append("")
            before = text
        elif op == INSERT and index and changes[index - 1][0] == DELETE:
            kinds.append(kinds[-1])
        else:
            paired = op == DELETE and index + 1 < len(changes) and changes[index + 1][0] == INSERT
            deleted, inserted = (text, changes[index + 1][1]) if paired else (text, "")
            kinds.append(_kind(before, deleted, inserted, articles or {}, numbers or {}))
    return tuple(kinds)


def _kind(before, deleted, inserted, articles, numbers):
    if follows_target(before, deleted, inserted, articles, numbers):
        return "reference"
    if not before.strip() or before.endswith("\n"):
        was, now = cached_paragraphs(deleted), cached_paragraphs(inserted)
        if (
            was
            and now
            and was[0].printed
            and now[0].printed
            and not deleted[was[0].body :] + inserted[now[0].body :]
        ):
            return "number"
    return change_kind(deleted, inserted)
