"""Two versions compared, as plain data ready for JSON: never as HTML, so that it can be kept and drawn
anew.
"""

from collections import Counter

from drafting.text.alignment import align
from drafting.text.differences import DELETE, EQUAL, INSERT
from drafting.text.tokens import count_words

RELATIONS = (
    *("unchanged", "edited", "moved", "moved and edited", "split", "merged"),
    *("added", "deleted", "renumbered only"),
)
KINDS = ("words", "punctuation", "typography", "number", "reference")


def redline(old, new, alignment=None):
    """The redline of two lists of UnitText.

    {"units": [{"old", "new", "uid", "relation", "certain", "score", "heading", "changes", "kinds", "counts",
    "paragraphs"}], "summary": {"relations", "insertions", "deletions", "words_inserted", "words_deleted",
    "units"}}. Of each unit, equal and delete join to the old text to the byte, equal and insert to the new
    one.
    """
    alignment = alignment or align(old, new)
    units = [_unit(pair) for pair in alignment.units]
    return {"units": units, "summary": _summary(units)}


def _unit(pair):
    return {
        "old": pair.old.label if pair.old else None,
        "new": pair.new.label if pair.new else None,
        "uid": (pair.new or pair.old).uid,
        "relation": pair.relation,
        "renumbered": pair.is_renumbered,
        "certain": pair.is_certain,
        "score": pair.score,
        "heading": {
            "old": pair.old.heading if pair.old else "",
            "new": pair.new.heading if pair.new else "",
            "changes": _listed(pair.heading_changes),
        },
        "changes": _listed(pair.changes),
        "kinds": list(pair.kinds),
        "counts": _counts(pair),
        "paragraphs": [_paragraph(row) for row in pair.paragraphs],
    }


def _paragraph(row):
    return {
        "old": _place(row.old),
        "new": _place(row.new),
        "relation": row.relation,
        "score": round(row.score, 1),
        "changes": _listed(row.changes),
        "kinds": list(row.kinds),
    }


def _place(paragraph):
    if paragraph is None:
        return None
    return {"label": paragraph.label, "printed": paragraph.printed, "level": paragraph.level}


def _listed(changes):
    return [[op, text] for op, text in changes]


def _counts(pair):
    """Changes by op, without those that only follow numbers, and words by op."""
    counts = Counter({"insertions": 0, "deletions": 0, "words_inserted": 0, "words_deleted": 0})
    for (op, text), kind in zip(pair.changes, pair.kinds, strict=True):
        if op == EQUAL or kind in ("number", "reference"):
            continue
        words = count_words(text)
        counts["insertions" if op == INSERT else "deletions"] += 1
        counts["words_inserted" if op == INSERT else "words_deleted"] += words
    return dict(counts) | {kind: _distinct(pair, kind) for kind in KINDS}


def _distinct(pair, kind):
    """Changes of a kind; a replacement counts once."""
    ops = [op for op, _ in pair.changes]
    return sum(
        found == kind and not (ops[index] == INSERT and index and ops[index - 1] == DELETE)
        for index, found in enumerate(pair.kinds)
    )


def _summary(units):
    relations = Counter(unit["relation"] for unit in units)
    totals = Counter()
    for unit in units:
        totals.update(
            {
                name: unit["counts"][name]
                for name in ("insertions", "deletions", "words_inserted", "words_deleted")
            }
        )
    return {
        "relations": {name: relations.get(name, 0) for name in RELATIONS},
        "renumbered": sum(unit["renumbered"] for unit in units),
        "uncertain": sum(not unit["certain"] for unit in units),
        **{
            name: totals.get(name, 0)
            for name in ("insertions", "deletions", "words_inserted", "words_deleted")
        },
        "units": [
            {name: unit[name] for name in ("old", "new", "relation", "renumbered")} | unit["counts"]
            for unit in units
            if unit["relation"] != "unchanged"
        ],
    }
