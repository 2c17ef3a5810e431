"""Which records led to which: the history of a wording, without what was corrected beside it."""


def lineage(records, newest=None):
    """The records that led to the one with the history id `newest` (None: to the working text), oldest first.

    `records` are all of one wording, oldest first, each looked up with its `aside`.
    """
    last = next((record for record in records if record.history_id == newest), None)
    if last is not None and is_aside(last):
        return [*lineage(records, last.aside.base_id), last]
    return [r for r in records if not is_aside(r) and (newest is None or r.history_id <= newest)]


def stem_of(record):
    """The history id from which the working text went on after `record` was frozen."""
    return record.aside.base_id if is_aside(record) else record.history_id


def is_aside(record):
    """Whether the record is circulated text that was corrected after the working text had moved on."""
    return getattr(record, "aside", None) is not None
