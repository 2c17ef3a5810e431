"""A provision from version to version, with the comments that led from each to the next."""

from dataclasses import dataclass

from comments.models import Change
from drafting.models import VersionEntry
from drafting.services import compare_records


@dataclass(frozen=True)
class Station:
    """A provision in one version: its redline against the version before, and the changes that led there."""

    entry: VersionEntry
    before: VersionEntry | None
    unit: dict | None
    changes: list

    @property
    def is_unchanged(self):
        return self.before is not None and self.entry.record_id == self.before.record_id


def stations(declaration, uid, user):
    """The Stations of the provision `uid` in every version that `user` may see, oldest first."""
    entries = VersionEntry.objects.visible_to(user).filter(
        version__declaration=declaration, provision__uid=uid, language=declaration.language
    )
    entries = list(
        entries.select_related("record", "provision", "version__declaration").order_by("version__number")
    )
    changes = changes_to([entry.provision_id for entry in entries], user)
    return [
        _station(entry, before, changes) for before, entry in zip([None, *entries], entries, strict=False)
    ]


def changes_to(provisions, user):
    """The changes made to `provisions` in answer to comments that `user` may see, by history id."""
    found = Change.objects.visible_to(user).filter(record__provision__in=provisions)
    found = found.select_related(
        "comment__organisation", "comment__round__declaration", "comment__response", "record"
    )
    changes = list(found.order_by("record_id"))
    for change in changes:
        change.comment.named_to(user)
    return changes


def changes_between(old, new, user):
    """{provision uid: [Change]} for everything that was changed after version `old` up to version `new`."""
    first = dict(old.entries.in_language(old.language).values_list("provision", "record"))
    last = new.entries.in_language(new.language).select_related("provision")
    bounds = {entry.provision_id: (first.get(entry.provision_id, 0), entry.record_id) for entry in last}
    uids = {entry.provision_id: str(entry.provision.uid) for entry in last}
    found = {}
    for change in changes_to(list(bounds), user):
        low, high = bounds[change.record.provision_id]
        if low < change.record_id <= high:
            found.setdefault(uids[change.record.provision_id], []).append(change)
    return found


def _station(entry, before, changes):
    low = before.record_id if before else 0
    led = [
        c
        for c in changes
        if low < c.record_id <= entry.record_id and c.record.provision_id == entry.provision_id
    ]
    changed = before is not None and before.record_id != entry.record_id
    unit = compare_records(before.record, entry.record)["units"][0] if changed else None
    return Station(entry, before, unit, led)
