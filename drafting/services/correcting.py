"""A Corr.: a frozen version that differs from an issued one in exactly the corrected words. And setting aside."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from drafting.models import Aside, Declaration, HistoricalWording, Version, VersionEntry
from drafting.services.editing import Refused, lock_wording
from drafting.services.freezing import canonical, count_words, entry_of, finish_freezing, text_hash
from drafting.services.lineage import stem_of
from stakeholders import clock
from stakeholders.records import record_save


@transaction.atomic
def freeze_corrigendum(version, corrections, *, reason, by):
    """Freeze the Corr. of an issued `version`, and return it.

    `corrections` is [(entry, words as they stand, words as they should read)]; the words stand once in the entry.
    Nothing else differs, and each correction is a record of the wording as well; where the working text has moved
    on, it is corrected too as far as the words still stand in it (`not_applied` names the rest). Raises Refused where
    the words are not there, or where a later version has been frozen.
    """
    declaration = Declaration.objects.select_for_update().get(pk=version.declaration_id)
    _guard(version, corrections, reason)
    newest = declaration.versions.aggregate(Max("number"))["number__max"]
    corr = version.corr + 1
    why = _("Corr.%(n)d: %(reason)s") % {"n": corr, "reason": reason.strip()}
    made = {pk: _correct(*found, why, by) for pk, found in _by_entry(corrections).items()}
    entries = [
        entry_of(e.order, e.provision, e.label, e.language, made[e.pk][0] if e.pk in made else e.record)
        for e in version.entries.for_list().order_by("order", "language")
    ]
    corrected = Version.objects.create(
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
    for aside in filter(None, (aside for _record, aside in made.values())):
        aside.version = corrected
        aside.save()
    return finish_freezing(corrected, entries)


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
    """(record, Aside or None): the new record of an entry's wording, with each pair of words replaced in it."""
    wording, newest = lock_wording(
        VersionEntry.objects.get(pk=entry.pk).provision.wordings.get(language=entry.language)
    )
    if newest != entry.record_id:
        return _correct_beside(entry, wording, pairs, why, by)
    _replace_all(entry, wording, pairs)
    record_save(wording, by=by, reason=why)
    return wording.current_record, None


def _correct_beside(entry, wording, pairs, why, by):
    """The working text has moved on: the words are corrected in the text as it was frozen, and in the working text
    where they still stand once. What stands now is the last record all the same."""
    heading, text = wording.heading, wording.text
    wording.heading, wording.text = entry.record.heading, entry.record.text
    _replace_all(entry, wording, pairs)
    record_save(wording, by=by, reason=_("%(why)s (the text as circulated)") % {"why": why})
    record = wording.current_record
    wording.heading, wording.text = heading, text
    left = [pair for pair in pairs if not _replace(wording, *pair)]
    stays = _("%(why)s (not in the working text, which has moved on)") % {"why": why}
    record_save(wording, by=by, reason=stays if len(left) == len(pairs) else why)
    base = stem_of(entry.record)
    return record, Aside(record=record, base_id=base, after=wording.current_record, left=left)


def _replace_all(entry, wording, pairs):
    for before, after in pairs:
        times = wording.text.count(before) or wording.heading.count(before)
        _guard_words(entry, times, before, after)
        _replace(wording, before, after)


def _replace(wording, before, after):
    """Put words in the place of others in the text or else the heading, if they stand there once; whether they did."""
    field = "text" if before in wording.text else "heading"
    if getattr(wording, field).count(before) != 1:
        return False
    setattr(wording, field, getattr(wording, field).replace(before, after))
    return True


def not_applied(declaration):
    """[(Corr., wording, [(before, after)])]: corrected words that the working text does not have, as long as nobody
    has saved that provision since."""
    newest = HistoricalWording.objects.filter(id=OuterRef("after__id")).order_by("-history_id")
    asides = Aside.objects.filter(version__declaration=declaration).exclude(left=[])
    asides = asides.filter(after=Subquery(newest.values("history_id")[:1]))
    asides = asides.select_related("version", "after__provision")
    return [(aside.version, aside.after, aside.left) for aside in asides]


def _guard_words(entry, times, before, after):
    where = {"label": entry.printed_label or entry.label, "words": before}
    if before == after:
        raise Refused(_("“%(words)s” is to read as it stands: nothing is corrected.") % where)
    if times == 0:
        raise Refused(_("“%(words)s” does not stand in %(label)s.") % where)
    if times > 1:
        raise Refused(_("“%(words)s” stands several times in %(label)s: take more words.") % where)
