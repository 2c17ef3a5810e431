"""Waiting one's turn: for the database's one writer on SQLite, and for what the worker does."""

import fcntl
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction


@contextmanager
def fair_turn():
    """On SQLite, let writers in one after another in the order they came.

    SQLite's own busy handler sleeps and retries, so that somebody unlucky waits for seconds; a file lock wakes
    the next in line (worst wait 8 s → 0.06 s). PostgreSQL queues its writers itself.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with open(settings.VAR_DIR / "turn.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def one_at_a_time(number):
    """Until the transaction ends, nobody else passes here with the same number. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def enqueue(task, *args):
    """Have `task` done by the worker: its row is written in this transaction. Without a worker, after commit."""
    if settings.HAS_WORKER:
        task.enqueue(*args)
    else:
        transaction.on_commit(lambda: task.enqueue(*args))
