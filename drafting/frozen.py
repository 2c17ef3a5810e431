"""Frozen means frozen: triggers that refuse to change or delete what was frozen, on both databases.

The hash of a version is the proof, these are the guard. They are reinstalled after every migration, because
SQLite silently drops a table's triggers when a migration remakes the table; a migration that rewrites a
guarded table calls `remove` first.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import connections, models

PREFIX = "frozen_"
MESSAGE = "frozen: this row was frozen and cannot change"


@dataclass(frozen=True)
class Guard:
    """What is frozen of a model: the whole row, or some columns; `once` may be filled in, then not changed."""

    model: str
    columns: tuple = ()
    once: tuple = ()


_guards = {}


def guard(model, columns=(), once=()):
    """Register a frozen model, from its app's `ready`."""
    _guards[model] = Guard(model, tuple(columns), tuple(once))


def install(using="default", **_):
    """Put every guard in place whose table exists, as it is defined now. Receiver of `post_migrate`."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    present = [g for g in _guards.values() if _table(g) in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION, None)
        else:
            _take_down_outdated(cursor, present)
        for each in present:
            for statement in _statements(each, connection.vendor):
                cursor.execute(statement, None)


def _take_down_outdated(cursor, present):
    """SQLite cannot replace a trigger: one whose definition has changed since is dropped before it is made anew."""
    wanted = {s.replace(" IF NOT EXISTS", "", 1) for each in present for s in _statements(each, "sqlite")}
    cursor.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{PREFIX}%'", None
    )
    for name, definition in cursor.fetchall():
        if definition not in wanted:
            cursor.execute(f'DROP TRIGGER "{name}"', None)


def remove(using="default"):
    """Take every guard away: for a migration that rewrites a guarded table, and for emptying a test database."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in installed(using):
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}', None)


def installed(using="default"):
    """(trigger, table) of every guard that stands in the database, read from the database itself."""
    connection = connections[using]
    query = _FIND_POSTGRES if connection.vendor == "postgresql" else _FIND_SQLITE
    with connection.cursor() as cursor:
        cursor.execute(query, None)
        return sorted(cursor.fetchall())


def expected(vendor):
    """(trigger, table) of every guard that should stand, from the models."""
    acts = ("change", "delete", "truncate") if vendor == "postgresql" else ("change", "delete", "replace")
    return sorted((f"{PREFIX}{_table(g)}_{act}", _table(g)) for g in _guards.values() for act in acts)


_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION travaux_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_FIND_POSTGRES = f"""
SELECT tgname::text, relname::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND tgname LIKE '{PREFIX}%'
"""
_FIND_SQLITE = f"SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{PREFIX}%'"


def _model(each):
    return apps.get_model(each.model)


def _table(each):
    return _model(each)._meta.db_table


def _statements(each, vendor):
    table, changed = _table(each), _condition(each, vendor)
    when = f" WHEN ({changed})" if changed else ""
    if vendor == "postgresql":
        run = "EXECUTE FUNCTION travaux_frozen()"
        yield _replacing(f'"{PREFIX}{table}_change" BEFORE UPDATE ON "{table}" FOR EACH ROW{when} {run}')
        yield _replacing(f'"{PREFIX}{table}_delete" BEFORE DELETE ON "{table}" FOR EACH ROW {run}')
        yield _replacing(f'"{PREFIX}{table}_truncate" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {run}')
        return
    body = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    start = f'CREATE TRIGGER IF NOT EXISTS "{PREFIX}{table}'
    yield f'{start}_change" BEFORE UPDATE ON "{table}"{when} {body}'
    yield f'{start}_delete" BEFORE DELETE ON "{table}" {body}'
    # INSERT OR REPLACE deletes the old row without asking the delete trigger.
    yield f'{start}_replace" BEFORE INSERT ON "{table}" WHEN ({_collision(each)}) {body}'


def _replacing(definition):
    return f"CREATE OR REPLACE TRIGGER {definition}"


def _condition(each, vendor):
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    column = {f.name: f.column for f in _model(each)._meta.concrete_fields}
    # The key too: UPDATE OR REPLACE could put another row in the place of this one.
    guarded = [column[c] for c in (*each.columns, _model(each)._meta.pk.name)] if each.columns else []
    parts = [f'OLD."{c}" {differs} NEW."{c}"' for c in guarded]
    for name in each.once:
        c = column[name]
        empty = f'OLD."{c}" IS NOT NULL'
        if not isinstance(_model(each)._meta.get_field(name), (models.DateField, models.ForeignKey)):
            empty += f" AND OLD.\"{c}\" <> ''"
        parts.append(f'({empty} AND OLD."{c}" {differs} NEW."{c}")')
    return " OR ".join(parts)


def _collision(each):
    meta = _model(each)._meta
    sets = [[f.column] for f in meta.concrete_fields if f.unique]
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition:
            sets.append([meta.get_field(name).column for name in constraint.fields])
    table = meta.db_table
    same = (" AND ".join(f'"{c}" = NEW."{c}"' for c in columns) for columns in sets)
    return " OR ".join(f'EXISTS (SELECT 1 FROM "{table}" WHERE {match})' for match in same)
