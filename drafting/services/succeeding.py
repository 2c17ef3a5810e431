"""A next version of an existing text: what became of each provision is proposed, put to the drafter, then recorded."""

from django.db import transaction
from django.utils.translation import gettext as _

from drafting.models import Declaration, Ground, Provision, Step, Upload, Wording
from drafting.models.provisions import RANK_STEP
from drafting.services.editing import Refused
from drafting.services.importing import fields_of, refuse_unready, texts_of
from drafting.services.outline import working_text
from drafting.text import pairs
from drafting.text.succession import NEW, succeed
from stakeholders import clock
from stakeholders.records import record_save

MOVES = (pairs.MOVED, pairs.MOVED_EDITED)


def propose_succession(upload):
    """The Succession from the working text to an Upload brought as its next version, the drafter's word included."""
    standing = [place.unit for place in working_text(upload.next_of)]
    uids = {unit.uid for unit in standing}
    decided = {int(n): uid for n, uid in upload.decided.items() if uid == NEW or uid in uids}
    return succeed(standing, texts_of(upload), decided)


@transaction.atomic
def decide_succession(upload, decided):
    """Keep what the drafter said: {place in the units: uid of the provision it continues, or "" for new}.

    Raises Refused where two units are to continue one provision, or one that is not in the text.
    """
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.declaration_id:
        raise Refused(_("This file has been imported already."))
    upload.decided = {str(n): uid for n, uid in decided.items()}
    try:
        succeed([p.unit for p in working_text(upload.next_of)], texts_of(upload), decided)
    except ValueError:
        raise Refused(_("Two units cannot both continue the same provision.")) from None
    upload.save(update_fields=["decided"])


@transaction.atomic
def import_next(upload, *, by, reason="", reasons=None):
    """Put an Upload in the place of the working text and return its declaration.

    A provision that lives on keeps its uid and its history; each change of words is one record, each move, split,
    merger, addition and deletion one step. `reasons` gives some changes a reason of their own, by the unit's place or
    the uid of what is gone. Raises Refused, and then nothing has changed.
    """
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.declaration_id:
        return upload.declaration
    declaration = Declaration.objects.select_for_update().get(pk=upload.next_of_id)
    refuse_unready(declaration.title, [kind for kind, *_rest in upload.units])
    if upload.language != declaration.language:
        raise Refused(_("It is in another language than the text: bring it as a translation of a version."))
    is_told = bool(reason.strip() or reasons)
    reason = reason.strip() or _("Imported from %(file)s") % {"file": upload.name}
    _Arrival(declaration, upload, by, reason, reasons or {}, is_told).carry_out(propose_succession(upload))
    upload.declaration = declaration
    upload.save(update_fields=["declaration"])
    return declaration


class _Arrival:
    """One next version on its way in: whose act it is, and the provisions it finds."""

    def __init__(self, declaration, upload, by, reason, reasons, is_told):
        self.declaration, self.by, self.reason, self.reasons = declaration, by, reason, reasons
        self.is_told = is_told
        self.units = [fields_of(unit) for unit in upload.units]
        self.provisions = {str(p.uid): p for p in declaration.provisions.all()}
        self.wordings = {
            w.provision_id: w
            for w in Wording.objects.filter(
                provision__declaration=declaration, language=declaration.language
            ).select_for_update()
        }

    def carry_out(self, succession):
        if all(each.relation == pairs.UNCHANGED for each in succession.successors) and not succession.gone:
            raise Refused(_("It says exactly what the text says already."))
        born, after = {}, []
        for each in succession.successors:
            provision = self._continued(each) if each.keeps else self._born(each)
            born[each.index] = provision
            provision.rank = (each.index + 1) * RANK_STEP
            after.append(provision)
        Provision.objects.bulk_update(after, ["rank", "follows", "deleted_at"])
        for each in succession.successors:
            self._record(each, born[each.index])
        for unit in succession.gone:
            self._leave(unit, Step.Act.DELETED)

    def _continued(self, each):
        _kind, follows, heading, text, _uid = self.units[each.index]
        provision = self.provisions[each.keeps.uid]
        provision.follows = follows
        wording = self.wordings.get(provision.pk) or Wording(
            provision=provision, language=self.declaration.language
        )
        if (wording.heading, wording.text) != (heading, text) or wording.pk is None:
            wording.heading, wording.text = heading, text
            self._save(wording, each)
        return provision

    def _born(self, each):
        kind, follows, heading, text, uid = self.units[each.index]
        gone = self.provisions.get(uid)
        if gone is not None and gone.deleted_at is not None:
            # Our own export names a provision that had left the text: it comes back with its history.
            gone.deleted_at, gone.follows = None, follows
            wording = self.wordings[gone.pk]
            if (wording.heading, wording.text) != (heading, text):
                wording.heading, wording.text = heading, text
                self._save(wording, each)
            self._step(gone, Step.Act.RESTORED, after=each.unit.label)
            return gone
        free = {"uid": uid} if uid and not Provision.objects.filter(uid=uid).exists() else {}
        made = Provision.objects.create(
            declaration=self.declaration, kind=kind, follows=follows, rank=0, **free
        )
        wording = Wording(provision=made, language=self.declaration.language, heading=heading, text=text)
        self._save(wording, each)
        if each.origin is None:
            self._step(made, Step.Act.ADDED, after=each.unit.label, why=self._why(each.index))
        return made

    def _save(self, wording, each):
        """A record; where the file came without a reason, what it rests on is still to be said."""
        record_save(wording, by=self.by, reason=self._why(each.index))
        if not self.is_told:
            Ground.objects.create(
                record=wording.current_record, kind=Ground.Kind.BROUGHT, by=self.by, at=clock.now()
            )

    def _record(self, each, provision):
        label = each.unit.label
        if each.origin is not None:
            origin = self.provisions[each.origin.uid]
            self._step(provision, Step.Act.SPLIT, origin, each.origin.label, label)
        for unit in each.absorbs:
            self._leave(unit, Step.Act.MERGED, provision, label)
        if each.relation in MOVES:
            self._step(provision, Step.Act.MOVED, None, each.keeps.label, label)
        elif each.keeps and each.keeps.label != label:
            self._step(provision, Step.Act.RENUMBERED, None, each.keeps.label, label)

    def _leave(self, unit, act, other=None, after=""):
        provision = self.provisions[unit.uid]
        provision.deleted_at = clock.now()
        provision.save(update_fields=["deleted_at"])
        self._step(provision, act, other, unit.label, after, self._why(unit.uid))

    def _why(self, key):
        return self.reasons.get(key, self.reason)

    def _step(self, provision, act, other=None, before="", after="", why=""):
        Step.objects.create(
            provision=provision,
            act=act,
            other=other,
            before=before,
            after=after,
            reason=why or self.reason,
            by=self.by,
            at=clock.now(),
        )
