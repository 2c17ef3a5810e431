"""Translation debt: what has changed in the original since its words were rendered in another language."""

from django.db.models import Max

from drafting.models import HistoricalWording, Rendering, Wording


def debt(declaration):
    """{language: [(provision, what)]}: what a translation does not say that the working text says now.

    `what` is "changed" where the words it renders are no longer those that stand, "missing" where there are none.
    """
    standing = list(declaration.provisions.standing())
    languages = Wording.objects.filter(provision__declaration=declaration).exclude(
        language=declaration.language
    )
    languages = sorted(set(languages.values_list("language", flat=True)))
    newest = _newest(standing)
    records = HistoricalWording.objects.in_bulk(list(newest.values()))
    rendered = _rendered([newest[key] for key in newest if key[1] in languages])
    return {
        language: [
            (provision, what)
            for provision in standing
            if (what := _owed(provision, language, declaration.language, newest, records, rendered))
        ]
        for language in languages
    }


def _owed(provision, language, original, newest, records, rendered):
    source, record = newest.get((provision.pk, original)), newest.get((provision.pk, language))
    if source is None:
        return ""
    if record is None:
        return "missing"
    if record not in rendered:
        return ""  # brought without saying what it renders: nobody can tell
    now = records[source]
    return "" if (now.heading, now.text) in rendered[record] else "changed"


def _newest(provisions):
    rows = HistoricalWording.objects.filter(provision__in=[p.pk for p in provisions])
    rows = rows.order_by().values_list("provision", "language").annotate(newest=Max("history_id"))
    return {(provision, language): newest for provision, language, newest in rows}


def _rendered(records):
    found = {}
    rows = Rendering.objects.filter(record__in=records).values_list(
        "record", "source__heading", "source__text"
    )
    for record, heading, text in rows:
        found.setdefault(record, set()).add((heading, text))
    return found
