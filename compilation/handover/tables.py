"""Every record of a mandate that a reader may see as tables: a .csv and a .json for each kind, row by row."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from comments.models import Observation, OralView, Reconsideration
from comments.services import letters, tracing
from compilation.handover.comments import rows_of
from compilation.handover.enclosed import replies
from compilation.layouts.matrix import CHUNK, columns, row_of
from compilation.records import fields_of
from compilation.writers.csv import safe
from drafting import services as drafting
from drafting.models import VersionEntry
from mandate import services as mandates
from mandate.models import Promise, Questionnaire, Segment, Source
from mandate.permissions import may_see_closed

MARK = "\ufeff"  # so that Excel reads it as UTF-8


@dataclass(frozen=True)
class Table:
    """A kind of record: its name, and a row for each as a dict; `cells`, where the .csv has columns of its own."""

    name: str
    rows: Iterable
    headings: tuple = ()
    cells: Iterable = ()


def write(bag, folder, table):
    """Put `table` into `folder` of the Bag as .csv and as .json."""
    rows = table.rows if table.cells else list(table.rows)
    with bag.writing(f"{folder}/{table.name}.json") as put:
        put("[")
        for n, row in enumerate(rows):
            put((",\n" if n else "\n") + json.dumps(row, ensure_ascii=False, default=_plain))
        put("\n]\n")
    headings = table.headings or tuple(rows[0] if rows else ())
    with bag.writing(f"{folder}/{table.name}.csv") as put:
        put(MARK + _line(headings))
        for cells in table.cells or (row.values() for row in rows):
            put(_line(cells))


def of_mandate(mandate, user):
    """The tables of the record of a mandate."""
    yield Table("resolutions", _resolutions(mandate))
    yield Table(
        "terms", _values(mandate.terms.all(), "holder", "title", "begins", "until", "ended_on", "end")
    )
    stages = ("number", "title", "begins", "ends", "state", "summary", "deliverables")
    yield Table("stages", _values(mandate.stages.all(), *stages))
    yield Table("requests", map(_request, drafting.requests_of(mandate, user)))
    sources = ("slug", "kind", "symbol", "title", "date", "body", "language", "link", "summary")
    yield Table(
        "sources", map(_source(sources), Source.objects.prefetch_related("passages").order_by("slug"))
    )
    rows = mandate.activities.select_related("stage", "report").order_by("begins", "pk")
    yield Table("activities", [_activity(row, user) for row in rows])
    yield Table("segments", _segments(mandate, user))
    yield Table("practices", _practices(mandate))
    yield Table("considerations", _considerations(mandate))
    yield Table("questions", _questions(mandate, user))
    yield Table("oral-views", _oral(mandate, user))
    promises = Promise.objects.visible_to(user).filter(mandate=mandate)
    yield Table("promises", _values(promises, "to_whom", "words", "made_on", "made_by", "lifted_on"))


def of_declaration(declaration, rounds, files, user):
    """The tables of one declaration: versions, provisions, what they rest on, rounds, comments, concerns, replies,
    and `files`, what parties enclosed, as rows."""
    versions = declaration.versions.visible_to(user).order_by("number")
    names = ("number", "name", "state", "language", "symbol", "symbol_date", "frozen_at", "issued_at", "words",
             "sha256")  # fmt: skip
    yield Table("versions", _values(versions, *names))
    yield Table("provisions", _provisions(declaration, user))
    yield Table("matrix", map(_traced, tracing.matrix(declaration, user).rows))
    rules = (
        "number",
        "title",
        "kind",
        "state",
        "opens_at",
        "closes_at",
        "visibility",
        "publication",
        "legal_basis",
    )
    yield Table("rounds", _values(rounds, *rules))
    headings = tuple(str(column.heading) for column in columns())
    yield Table(
        "comments",
        (fields_of(c, settings.BASE_URL.__add__) for c in _comments(rounds, user)),
        headings,
        (row_of(c) for c in _comments(rounds, user)),
    )
    yield Table("sustained-concerns", _concerns(rounds, user))
    yield Table("reconsidered", _reconsidered(rounds, user))
    yield Table("replies", replies(rounds, user))
    yield Table("enclosed", files)
    yield Table("observations", _observations(rounds, user))


def _comments(rounds, user):
    for round in rounds:
        yield from rows_of(round, user).iterator(chunk_size=CHUNK)


def _values(rows, *names):
    return [{name: getattr(row, name) for name in names} for row in rows]


def _resolutions(mandate):
    for row in mandate.resolutions.select_related("source"):
        yield {
            "symbol": row.source.symbol,
            "title": row.source.title,
            "date": row.source.date,
            "act": row.act,
        }


def _request(asked):
    answers = [{"what": words, "how": note} for words, _address, note in asked.answers]
    row = asked.request
    return {"resolution": str(row.resolution), "paragraph": row.letter, "text": row.text, "answers": answers}


def _source(names):
    def row_of_source(row):
        passages = [{"place": each.place, "words": each.words} for each in row.passages.all()]
        return {name: getattr(row, name) for name in names} | {"passages": passages}

    return row_of_source


def _activity(row, user):
    exact = may_see_closed(user)
    names = ("slug", "kind", "title", "begins", "ends", "place", "programme", "summary")
    return {name: getattr(row, name) for name in names} | {
        "stage": row.stage and row.stage.number,
        "reported in": row.report and str(row.report),
        "attending": [str(body) for body in row.attending.select_related("organisation")],
        "counts": [
            {"capacity": c.capacity, "total": c.total, "regions": dict(_named(c.regions)),
             "genders": dict(_named(c.genders))}
            for c in mandates.counts_of(row, exact=exact)
        ],
    }  # fmt: skip


def _named(cells):
    return [("others" if label is None else str(label), number) for label, number in cells]


def _segments(mandate, user):
    rows = Segment.objects.visible_to(user).filter(activity__mandate=mandate).select_related("activity")
    for row in rows.order_by("activity__begins", "activity", "order", "pk"):
        public = {"public": row.is_public, "rule": row.rule, "summary": row.summary}
        yield {"activity": row.activity.slug, "order": row.order, "title": row.title} | public


def _practices(mandate):
    for row in mandate.practices.select_related("source", "activity"):
        where = {"source": row.source and str(row.source), "learnt of at": row.activity and row.activity.slug}
        names = ("title", "place", "actors", "summary")
        yield {name: getattr(row, name) for name in names} | where


def _considerations(mandate):
    for row in mandate.considerations.select_related("source").prefetch_related("activities"):
        drawn = [activity.slug for activity in row.activities.all()]
        said = {"kind": row.kind, "letter": row.letter, "text": row.text, "source": str(row.source)}
        yield said | {"paragraph": row.paragraph, "drawn from": drawn}


def _questions(mandate, user):
    found = Questionnaire.objects.visible_to(user).filter(mandate=mandate).order_by("slug")
    for row in found.prefetch_related("questions__texts"):
        for question in row.questions.all():
            said = {"questionnaire": row.slug, "letter": question.letter}
            yield said | {"language": row.language, "text": question.text, "note": question.note}
            for text in question.texts.all():
                yield said | {"language": text.language, "text": text.text, "note": text.note}


def _oral(mandate, user):
    rows = OralView.objects.visible_to(user).for_list().filter(segment__activity__mandate=mandate)
    for row in rows.order_by("segment__activity__begins", "segment", "order"):
        where = {"activity": row.segment.activity.slug, "segment": row.segment.title, "order": row.order}
        yield where | {
            "speaker": row.speaker,
            "place": str(row.place),
            "words": row.words,
            "state": row.state,
        }


def _provisions(declaration, user):
    entries = VersionEntry.objects.visible_to(user).filter(version__declaration=declaration)
    rows = entries.select_related("record", "provision", "version").order_by(
        "version__number", "order", "language"
    )
    for row in rows:
        yield {
            "version": row.version.number,
            "language": row.language,
            "uid": str(row.provision.uid),
            "label": row.label,
            "kind": row.kind,
            "anchor": row.slug,
            "heading": row.heading,
            "text": row.text,
        }


def _traced(row):
    bases = {kind: [_basis(basis) for basis in some] for kind, some in row.bases.items()}
    changed = [comment.number for comment in row.changed_by]
    said = {"provision": row.label, "uid": str(row.provision.uid), "heading": row.heading}
    return said | bases | {"comments": row.comments, "changed by": changed}


def _basis(basis):
    return f"{basis.what}, {basis.place}" if basis.place else str(basis.what)


def _concerns(rounds, user):
    for round in rounds:
        for comment, reaction in letters.sustained(round, user):
            said = {"number": comment.number, "party": comment.party.short_name, "place": str(comment.place)}
            yield said | {"weight": comment.weight, "words": reaction.words, "language": comment.language}


def _reconsidered(rounds, user):
    """Answers taken up again: until it is published, the new one is the drafters' alone."""
    of_rounds = {"response__comment__round__in": rounds}
    told = Reconsideration.objects.told_to(user).filter(**of_rounds)
    rows = Reconsideration.objects.visible_to(user).filter(**of_rounds) | told
    known = set(told.values_list("pk", flat=True))
    drafted = set(Reconsideration.objects.visible_to(user).filter(**of_rounds).values_list("pk", flat=True))
    for row in rows.select_related("response__comment").distinct().order_by("pk"):
        sees = row.pk in drafted
        yield {
            "number": row.response.comment.number,
            "information": row.information if row.pk in known else "",
            "opened_at": row.opened_at,
            "published_at": row.published_at,
            "outcome": row.outcome if sees else "",
            "reason": row.reason if sees else "",
            "earlier_outcome": row.earlier_outcome,
            "earlier_reason": row.earlier_reason,
            "earlier_published_at": row.earlier_published_at,
        }


def _observations(rounds, user):
    rows = Observation.objects.visible_to(user).filter(round__in=rounds).exclude(text="")
    for row in rows.select_related("round", "question"):
        yield {"round": row.round.number, "question": row.question.letter, "text": row.text}


def _plain(value):
    return value.isoformat() if isinstance(value, date) else str(value)


def _line(cells):
    out = io.StringIO(newline="")
    csv.writer(out).writerow([safe(_cell(cell)) for cell in cells])
    return out.getvalue()


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, dict):
        return ": ".join(str(each) for each in value.values() if each != "")
    if isinstance(value, list):
        return "\n".join(_cell(each) for each in value)
    return _plain(value)
