"""The working text back from Word: each change is tied to comments, a meeting or own initiative before it is saved."""

from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.services.applying import tie_change
from drafting.models import Wording
from drafting.services import Refused, import_next, propose_succession, working_text
from drafting.text.likeness import shared_words
from drafting.text.succession import Altered, altered

COMMENTS, MEETING, INITIATIVE = "comments", "meeting", "initiative"
ALIKE = 70


@dataclass
class Row:
    """One change, who made it in Word where that is known, and the comments it may answer, the likeliest first."""

    n: int
    change: Altered
    author: str = ""
    suggested: list = field(default_factory=list)
    others: list = field(default_factory=list)


@dataclass(frozen=True)
class Tie:
    """What the drafter says of one change: why, and in answer to which comments."""

    basis: str
    note: str = ""
    comments: tuple = ()


def rows_of(upload, user):
    """The changes that an Upload makes to the working text, as Rows, and the mark of the text they were made on."""
    succession = propose_succession(upload)
    if succession.uncertain:
        raise Refused(_("Some units are still uncertain: say what each of them is."))
    comments = _comments(upload.next_of, user)
    authors = {text.strip(): author for _op, text, author, *_rest in upload.report.get("tracked", [])}
    rows = []
    for n, change in enumerate(altered(succession)):
        author = authors.get(change.after.strip()) or authors.get(change.before.strip()) or ""
        suggested, others = _divided(change, comments.get(change.uid, []))
        rows.append(Row(n, change, author, suggested, others))
    return rows, _mark(upload.next_of)


@transaction.atomic
def save_return(upload, ties, *, seen, by):
    """Make an Upload the working text, each change with its reason and tied to its comments.

    `ties` maps a row's number to its Tie. Raises Refused where one is missing, or the text has changed since it
    was shown (`seen` is its mark); then nothing has changed.
    """
    rows, mark = rows_of(upload, by)
    if mark != seen:
        raise Refused(_("The working text has changed since these changes were shown. Look at them again."))
    for row in rows:
        _refuse_untied(row, ties.get(row.n))
    reasons = {}
    for row in rows:
        key = row.change.uid if row.change.index is None else row.change.index
        reasons.setdefault(key, []).append(_reason(ties[row.n]))
    reasons = {key: "; ".join(dict.fromkeys(told)) for key, told in reasons.items()}
    declaration = import_next(upload, by=by, reasons=reasons)
    _tie(rows, ties, declaration, by)
    return declaration


def _tie(rows, ties, declaration, by):
    """One Change for each comment and record, with all the words it led to there."""
    wordings = {
        str(w.provision.uid): w
        for w in Wording.objects.filter(
            provision__declaration=declaration, language=declaration.language
        ).select_related("provision")
    }
    words = {}
    for row in rows:
        if row.change.index is None or row.change.uid is None:
            continue
        for comment in ties[row.n].comments:
            words.setdefault((comment, row.change.uid), []).append((row.change.before, row.change.after))
    for (comment, uid), pairs in words.items():
        before, after = (" … ".join(filter(None, side)) for side in zip(*pairs, strict=True))
        tie_change(comment, wordings[uid].current_record, before=before, after=after, by=by)


def _refuse_untied(row, tie):
    where = {"label": row.change.label}
    if tie is None or tie.basis not in (COMMENTS, MEETING, INITIATIVE):
        raise Refused(_("%(label)s: say where this change comes from.") % where)
    if tie.basis == COMMENTS and not tie.comments:
        raise Refused(_("%(label)s: choose the comments that this change answers.") % where)
    if tie.basis == MEETING and not tie.note.strip():
        raise Refused(_("%(label)s: say which meeting it was.") % where)


def _reason(tie):
    note = tie.note.strip()
    if tie.basis == COMMENTS:
        told = _("In answer to %(refs)s") % {"refs": ", ".join(c.ref for c in tie.comments)}
    elif tie.basis == MEETING:
        return _("Meeting: %(note)s") % {"note": note}
    else:
        told = _("Own initiative")
    return f"{told}: {note}" if note else told


def _comments(declaration, user):
    found = Comment.objects.for_reader(user).filter(
        entry__version__declaration=declaration, withdrawn_at=None
    )
    rows = {}
    for comment in found:
        rows.setdefault(str(comment.entry.provision.uid), []).append(comment)
    return rows


def _divided(change, comments):
    """The comments whose proposal says these words, and the other ones on the provision."""
    scored = sorted(((_alike(change, comment), -comment.pk, comment) for comment in comments), reverse=True)
    suggested = [comment for score, _pk, comment in scored if score >= ALIKE]
    return suggested, [comment for score, _pk, comment in scored if score < ALIKE]


def _alike(change, comment):
    """How far the words that come, or else those that go, are the ones this comment asked for, 0 to 100."""
    if not comment.proposes:
        return 0
    op, words = ("insert", change.after) if change.after.strip() else ("delete", change.before)
    asked = " ".join(text for each, text in comment.ops if each == op)
    return shared_words(words, asked)


def _mark(declaration):
    told = "\x1f".join(
        f"{p.unit.uid}\x1e{p.unit.heading}\x1e{p.unit.text}" for p in working_text(declaration)
    )
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
