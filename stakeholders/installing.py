"""The parties that come with an installation: States, main groups, treaty bodies, specialized agencies.

The tables stand in `stakeholders/data`. A migration calls `install` with the tables as they were then, a command with
those of today, so everything is asked of `get_model`. The names of States are the United Nations' own.
"""

import csv
from pathlib import Path

from django.utils import timezone

DATA = Path(__file__).resolve().parent / "data"
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
WHY = "Came with the installation"


def rows(name):
    """The rows of one table, as dictionaries."""
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes():
    """Every code that comes with an installation."""
    return {row["code"] for name in ("states", "groups", "bodies") for row in rows(name)}


def install(get_model):
    """Bring in every party that is not there yet, by its code; returns how many. Idempotent."""
    organisations = get_model("stakeholders", "Organisation")
    there = set(organisations.objects.values_list("code", flat=True))
    wanted = [row for row in _parties() if row["code"] not in there]
    made = organisations.objects.bulk_create([organisations(**row) for row in wanted])
    _record(get_model("stakeholders", "HistoricalOrganisation"), made)
    by_code = {party.code: party for party in organisations.objects.all()}
    _name(get_model("stakeholders", "PartyName"), by_code)
    _group(get_model("stakeholders", "Belonging"), by_code)
    return len(made)


def _parties():
    for row in rows("states"):
        fields = ("code", "iso3", "category", "regional_group", "language")
        names = {"name": row["name_en"], "short_name": row["short_en"], "sort_key": row["sort_en"]}
        yield {field: row[field] for field in fields} | names
    for row in rows("groups"):
        yield _body(row, "regional_organization")
    for row in rows("bodies"):
        yield _body(row, row["category"])


def _body(row, category):
    short = row["short_name"]
    return {
        "code": row["code"],
        "name": row["name"],
        "short_name": short,
        "sort_key": short.casefold(),
        "category": category,
    }


def _record(history, parties):
    fields = [field.attname for field in (parties[0]._meta.concrete_fields if parties else [])]
    history.objects.bulk_create(
        history(
            **{name: getattr(party, name) for name in fields},
            history_date=timezone.now(),
            history_type="+",
            history_change_reason=WHY,
        )
        for party in parties
    )


def _name(names, by_code):
    """What each party is called in six languages; a group or a body is sorted by its short name."""
    names.objects.bulk_create(
        (
            names(
                organisation=by_code[row["code"]],
                language=language,
                name=row.get(f"name_{language}") or row["name"],
                short_name=(short := row.get(f"short_{language}") or row["short_name"]),
                sort_key=row.get(f"sort_{language}") or short.removeprefix("ال").casefold(),
            )
            for table in ("states", "groups", "bodies")
            for row in rows(table)
            for language in LANGUAGES
        ),
        ignore_conflicts=True,
    )


def _group(belongings, by_code):
    belongings.objects.bulk_create(
        (
            belongings(group=by_code[row["code"]], member=by_code[code])
            for row in rows("groups")
            for code in row["members"].split()
        ),
        ignore_conflicts=True,
    )


def uninstall(get_model):
    """Take the installed parties out again, before anything hangs on them: for the demonstration, whose States are
    fictional and must stand apart."""
    chosen = codes()
    get_model("stakeholders", "Belonging").objects.filter(group__code__in=chosen).delete()
    get_model("stakeholders", "PartyName").objects.filter(organisation__code__in=chosen).delete()
    get_model("stakeholders", "HistoricalOrganisation").objects.filter(code__in=chosen).delete()
    return get_model("stakeholders", "Organisation").objects.filter(code__in=chosen).delete()[0]
