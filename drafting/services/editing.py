"""What a drafter does to the working text: each act is one transaction, with who, when and why."""

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from drafting.models import Kind, Provision, Step, TypingBuffer, Wording
from drafting.models.provisions import RANK_STEP
from drafting.services.outline import working_text
from drafting.text import structure
from stakeholders import clock
from stakeholders.records import record_save


class Refused(ValueError):
    """The act is not possible; the message is a sentence for the person."""


class Stale(Refused):
    """Somebody saved in between. `current` is the wording as it stands; nothing was changed."""

    def __init__(self, current):
        super().__init__(_("Somebody has changed this provision since you opened it."))
        self.current = current


def lock_wording(wording):
    """The row as it stands, locked until the transaction ends, and the id of its current record."""
    locked = Wording.objects.select_for_update().select_related("provision").get(pk=wording.pk)
    return locked, locked.history.aggregate(Max("history_id"))["history_id__max"]


@transaction.atomic
def save_wording(wording, *, heading, text, base, by, reason):
    """Save a new record of `wording` and return it.

    `base` is the history id the drafter began from. Raises Stale if another record has come since, Refused
    without a reason, without a change, or where an Article would be left without words.
    """
    _needs(reason)
    current, newest = lock_wording(wording)
    _must_stand(current.provision)
    if base != newest:
        raise Stale(current)
    text, heading = text.replace("\r\n", "\n").strip("\n"), heading.strip()
    if (heading, text) == (current.heading, current.text):
        raise Refused(_("Nothing has changed, so there is nothing to save."))
    if not text and current.provision.kind != Kind.PART:
        raise Refused(_("A provision without words cannot be saved; delete the provision instead."))
    current.heading, current.text = heading, text
    record_save(current, by=by, reason=reason)
    TypingBuffer.objects.filter(wording=current, user=by).delete()
    return current.current_record


def keep_typing(wording, *, heading, text, base, by):
    """Keep what `by` is typing, private to them, without a record."""
    TypingBuffer.objects.update_or_create(
        wording=wording,
        user=by,
        defaults={"heading": heading, "text": text, "base": base, "saved_at": clock.now()},
    )


@transaction.atomic
def add_provision(declaration, *, kind, heading, text, after, by, reason, follows=False, language=None):
    """Put a new provision after `after` (None: at the beginning) and return its wording.

    `follows` numbers it bis, ter … after the one before, so that later numbers stand.
    """
    _needs(reason)
    if not text.strip() and kind != Kind.PART:
        raise Refused(_("A provision needs words."))
    provision = Provision.objects.create(
        declaration=declaration, kind=kind, follows=follows, rank=_rank_after(declaration, after)
    )
    wording = Wording(
        provision=provision,
        language=language or declaration.language,
        heading=heading.strip(),
        text=text.replace("\r\n", "\n").strip("\n"),
    )
    record_save(wording, by=by, reason=reason)
    _step(provision, Step.Act.ADDED, by, reason, after=_label(provision))
    return wording


@transaction.atomic
def move_provision(provision, *, after, by, reason):
    """Put `provision` after `after` (None: at the beginning). A row of its own; no wording gets a record."""
    _needs(reason)
    provision = _lock(provision)
    _must_stand(provision)
    if after is not None and after.pk == provision.pk:
        raise Refused(_("A provision cannot stand after itself."))
    before = _label(provision)
    provision.rank = _rank_after(provision.declaration, after)
    provision.save(update_fields=["rank"])
    return _step(provision, Step.Act.MOVED, by, reason, before=before, after=_label(provision))


@transaction.atomic
def split_provision(wording, *, at, heading, by, reason, base):
    """Cut `wording` before the paragraph labelled `at`; the rest becomes a provision of its own, which is returned."""
    _needs(reason)
    current, newest = lock_wording(wording)
    _must_stand(current.provision)
    if base != newest:
        raise Stale(current)
    cut = next((p.start for p in structure.paragraphs(current.text) if p.label == at), None)
    if not cut:
        raise Refused(_("A provision is split before its second paragraph or a later one."))
    first, rest = current.text[:cut].strip("\n"), current.text[cut:].strip("\n")
    origin = current.provision
    born = Provision.objects.create(
        declaration=origin.declaration, kind=origin.kind, rank=_rank_after(origin.declaration, origin)
    )
    second = Wording(provision=born, language=current.language, heading=heading.strip(), text=rest)
    record_save(second, by=by, reason=reason)
    current.text = first
    record_save(current, by=by, reason=reason)
    _step(born, Step.Act.SPLIT, by, reason, other=origin, before=_label(origin), after=_label(born))
    return second


