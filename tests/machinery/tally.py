"""Adds up the tests of several runs: each leaves a line in the file that TRAVAUX_TALLY names.

`python3 -m tests.machinery.tally FILE` ends with their sum; status 1 if a test failed or none passed.
"""

import json
import os
import sys
from pathlib import Path

KINDS = ("passed", "failed", "skipped")


def note(stats):
    """Leave the line of one run; `stats` are pytest's reports by outcome."""
    if where := os.environ.get("TRAVAUX_TALLY"):
        counts = {kind: len(stats.get(kind, ())) for kind in KINDS}
        counts["failed"] += len(stats.get("error", ()))
        with open(where, "a") as file:
            file.write(json.dumps(counts) + "\n")


def add(lines):
    runs = [json.loads(line) for line in lines]
    return {kind: sum(run[kind] for run in runs) for kind in KINDS}


def main(path):
    total = add(Path(path).read_text().splitlines())
    print(", ".join(f"{total[kind]} {kind}" for kind in KINDS))
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
