"""What is done of a long document is kept: a worker that takes it up again goes on where the one before was stopped."""

import json
import zlib

from stakeholders.models import PrintoutPart

EVERY = 1_000


def going_on(printout, rows):
    """The rows of a document: those that are kept, then the others of `rows` (sheets.Rows), each part kept when full.

    What is kept holds as long as nothing it was made of has changed; whoever takes the document up looks first.
    """
    kept = printout.parts.order_by("number")
    done = 0
    for part in kept.iterator(chunk_size=1):
        for row in json.loads(zlib.decompress(part.rows)):
            done += 1
            yield row
    full = []
    for row in rows.begin(done):
        full.append(row)
        if len(full) == EVERY:
            done += EVERY
            _keep(printout, done, full)
            full = []
        yield row


def forget(printout):
    """Let go of what was kept of it."""
    printout.parts.all().delete()


def _keep(printout, number, rows):
    packed = zlib.compress(json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    PrintoutPart.objects.create(printout=printout, number=number, rows=packed)
