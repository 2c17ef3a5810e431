"""A Corr.: a frozen version that differs from an issued one in exactly the corrected words. And setting aside."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from drafting.models import Declaration, Version, VersionEntry
from drafting.services.editing import Refused, lock_wording
from drafting.services.freezing import canonical, count_words, entry_of, finish_freezing, text_hash
from stakeholders import clock
from stakeholders.records import record_save


@transaction.atomic
def freeze_corrigendum(version, corrections, *, reason, by):
    """Freeze the Corr. of an issued `version`, and return it.

    `corrections` is [(entry, words as they stand, words as they should read)]; the words stand once in the entry.
    Nothing else differs, and each correction is a record of the wording as well. Raises Refused where the words are
    not there, where a later version has been frozen, or where the working text of that provision has moved on.
    """
    declaration = Declaration.objects.select_for_update().get(pk=version.declaration_id)
    _guard(version, corrections, reason)
    newest = declaration.versions.aggregate(Max("number"))["number__max"]
    corr = version.corr + 1
    why = _("Corr.%(n)d: %(reason)s") % {"n": corr, "reason": reason.strip()}
    records = {pk: _correct(*found, why, by) for pk, found in _by_entry(corrections).items()}
    entries = [
        entry_of(e.order, e.provision, e.label, e.language, records.get(e.pk, e.record))
        for e in version.entries.for_list().order_by("order", "language")
    ]
    made = Version.objects.create(
        declaration=declaration,
        number=newest + 1,
        name=version.name,
        language=version.language,
        sha256=text_hash(canonical(entries)),
        note=reason.strip(),
        frozen_at=clock.now(),
        frozen_by=by,
        words=count_words(entries, version.language),
        corrects=version,
        corr=corr,
        corrected=[[e.label, e.language, before, after] for e, before, after in corrections],
    )
    return finish_freezing(made, entries)


@transaction.atomic
def set_aside(version, *, reason, by):
    """Set a frozen version aside that will not be issued; text, hash and reason stay on the record."""
    version = Version.objects.select_for_update().get(pk=version.pk)
    if version.state != Version.State.FROZEN:
        raise Refused(_("Only a frozen version that has not been issued can be set aside."))
    if not reason.strip():
        raise Refused(_("Say why: the reason stays with the version."))
    version.state, version.set_aside_reason = Version.State.SET_ASIDE, reason.strip()
    version.set_aside_at, version.set_aside_by = clock.now(), by
    version.save(update_fields=["state", "set_aside_reason", "set_aside_at", "set_aside_by"])
    return version


def _guard(version, corrections, reason):
    if version.state != Version.State.ISSUED:
        raise Refused(_("Only the version that is issued now has a Corr."))
    later = version.declaration.versions.filter(number__gt=version.number)
    if found := later.exclude(state=Version.State.SET_ASIDE).first():
        raise Refused(
            _("%(version)s has been frozen after it: set that aside first, or circulate it.")
            % {"version": found.full_name}
        )
    if not corrections:
        raise Refused(_("Say which words are corrected."))
    if not reason.strip():
        raise Refused(_("A correction needs its reason."))


def _by_entry(corrections):
    found = defaultdict(lambda: [None, []])
    for entry, before, after in corrections:
        found[entry.pk][0] = entry
        found[entry.pk][1].append((before, after))
    return found


def _correct(entry, pairs, why, by):
    """The new record of an entry's wording, with each pair of words replaced in its text or heading."""
    wording, newest = lock_wording(
        VersionEntry.objects.get(pk=entry.pk).provision.wordings.get(language=entry.language)
    )
    if newest != entry.record_id:
        raise Refused(
            _(
                "The working text of %(label)s has moved on since this version was frozen: say it in a correction "
                "notice, or circulate the next version."
            )
            % {"label": entry.printed_label or entry.label}
        )
    for before, after in pairs:
        field = "text" if wording.text.count(before) else "heading"
        _guard_words(entry, getattr(wording, field).count(before), before, after)
        setattr(wording, field, getattr(wording, field).replace(before, after))
    record_save(wording, by=by, reason=why)
    return wording.current_record


def _guard_words(entry, times, before, after):
    where = {"label": entry.printed_label or entry.label, "words": before}
    if before == after:
        raise Refused(_("“%(words)s” is to read as it stands: nothing is corrected.") % where)
    if times == 0:
        raise Refused(_("“%(words)s” does not stand in %(label)s.") % where)
    if times > 1:
        raise Refused(_("“%(words)s” stands several times in %(label)s: take more words.") % where)
