"""What each change of the text rests on, and the gate before a version is issued."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from drafting.models import Ground, HistoricalWording, Override
from drafting.services.comparing import compare_records
from drafting.services.editing import Refused
from drafting.services.lineage import lineage, stem_of
from stakeholders import clock

_checks = []


@dataclass(frozen=True)
class Changed:
    """One record of one provision, and the record before it (None where the provision is new)."""

    provision: object
    label: str
    record: HistoricalWording
    before: HistoricalWording | None

    @property
    def unit(self):
        """The change as a redline; new words against nothing."""
        nothing = type(self.record)(id=self.record.id, provision=self.provision, heading="", text="")
        return compare_records(self.before or nothing, self.record)["units"][0]


def before_issuing(check):
    """Have `check(version)` name what is missing, as (words, address), before a version is issued.

    Rooms above register it when they are ready, as they do with `after_freezing`.
    """
    if check not in _checks:
        _checks.append(check)


def missing_before_issuing(version):
    """[(words, address)] of what the change ledger lacks for `version`; empty where the gate is open."""
    return [fault for check in _checks for fault in check(version)]


def pass_gate(gate, declaration, number, missing, *, override, by):
    """Raise Refused where something is missing and no reason is given to go on; else write the reason down."""
    if not missing:
        return
    if not override.strip():
        raise Refused(
            _("%(n)d things are missing. Mend them, or give the reason to go on: it is printed.")
            % {"n": len(missing)}
        )
    Override.objects.create(
        declaration=declaration,
        gate=gate,
        number=number,
        reason=override.strip(),
        missing=[str(words) for words, _address in missing],
        by=by,
        at=clock.now(),
    )


def changes_since(old, places):
    """The Changed of `places` ({provision id: (provision, label, newest record id)}) after version `old`.

    In the order of `places`, each record with the one before it; two queries.
    """
    entries = old.entries.in_language(old.language).select_related("record__aside")
    first = {entry.provision_id: stem_of(entry.record) for entry in entries}
    found = HistoricalWording.objects.filter(
        provision__in=list(places), language=old.language
    ).select_related("history_user", "aside")
    found = found.prefetch_related(
        Prefetch("ground", Ground.objects.select_related("by", "activity__mandate"))
    ).order_by("history_id")
    rows = {}
    for record in found:
        rows.setdefault(record.provision_id, []).append(record)
    for pk, (provision, label, newest) in places.items():
        records = lineage(rows.get(pk, []), newest)
        for before, record in zip([None, *records], records, strict=False):
            if record.history_id > first.get(pk, 0) and _differs(before, record):
                yield Changed(provision, label, record, before)


def places_of(version):
    """{provision id: (provision, label, record id)} of a frozen version, in its own order and language."""
    entries = version.entries.in_language(version.language).select_related("provision").order_by("order")
    return {e.provision_id: (e.provision, e.printed_label or e.label, e.record_id) for e in entries}


@transaction.atomic
def give_ground(record, *, kind, note, by, activity=None):
    """Say what a record rests on; a meeting is an Activity on the record of the mandate, or named in words.

    Raises Refused without the meeting, or without the reason.
    """
    activity = activity if kind == Ground.Kind.MEETING else None
    if not note.strip() and activity is None:
        raise Refused(_("Say which meeting it was, or why the words were changed."))
    said = {"kind": kind, "note": note.strip(), "activity": activity, "by": by, "at": clock.now()}
    Ground.objects.update_or_create(record=record, defaults=said)


def rests_on_reason(record):
    """Whether the drafter said why at saving, or somebody has said so since."""
    ground = getattr(record, "ground", None)
    if ground is not None:
        return ground.kind != Ground.Kind.BROUGHT
    return bool((record.history_change_reason or "").strip())


def _differs(before, record):
    return before is None or (before.heading, before.text) != (record.heading, record.text)
