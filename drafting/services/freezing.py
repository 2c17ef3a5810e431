"""Freezing: the working text becomes a version that cannot change. No text is copied."""

import json
from hashlib import sha256
from itertools import chain, combinations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from drafting.models import (
    Declaration,
    HistoricalWording,
    Override,
    Translation,
    Version,
    VersionEntry,
    Wording,
)
from drafting.services.editing import Refused
from drafting.services.grounds import missing_before_issuing, pass_gate
from drafting.services.owing import debt
from drafting.text import numbering, structure, tokens
from stakeholders import clock

_followers = []


def after_freezing(act):
    """Have `act(version)` done in the transaction of every freezing; rooms above register it when they are ready."""
    if act not in _followers:
        _followers.append(act)


def text_hash(rows):
    """SHA-256 (hex) over canonical JSON of [uid, label, language, heading, text] of each row, in order.

    Never a primary key, a symbol or a date: an import elsewhere gives the same hash.
    """
    canonical = json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def preview_freeze(declaration):
    """What `freeze_version` would freeze now: entries (unsaved), hash, and the reasons not to, as sentences."""
    entries = _entries(declaration)
    digest = text_hash(canonical(entries))
    last = declaration.versions.kept().order_by("-number").first()
    obstacles = []
    if not any(entry.provision.kind == "article" for entry in entries):
        obstacles.append(_("There is no Article in the text yet."))
    if last and digest == text_hash(canonical(last.entries.for_list().order_by("order", "language"))):
        obstacles.append(_("Nothing has changed since %(version)s was frozen.") % {"version": last.full_name})
    return entries, digest, obstacles


@transaction.atomic
def freeze_version(declaration, *, name, by, note=""):
    """Freeze the working text of `declaration` in every language it has, and return the Version.

    Raises Refused where there is no Article, or nothing has changed since the last version.
    """
    declaration = Declaration.objects.select_for_update().get(pk=declaration.pk)
    entries, digest, obstacles = preview_freeze(declaration)
    if obstacles:
        raise Refused(obstacles[0])
    newest = declaration.versions.aggregate(Max("number"))["number__max"] or 0
    version = Version.objects.create(
        declaration=declaration,
        number=newest + 1,
        name=name,
        language=declaration.language,
        sha256=digest,
        note=note,
        frozen_at=clock.now(),
        frozen_by=by,
        words=count_words(entries, declaration.language),
    )
    return finish_freezing(version, entries)


def finish_freezing(version, entries):
    """Write the entries of a new version and do whatever follows every freezing; inside the caller's transaction."""
    for entry in entries:
        entry.version = version
    VersionEntry.objects.bulk_create(entries)
    _keep_standings(version, entries)
    for act in _followers:
        act(version)
    return version


@transaction.atomic
def issue_version(version, *, by, override=""):
    """Make a frozen version public; the one issued before it is superseded.

    Raises Refused where the change ledger lacks something and `override` gives no reason to go on all the same.
    """
    version = Version.objects.select_for_update().get(pk=version.pk)
    if version.state != Version.State.FROZEN:
        raise Refused(_("Only a frozen version that has not been issued can be issued."))
    # A Corr. changes what its own list says and nothing else: the ledger was asked before the text it corrects.
    missing = [] if version.corrects_id else missing_before_issuing(version)
    pass_gate(Override.Gate.TEXT, version.declaration, version.number, missing, override=override, by=by)
    earlier = Version.objects.filter(declaration=version.declaration, state=Version.State.ISSUED)
    earlier.update(state=Version.State.SUPERSEDED)
    version.state, version.issued_at, version.issued_by = Version.State.ISSUED, clock.now(), by
    version.save(update_fields=["state", "issued_at", "issued_by"])
    return version


@transaction.atomic
def record_symbol(version, *, symbol, date, by):
    """Add the symbol and date of issue that document services gave: once, outside the hash."""
    version = Version.objects.select_for_update().get(pk=version.pk)
    if version.symbol:
        raise Refused(_("This version has its symbol already: %(symbol)s.") % {"symbol": version.symbol})
    if version.declaration.versions.filter(symbol=symbol).exists():
        raise Refused(_("Another version has the symbol %(symbol)s.") % {"symbol": symbol})
    version.symbol, version.symbol_date, version.symbol_recorded_by = symbol, date, by
    version.full_clean(exclude=["declaration", "frozen_by", "issued_by", "symbol_recorded_by"])
    version.save(update_fields=["symbol", "symbol_date", "symbol_recorded_by"])
    return version


def behind(declaration):
    """The languages whose translation does not say what the text says now: they are not frozen with it."""
    return [language for language, owed in debt(declaration).items() if owed]


def _keep_standings(version, entries):
    """A translation that still renders every word is frozen with the version, as official or courtesy as before."""
    for language in sorted({entry.language for entry in entries} - {version.language}):
        last = Translation.objects.filter(version__declaration=version.declaration, language=language)
        last = last.order_by("-version__number").first()
        if last:
            rows = canonical(entry for entry in entries if entry.language == language)
            Translation.objects.create(
                version=version,
                language=language,
                standing=last.standing,
                sha256=text_hash(rows),
                brought_by=last.brought_by,
                brought_at=version.frozen_at,
            )


def _entries(declaration):
    provisions = list(declaration.provisions.standing())
    labels = numbering.place_labels([(p.kind, p.follows) for p in provisions])
    wordings = Wording.objects.filter(provision__in=provisions).exclude(language__in=behind(declaration))
    wordings = list(wordings.order_by("language"))
    newest = dict(
        HistoricalWording.objects.filter(id__in=[w.pk for w in wordings])
        .values_list("id")
        .annotate(newest=Max("history_id"))
    )
    records = HistoricalWording.objects.in_bulk(newest.values())
    places = {
        p.pk: (order, p, label) for order, (p, label) in enumerate(zip(provisions, labels, strict=True))
    }
    rows = [(places[w.provision_id], w.language, records[newest[w.pk]]) for w in wordings]
    rows.sort(key=lambda row: (row[0][0], row[1]))
    return [entry_of(*place, language, record) for place, language, record in rows]


def entry_of(order, provision, label, language, record):
    """An unsaved entry that points at `record`, with the spans of its paragraphs as they are read now."""
    spans = [[p.label, p.printed, p.start, p.end, p.body, p.level] for p in structure.paragraphs(record.text)]
    return VersionEntry(
        provision=provision,
        language=language,
        record=record,
        label=label,
        slug=numbering.place_slug(label),
        order=order,
        spans=spans,
    )


def canonical(entries):
    """The rows that `text_hash` takes of entries, saved or not."""
    return [[str(e.provision.uid), e.label, e.language, e.record.heading, e.record.text] for e in entries]


def frozen_rows(version):
    """The canonical rows that the hash of `version` covers, or None where the words are not those that were frozen.

    A translation that was brought afterwards lies among the entries and has a hash of its own, so the rows are sought
    with it and without it.
    """
    rows = canonical(version.entries.for_list().order_by("order", "language"))
    brought = sorted(version.translations.values_list("language", flat=True))
    for left_out in chain.from_iterable(combinations(brought, n) for n in range(len(brought) + 1)):
        found = [row for row in rows if row[2] not in left_out]
        if text_hash(found) == version.sha256:
            return found
    return None


def count_words(entries, language):
    """How many words the entries have in one language."""
    texts = (f"{e.record.heading} {e.record.text}" for e in entries if e.language == language)
    return sum(1 for text in texts for token in tokens.tokens(text) if token.text[0].isalnum())
