"""Frozen means frozen: not by form, admin, ORM or SQL, on either database."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from drafting import frozen, services
from drafting.models import HistoricalWording, Step, Version, VersionEntry

# A column of each guarded table that holds words or says which words they are.
GUARDED = {HistoricalWording: "text", VersionEntry: "label", Step: "reason", Version: "sha256"}
TABLES = {model._meta.db_table: column for model, column in GUARDED.items()}
EACH = pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)

SQLITE = {
    "replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "update or replace": "UPDATE OR REPLACE {table} SET {key} = {key} + 1",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE true "
    "ON CONFLICT ({key}) DO UPDATE SET {column} = 'x'",
}
POSTGRESQL = {
    "truncate": "TRUNCATE {table} CASCADE",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {column} = 'x'",
}
EVERYWHERE = {
    "update": "UPDATE {table} SET {column} = 'x'",
    "update of the key": "UPDATE {table} SET {key} = {key} + 1000",
    "delete": "DELETE FROM {table}",
}
STATEMENTS = EVERYWHERE | (POSTGRESQL if connection.vendor == "postgresql" else SQLITE)


def words_of(version):
    return [(e.label, e.heading, e.text) for e in version.entries.for_list()]


def hash_of(version):
    rows = version.entries.for_list().order_by("order", "language")
    return services.text_hash([str(e.provision.uid), e.label, e.language, e.heading, e.text] for e in rows)


def refused():
    return pytest.raises(DatabaseError, match="frozen: this row was frozen")


@EACH
@pytest.mark.parametrize("statement", STATEMENTS)
def test_sql_cannot_change_or_take_away_what_was_frozen(version, model, statement):
    before = list(model.objects.order_by("pk").values())
    named = {"table": model._meta.db_table, "key": model._meta.pk.column, "column": GUARDED[model]}
    # PostgreSQL truncates nothing while a deferred foreign key of this transaction is still to be checked.
    connection.check_constraints()
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STATEMENTS[statement].format(**named), None)
    assert list(model.objects.order_by("pk").values()) == before
    assert before != []


@EACH
def test_the_orm_cannot_either(version, model):
    row, column = model.objects.order_by("pk").first(), GUARDED[model]
    setattr(row, column, "x")
    acts = [
        lambda: model.objects.update(**{column: "x"}),
        lambda: model.objects.bulk_update([row], [column]),
        lambda: row.save(),
        lambda: model.objects.all()._raw_delete("default"),
    ]
    for act in acts:
        with refused(), transaction.atomic():
            act()
    assert not model.objects.filter(**{column: "x"}).exists()


def test_one_version_cannot_be_put_in_the_place_of_another(version, expert):
    other = Version.objects.create(
        declaration=version.declaration, number=9, name="zero", language="en", sha256="0" * 64,
        frozen_at=version.frozen_at, frozen_by=expert,
    )  # fmt: skip
    verb = "UPDATE" if connection.vendor == "postgresql" else "UPDATE OR REPLACE"
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{verb} drafting_version SET id = {version.pk} WHERE id = {other.pk}", None)
    assert Version.objects.get(number=1).sha256 == version.sha256


def test_a_symbol_is_filled_in_once_and_then_stands(version):
    Version.objects.filter(pk=version.pk).update(symbol="DEMO/1", symbol_date="2026-03-02")
    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(symbol="DEMO/2")
    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(symbol_date="2026-03-03")


def test_editing_the_working_text_leaves_the_frozen_one(expert_in, version, at, page):
    before, wording = words_of(version), at("Article 3")
    said = {"heading": "", "text": "Other words.", "reason": "Why", "base": wording.current_record.history_id}
    assert expert_in.post(page("edit", "Article 3"), said).status_code == 302
    expert_in.post(page("move", "Article 3"), {"after": "", "reason": "Why"})
    assert words_of(version) == before
    assert hash_of(version) == version.sha256


def test_admin_offers_no_way_to_change_or_delete_a_version(client_of, superuser, version):
    client = client_of(superuser)
    before = list(Version.objects.values())
    address = reverse("admin:drafting_version_change", args=[version.pk])
    assert client.post(address, {"sha256": "x", "number": 7, "name": "final"}).status_code == 403
    client.post(reverse("admin:drafting_version_delete", args=[version.pk]), {"post": "yes"})
    assert list(Version.objects.values()) == before


@pytest.mark.django_db
def test_the_triggers_that_stand_are_exactly_those_that_should():
    assert frozen.installed() == frozen.expected(connection.vendor)
    assert len(frozen.installed()) >= 3 * len(GUARDED)
    assert {table for _name, table in frozen.installed()} >= set(TABLES)


@pytest.mark.django_db
def test_a_trigger_that_is_missing_is_noticed_and_the_next_migration_puts_it_back():
    name, table = frozen.expected(connection.vendor)[0]
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}', None)
    assert set(frozen.expected(connection.vendor)) - set(frozen.installed()) == {(name, table)}
    frozen.install()
    assert frozen.installed() == frozen.expected(connection.vendor)


def test_a_trigger_whose_definition_is_outdated_is_made_anew(version):
    name, postgresql = "frozen_drafting_step_delete", connection.vendor == "postgresql"
    on = ' ON "drafting_step"' if postgresql else ""
    toothless = (
        "FOR EACH ROW WHEN (false) EXECUTE FUNCTION travaux_frozen()" if postgresql else "BEGIN SELECT 1; END"
    )
    connection.check_constraints()  # PostgreSQL alters no table whose deferred keys are still to be checked
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}', None)
        cursor.execute(f'CREATE TRIGGER "{name}" BEFORE DELETE ON "drafting_step" {toothless}', None)
    assert frozen.installed() == frozen.expected(connection.vendor)
    frozen.install()
    with refused(), transaction.atomic():
        Step.objects.all()._raw_delete("default")
