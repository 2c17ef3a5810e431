"""Very many comments in a round, copied from those that were sent through the services: for measuring documents."""

import json
import os
import resource
import time

from django.db import connections

from comments.models import Comment
from compilation.services import compile_round
from demonstration import seeding

SENT = 600
AT_ONCE = 2_000
# What the documents of the largest rounds must keep: name, comments, layout, format.
DOCUMENTS = (
    ("10,000 comments to .pdf", 10_000, "matrix", "pdf"),
    ("60,000 comments to .xlsx", 60_000, "matrix", "xlsx"),
)


def measure_documents(world):
    """One measurement a document, each in a process of its own: seconds of work, and the megabytes it grew by."""
    seeding.fill(world.round, SENT)
    for name, number, layout, format in DOCUMENTS:
        _copy_up_to(world.round, number)
        yield {"name": name, "comments": number, **_apart(world, layout, format)}


def _apart(world, layout, format):
    connections.close_all()
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(theirs, json.dumps(_measured(world, layout, format)).encode())
        os._exit(0)
    os.waitpid(child, 0)
    return json.loads(os.read(ours, 10_000))


def _measured(world, layout, format):
    before, begun = _peak(), time.process_time()
    made = compile_round(world.round, layout, format, world.expert)
    return {
        "cpu_s": round(time.process_time() - begun, 1),
        "grown_mb": round((_peak() - before) / 1024),
        "bytes": len(made),
    }


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _copy_up_to(round, number):
    """Copies under numbers of their own, until the round holds `number` comments."""
    models = list(Comment.objects.in_round(round).order_by("pk")[:SENT])
    there = Comment.objects.in_round(round).count()
    for begin in range(there, number, AT_ONCE):
        rows = range(begin, min(begin + AT_ONCE, number))
        Comment.objects.bulk_create(_copy(models[n % len(models)], n) for n in rows)


def _copy(model, n):
    values = {field.attname: getattr(model, field.attname) for field in Comment._meta.concrete_fields}
    values |= {"id": None, "serial": 100_000 + n, "ref": f"R1-COPY-{n}", "public_ref": ""}
    return Comment(**values)
