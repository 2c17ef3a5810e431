"""The change ledger: every changed span with what it rests on, and the two gates before text or answers go out."""

from dataclasses import dataclass, field
from math import inf

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import Change, Comment, Reconsideration
from comments.models.answers import CLAIMS_WORDS
from comments.services.applying import tie_change
from drafting.models import HistoricalWording
from drafting.services import Refused, give_ground, working_text
from drafting.services.grounds import changes_since, places_of, rests_on_reason
from drafting.text import alignment, tokens


@dataclass
class Row:
    """One change of the text, the comments that it answers, and whether it rests on anything at all."""

    changed: object
    changes: list = field(default_factory=list)

    @property
    def ground(self):
        return getattr(self.changed.record, "ground", None)

    @property
    def is_missing(self):
        return not self.changes and not rests_on_reason(self.changed.record)


def ledger(old, version=None):
    """The Rows of everything that changed after `old`: up to the frozen `version`, or in the working text (None)."""
    places = places_of(version) if version else _working_places(old.declaration)
    rows = {changed.record.history_id: Row(changed) for changed in changes_since(old, places)}
    found = Change.objects.standing().filter(record__in=list(rows))
    for change in found.select_related("comment__organisation", "comment__round__declaration"):
        rows[change.record_id].changes.append(change)
    return list(rows.values())


def last_issued(declaration, before=None):
    """The version issued last (before the number `before`), against which changes are tracked; or None."""
    issued = declaration.versions.filter(issued_at__isnull=False)
    issued = issued.filter(number__lt=before) if before else issued
    return issued.order_by("-number").first()


def missing_in_text(version):
    """[(words, address)]: the changes of `version` that rest on nothing, and what says “accepted” and is not there.

    A check of `before_issuing`.
    """
    old = last_issued(version.declaration, before=version.number)
    if old is None:
        return []
    page = reverse("ledger", args=[version.declaration.slug]) + f"?version={version.number}"
    rows = ledger(old, version)
    faults = [
        (
            _("%(label)s: say what this change rests on") % {"label": row.changed.label},
            f"{page}#r{row.changed.record.pk}",
        )
        for row in rows
        if row.is_missing
    ]
    entries = version.entries.filter(language=version.language).select_related("record")
    texts = {entry.provision_id: f"{entry.record.heading}\n{entry.record.text}" for entry in entries}
    for row in rows:
        for change in row.changes:
            if not stands_in(change, texts.get(change.record.provision_id, "")):
                faults.append((_gone(change.comment), change.comment.get_absolute_url()))
    return faults


def missing_in_answers(round):
    """{what: comments} that stand in the way of publishing the answers of `round`; each list in text order."""
    # Replies to a questionnaire ask for no change: the expert observes on them question by question.
    standing = Comment.objects.in_round(round).standing().filter(question=None)
    again = Reconsideration.objects.open()
    anew = again.filter(decided_at__isnull=False)
    claims = standing.filter(
        Q(response__outcome__in=CLAIMS_WORDS) & ~Q(response__in=anew.values("response"))
        | Q(response__in=anew.filter(outcome__in=CLAIMS_WORDS).values("response"))
    )
    places = [place for place in working_text(round.declaration) if place.wording]
    texts = {place.provision.pk: f"{place.wording.heading}\n{place.wording.text}" for place in places}
    changes = Change.objects.standing().filter(comment__in=claims).select_related("record")
    gone = {
        change.comment_id
        for change in changes
        if not stands_in(change, texts.get(change.record.provision_id, ""))
    }
    return {
        "without_words": claims.without_change().for_list(),
        "words_gone": standing.filter(pk__in=gone).for_list(),
        "without_outcome": standing.filter(response=None).for_list(),
        "undecided": standing.filter(
            Q(response__isnull=False, response__decided_at=None)
            | Q(response__in=again.filter(decided_at=None).values("response"))
        ).for_list(),
    }


def stands_in(change, text):
    """Whether the words that came in answer to a comment really are in `text`; a deletion brings none."""
    return not change.after.strip() or _plain(change.after) in _plain(text)


@transaction.atomic
def tie_record(record, *, kind, note, refs, user, activity=None):
    """Say what a change rests on: comments by their numbers, a meeting, or own initiative.

    Raises Refused for a number that is none, or without the words that are needed; then nothing has changed.
    """
    if kind != "comments":
        give_ground(record, kind=kind, note=note, by=user, activity=activity)
        return
    comments = (
        Comment.objects.visible_to(user)
        .standing()
        .filter(ref__in=refs, round__declaration=record.provision.declaration)
    )
    known = {comment.ref: comment for comment in comments}
    unknown = [ref for ref in refs if ref not in known]
    if unknown or not refs:
        raise Refused(_("No comment has this number: %(refs)s.") % {"refs": ", ".join(unknown) or "–"})
    before, after = _words_of(record)
    for comment in known.values():
        tie_change(comment, record, before=before, after=after, by=user)


def _words_of(record):
    """The words that went and came with `record`."""
    earlier = HistoricalWording.objects.filter(id=record.id, history_id__lt=record.history_id, aside=None)
    earlier = earlier.order_by("-history_id").first()
    if earlier is None:
        return "", record.text
    from_, to = [], []
    for op, text in alignment.diff(earlier.text, record.text):
        if op == "delete":
            from_.append(text.strip())
        elif op == "insert":
            to.append(text.strip())
    return " … ".join(filter(None, from_)), " … ".join(filter(None, to))


def _working_places(declaration):
    """Every record up to now: no bound."""
    places = [place for place in working_text(declaration) if place.wording]
    return {place.provision.pk: (place.provision, place.label, inf) for place in places}


def _gone(comment):
    return _("%(ref)s: the words that were brought for it are not in this text") % {"ref": comment.ref}


def _plain(words):
    return " ".join(tokens.normalise(words).text.split())