@transaction.atomic
def merge_provisions(wording, other, *, by, reason, base):
    """Append the words of `other` to `wording`; `other` leaves the text, its history stays."""
    _needs(reason)
    current, newest = lock_wording(wording)
    _must_stand(current.provision)
    if base != newest:
        raise Stale(current)
    gone, _newest = lock_wording(other)
    _must_stand(gone.provision)
    if gone.pk == current.pk or _sort(gone.provision) != _sort(current.provision):
        raise Refused(_("Two different provisions of the same kind can be merged."))
    label = _label(gone.provision)
    current.text = f"{current.text}\n{gone.text}".strip("\n")
    record_save(current, by=by, reason=reason)
    _take_out(gone.provision)
    _step(
        gone.provision,
        Step.Act.MERGED,
        by,
        reason,
        other=current.provision,
        before=label,
        after=_label(current.provision),
    )
    return current


@transaction.atomic
def delete_provision(provision, *, by, reason):
    """Take `provision` out of the working text. Its words, history and comments stay, and it can be restored."""
    _needs(reason)
    provision = _lock(provision)
    _must_stand(provision)
    label = _label(provision)
    _take_out(provision)
    return _step(provision, Step.Act.DELETED, by, reason, before=label)


@transaction.atomic
def restore_provision(provision, *, by, reason):
    """Put a deleted provision back where it stood."""
    _needs(reason)
    provision = _lock(provision)
    if provision.deleted_at is None:
        raise Refused(_("It stands in the text already."))
    provision.deleted_at = None
    provision.save(update_fields=["deleted_at"])
    return _step(provision, Step.Act.RESTORED, by, reason, after=_label(provision))


@transaction.atomic
def renumber(provision, *, follows, by, reason):
    """Number `provision` bis, ter … after the one before it (`follows`), or give it a number of its own."""
    _needs(reason)
    provision = _lock(provision)
    _must_stand(provision)
    if provision.follows == follows:
        raise Refused(_("It is numbered so already."))
    if follows and not _has_one_before(provision):
        raise Refused(_("The first of its kind cannot be numbered bis."))
    before = _label(provision)
    provision.follows = follows
    provision.save(update_fields=["follows"])
    return _step(provision, Step.Act.RENUMBERED, by, reason, before=before, after=_label(provision))


def _needs(reason):
    if not reason.strip():
        raise Refused(_("Say why: the reason stands in the history of the text."))


def _lock(provision):
    return (
        Provision.objects.select_for_update(of=("self",)).select_related("declaration").get(pk=provision.pk)
    )


def _must_stand(provision):
    if provision.deleted_at is not None:
        raise Refused(_("This provision is no longer in the text; restore it first."))


def _sort(provision):
    return provision.declaration_id, provision.kind


def _step(provision, act, by, reason, other=None, before="", after=""):
    return Step.objects.create(
        provision=provision,
        act=act,
        other=other,
        before=before,
        after=after,
        reason=reason,
        by=by,
        at=clock.now(),
    )


def _label(provision):
    places = working_text(provision.declaration)
    return next((place.label for place in places if place.provision.pk == provision.pk), "")


def _take_out(provision):
    provision.deleted_at = clock.now()
    provision.save(update_fields=["deleted_at"])


def _has_one_before(provision):
    same = provision.declaration.provisions.standing().filter(kind=provision.kind)
    return same.filter(rank__lt=provision.rank).exists()


def _rank_after(declaration, after):
    """A free rank right after `after`. Where there is no room left, the later ones are moved on first."""
    # The declaration's row is locked, so that two insertions do not take the same place.
    type(declaration).objects.select_for_update().get(pk=declaration.pk)
    low = Provision.objects.get(pk=after.pk).rank if after else 0
    later = declaration.provisions.filter(rank__gt=low)
    following = later.order_by("rank").values_list("rank", flat=True).first()
    if following is None:
        return low + RANK_STEP
    if following - low < 2:
        later.update(rank=F("rank") + RANK_STEP)
        following += RANK_STEP
    return (low + following) // 2
