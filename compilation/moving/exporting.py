"""Writing an installation down: one state of the database, however long it takes and whoever works meanwhile."""

from contextlib import contextmanager

from django.db import connection, transaction

from comments.models import Receipt
from compilation.handover.bag import Bag
from compilation.moving import FORMAT, columns_of, lines_of, moved, schema
from drafting.models import Version


def export_all(file):
    """Write everything into `file` (binary, seekable) as a .zip; returns (overall hash, {table: rows}).

    The overall hash is the SHA-256 of the manifest, which has that of every table. The same rows give the same bytes,
    on whichever database they lie.
    """
    with _one_state():
        bag, tables = Bag(file), {}
        for model in moved():
            label, rows = model._meta.label, 0
            with bag.writing(name_of(label)) as write:
                for line in lines_of(model):
                    write(line)
                    rows += 1
            tables[label] = {"columns": columns_of(model), "rows": rows}
        facts = {"format": FORMAT, "schema": schema(), "tables": tables, **proofs()}
    bag.seal(facts)
    return bag.files["manifest.json"]["sha256"], {label: each["rows"] for label, each in tables.items()}


def name_of(label):
    """The file in which the rows of a table lie."""
    return f"tables/{label}.jsonl"


def proofs():
    """What is proved by hashes of its own: every version of a text, and the head of the chain of receipts."""
    versions = Version.objects.order_by("pk").values_list("declaration__slug", "number", "sha256")
    last = Receipt.objects.order_by("-position").first()
    return {"versions": list(map(list, versions)), "head": [last.position, last.link] if last else None}


@contextmanager
def _one_state():
    """All that is read in the block is the database at one moment; nobody who writes has to wait for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Django's own transactions take the one writer's lock; a reader of the write-ahead log needs none.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
